import Messages
import Vocabulary

/// Shows answers as text.
struct AnswerView {
  var look: Look
  /// The width to wrap to; `nil`: lines stay as they are.
  var columns: Int?

  /// The answer with its sources, without a line end after the last line.
  func text(_ answer: Answer) -> String {
    let texts = Texts.of(answer.lang)
    var body = sanitised(answer.text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while body.last?.isEmpty == true { body.removeLast() }
    body += additions(to: answer)
    let isAdvisor = answer.owner.hasPrefix("advisor:")
    if isAdvisor || look.accessible {
      let speaker = isAdvisor ? texts.advisor : texts.rinnalla
      body[0...0] = ["\(speaker): \(body.first ?? "")"]
    }
    let sources = sourceLines(answer, texts: texts)
    return (body.flatMap(wrap) + sources.flatMap(wrap).map(look.dim)).joined(separator: "\n")
  }

  func wrap(_ line: String) -> [String] {
    columns.map { wrapped(line, columns: min($0, widestText)) } ?? [line]
  }

  /// Steps, question and choices that the text does not tell already. A text that names one step tells its steps
  /// itself; choices are often single words, so all of them have to be there.
  private func additions(to answer: Answer) -> [String] {
    let told = sanitised(answer.text).lowercased()
    func isTold(_ text: String) -> Bool { told.contains(sanitised(text).lowercased()) }
    var lines: [String] = []
    let titles = answer.steps.map(\.title)
    if !titles.contains(where: isTold) { lines += numbered(titles) }
    if let question = answer.question, !isTold(question) { lines.append(sanitisedLine(question)) }
    if !answer.choices.allSatisfy(isTold) { lines += numbered(answer.choices) }
    return lines
  }

  private func numbered(_ items: [String]) -> [String] {
    items.enumerated().map { "\($0.offset + 1). \(sanitisedLine($0.element))" }
  }

  /// One line: titles with their age, those looked up on the same day together.
  private func sourceLines(_ answer: Answer, texts: Texts) -> [String] {
    guard !answer.sources.isEmpty, !tellsSources(answer.text) else { return [] }
    var groups: [(checked: String, titles: [String])] = []
    for source in answer.sources {
      let title = "\(sanitisedLine(source.title)) (\(age(source.asOf, texts: texts)))"
      if groups.last?.checked == source.checked {
        groups[groups.count - 1].titles.append(title)
      } else {
        groups.append((source.checked, [title]))
      }
    }
    let said = groups.map { "\($0.titles.joined(separator: "; ")). \(texts.lookedUp(dayText($0.checked)))" }
    return ["\(texts.sources(answer.sources.count)) \(said.joined(separator: " "))"]
  }

  private func age(_ asOf: String?, texts: Texts) -> String {
    guard let asOf else { return texts.undated }
    return Day(asOf) == nil ? texts.pageFromYear(sanitisedLine(asOf)) : texts.pageFromDay(dayText(asOf))
  }

  private func tellsSources(_ text: String) -> Bool {
    let heads = ["Lähteet:", "Lähde:", "Sources:", "Source:", "Källor:", "Källa:"]
    return text.split(separator: "\n").contains { line in heads.contains { line.trimmed.hasPrefix($0) } }
  }
}

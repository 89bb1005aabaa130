import Knowledge
import Vocabulary

/// An answer while it is put together. It is cut to what fits a terminal: at most 120 words and 16 lines of 72 columns.
struct Composition {
  struct Line {
    var text: String
    /// Left out first when the answer is too long.
    var isExtra = false
    /// The passage of the content that it tells.
    var passage: Passage?
    /// What is remembered of a sentence that is no passage, so that it is not said twice.
    var saidAs: String?
  }

  static let wordsMax = 120
  static let linesMax = 16
  static let columns = 72

  var lines: [Line] = []
  var deeds: [Deed] = []
  var closing: [Line] = []
  var question: String?
  /// Pages behind what is no passage: instruments, deeds.
  private var cited: [SourceFindings] = []
  var instruments: [JudgedInstrument] = []
  var choices: [String] = []
  /// Why this is no full answer.
  var gap: Gap?
  /// Lists that the person asked for in whole are not cut.
  var isWhole = false

  mutating func say(_ text: String, extra: Bool = false) {
    if !text.isEmpty { lines.append(Line(text: text, isExtra: extra)) }
  }

  /// - Parameter text: what is said of the passage, when it is not all of it.
  mutating func say(_ passage: Passage?, as text: String? = nil, extra: Bool = false) {
    guard let passage else { return }
    lines.append(Line(text: text ?? passage.text, isExtra: extra, passage: passage))
  }

  /// Names what the first line is about, when that was named and does not stand in it.
  mutating func address(_ name: String, isNamed: Bool) {
    guard isNamed, let first = lines.first, !lines.contains(where: { $0.text.contains(name) }) else { return }
    lines[0].text = "\(name): \(first.text)"
  }

  /// Fewer words are no whole sentence.
  private static let sentenceMin = 4

  /// Leaves the first sentence of each passage and deed.
  mutating func shorten() {
    lines.removeAll(where: \.isExtra)
    for index in lines.indices where lines[index].passage != nil || lines[index].saidAs != nil {
      let text = lines[index].text
      // "No." alone tells too little.
      let isBare = text.sentences(1).split(separator: " ").count < Self.sentenceMin
      lines[index].text = text.sentences(isBare ? 2 : 1)
    }
    for index in deeds.indices { deeds[index].text = deeds[index].text.sentences(1) }
    closing = []
  }

  /// Says a sentence of no passage that is to be said once.
  mutating func sayOnce(_ text: String, as id: String) {
    lines.append(Line(text: text, saidAs: id))
  }

  /// The conditions under which deeds were chosen.
  private var chosen: [Because] = []

  /// Why it says this and nothing else: the conditions of what is in it.
  var because: [Because] { lines.compactMap { $0.passage?.because } + chosen }

  /// Lists the deeds, with the pages behind them.
  mutating func show(_ list: DeedList) {
    deeds = list.deeds
    cite(list.sources)
    chosen = list.because.map { [$0] } ?? []
  }

  mutating func cite(_ more: [SourceFindings]) {
    cited += more
  }

  /// Ids of what is in it and is not said twice.
  var said: [String] { lines.compactMap { $0.passage?.id ?? $0.saidAs } }

  /// The pages behind what is in it, each once.
  var sources: [SourceFindings] {
    var all: [SourceFindings] = []
    for source in lines.flatMap({ $0.passage?.sources ?? [] }) + cited where !all.contains(source) {
      all.append(source)
    }
    return all
  }

  mutating func close(_ text: String, extra: Bool = false) {
    if !text.isEmpty { closing.append(Line(text: text, isExtra: extra)) }
  }

  /// The text, cut to what fits: first the third deed, then what is extra, then the second deed, then the question.
  mutating func fitted() -> String {
    while !isWhole && !fits {
      if deeds.count > 2 {
        deeds.removeLast()
      } else if let last = closing.lastIndex(where: \.isExtra) {
        closing.remove(at: last)
      } else if let last = lines.lastIndex(where: \.isExtra) {
        lines.remove(at: last)
      } else if deeds.count > 1 {
        deeds.removeLast()
      } else if question != nil {
        question = nil
      } else {
        break
      }
    }
    return text
  }

  var text: String {
    let numbered = deeds.enumerated().map { "\($0.offset + 1). \($0.element.text)" }
    let chosen = choices.enumerated().map { "\($0.offset + 1). \($0.element)" }
    return (lines.map(\.text) + numbered + closing.map(\.text) + chosen + [question].compactMap { $0 })
      .joined(separator: "\n")
  }

  private var fits: Bool {
    let size = TextSize(text, columns: Composition.columns)
    return size.words <= Composition.wordsMax && size.lines <= Composition.linesMax
  }
}

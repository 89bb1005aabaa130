import Language

@testable import Intents

/// One input: a template, a rule, two list values and a message, each on a line of its own. Whatever they are, reading them ends in faults
/// with a place or in a recogniser, and the message costs a bounded amount of work.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzTemplates(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes, count > 0 else { return 0 }
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  while lines.count < 5 { lines.append("") }
  var document = TemplateDocument()
  document.add(node(lines), file: "fuzz.yaml")
  do {
    let recognizer = try TemplateRecognizer(document)
    let message = lines[4...].joined(separator: "\n")
    let best = recognizer.best(message)
    let all = recognizer.all(message)
    precondition(recognizer.work(message) <= TemplateMatcher.workMax + 4 * TemplateRecognizer.textMax)
    precondition(best == nil || !all.isEmpty)
    precondition(best.map { $0.line > 0 && $0.file == "fuzz.yaml" } ?? true)
    var review = TemplateReview(document, recognizer)
    if count < 60 { review.run() }
  } catch {
    precondition(error.faults.allSatisfy { $0.line > 0 && $0.file == "fuzz.yaml" && !$0.message.isEmpty })
  }
  return 0
}

private func node(_ lines: [String]) -> TemplateNode {
  func scalar(_ text: String, _ line: Int) -> TemplateNode { TemplateNode(.scalar(.text(text), raw: text), line: line) }
  func map(_ entries: [(String, TemplateNode)], _ line: Int) -> TemplateNode {
    TemplateNode(.map(entries.map { TemplateNode.Entry(key: $0.0, line: line, node: $0.1) }), line: line)
  }
  func list(_ items: [TemplateNode], _ line: Int) -> TemplateNode { TemplateNode(.list(items), line: line) }
  let number = TemplateNode(.scalar(.number(20), raw: "20"), line: 3)
  let zero = TemplateNode(.scalar(.number(0), raw: "0"), line: 3)
  let yes = TemplateNode(.scalar(.bool(true), raw: "true"), line: 3)
  return map(
    [
      ("language", scalar("en", 1)),
      (
        "intents",
        map([("A", map([("data", list([map([("sentences", list([scalar(lines[0], 1)], 1))], 1)], 1))], 1))], 1)
      ),
      ("expansion_rules", map([("r", scalar(lines[1], 2))], 2)),
      (
        "lists",
        map(
          [
            ("l", map([("values", list([scalar(lines[2], 3), scalar(lines[3], 4)], 3))], 3)),
            ("n", map([("range", map([("from", zero), ("to", number)], 3))], 3)),
            ("w", map([("wildcard", yes)], 3)),
          ], 3)
      ),
      ("skip_words", list([scalar("a", 5)], 5)),
    ], 1)
}

import Intents
import TerminalUI
import Vocabulary

/// An explanation as a small table that fits any terminal.
struct ParseTable {
  private static let labelColumns = 11
  private static let candidatesMax = 5
  private static let evidenceMax = 12

  private var lines: [String] = []

  static func text(_ message: String, _ explanation: ParseExplanation, languageIsGiven: Bool) -> String {
    var table = ParseTable()
    let parsed = explanation.parsed
    table.add("Message", [message])
    table.add("Language", ["\(parsed.lang.rawValue), \(languageIsGiven ? "as given" : "recognised")"])
    table.add("Result", [result(parsed)])
    table.add("Templates", candidates(explanation.candidates))
    table.add("Evidence", evidence(explanation.evidence))
    table.add("Slots", slots(explanation.slots))
    table.add("Otherwise", alternatives(parsed.alternatives))
    return table.lines.joined(separator: "\n") + "\n"
  }

  /// A label and what stands beside it; later lines stand under the first.
  private mutating func add(_ label: String, _ paragraphs: [String]) {
    let columns = widestText - Self.labelColumns
    var head = label
    for line in paragraphs.flatMap({ wrapped(sanitised($0), columns: columns) }) {
      let gap = String(repeating: " ", count: max(1, Self.labelColumns - head.count))
      lines.append(line.isEmpty ? head : head + gap + line)
      head = ""
    }
  }

  private static func result(_ parsed: ParsedQuestion) -> String {
    guard let intent = parsed.intent else { return "nothing understood" }
    return "\(intent.rawValue), confidence \(share(parsed.confidence)), because of "
      + (parsed.because.first.map(\.rule) ?? "no rule")
  }

  private static func share(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private static func candidates(_ candidates: [ParseExplanation.Candidate]) -> [String] {
    if candidates.isEmpty { return ["none matches"] }
    let shown = candidates.prefix(candidatesMax).map { candidate in
      "\(candidate.decides ? "*" : "-") \(candidate.intent)  \(candidate.place)\n    \(candidate.template)"
    }
    return shown + more(candidates.count - candidatesMax)
  }

  private static func evidence(_ evidence: [ParseExplanation.Evidence]) -> [String] {
    if evidence.isEmpty { return ["no rule holds"] }
    let shown = evidence.prefix(evidenceMax).map { reason in
      let sign = reason.weight < 0 ? "-" : "+"
      let words = reason.words.isEmpty ? "" : "  \"\(reason.words)\""
      return
        "\(sign)\(share(abs(reason.weight))) \(reason.claims.joined(separator: ", "))\(words)\n      \(reason.place)"
    }
    return shown + more(evidence.count - evidenceMax)
  }

  private static func more(_ count: Int) -> [String] { count > 0 ? ["and \(count) more"] : [] }

  private static func slots(_ slots: [ParseExplanation.FilledSlot]) -> [String] {
    if slots.isEmpty { return ["none"] }
    return slots.map { slot in
      "\(slot.slot.rawValue) = \(slot.value)" + (slot.words.map { "  \"\($0)\"" } ?? "  (follows from the rest)")
    }
  }

  private static func alternatives(_ readings: [Reading]) -> [String] {
    readings.isEmpty
      ? ["no other reading"] : readings.map { "\($0.intent.rawValue), confidence \(share($0.confidence))" }
  }
}

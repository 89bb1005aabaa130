import Language

/// How often a parse is right, by how strong its evidence is: measured on labelled questions, written in
/// `intents/calibration.yaml`. Without that file all evidence is weak.
struct Calibration: Sendable {
  struct Row: Sendable {
    var sum: Double
    var margin: Double
    /// Words of the message by which the rules hold: two that agree are seldom both misread.
    var words = 0
    var confidence: Double
  }

  /// A template matched.
  var template = 0.98
  /// The context alone decided.
  var followUp = 0.95
  /// No rule spoke: the message is taken as out of scope.
  var nothing = 0.3
  /// The first row whose sum, margin and words are reached counts.
  var evidence: [Row] = []
  /// Below every row.
  var weakest = 0.45

  init() {}

  init(_ table: YAMLValue, file: String) throws(ContentFaults) {
    var faults: [ContentFault] = []
    func number(_ value: YAMLValue, _ key: String) -> Double? {
      guard let entry = value[key] else { return nil }
      guard let number = entry.text.flatMap(Double.init), number >= 0 else {
        faults.append(ContentFault(file: file, line: entry.line, message: "`\(key)` is not a number from 0 on"))
        return nil
      }
      return number
    }
    template = number(table, "template") ?? template
    followUp = number(table, "follow_up") ?? followUp
    nothing = number(table, "nothing") ?? nothing
    weakest = number(table, "weakest") ?? weakest
    if let rows = table["evidence"]?.items {
      evidence = rows.compactMap { row in
        guard let sum = number(row, "sum"), let margin = number(row, "margin"),
          let confidence = number(row, "confidence")
        else {
          faults.append(
            ContentFault(file: file, line: row.line, message: "a row needs `sum`, `margin` and `confidence`"))
          return nil
        }
        let words = row["words"] == nil ? 0 : Int(number(row, "words") ?? 0)
        return Row(sum: sum, margin: margin, words: words, confidence: confidence)
      }
    }
    if !faults.isEmpty { throw ContentFaults(faults) }
  }

  func confidence(sum: Double, margin: Double, words: Int) -> Double {
    evidence.first { sum >= $0.sum && margin >= $0.margin && words >= $0.words }?.confidence ?? weakest
  }
}

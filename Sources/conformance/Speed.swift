import Foundation
import Intents

extension Suite {
  /// Thread time of the sentences of some files after one pass that is not counted, as JSON: for each file n, matched, p50_us, p99_us; and
  /// load_ms.
  func speed(of files: [URL]) throws -> String {
    let (recognizer, loadMillis) = try recognizer()
    let files = try files.map { file in
      let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
        let value = try JSONReader.read(Array(line))
        return (text: value["text"]?.text ?? "", context: value["context"]?.context ?? [:])
      }
      return (name: file.deletingPathExtension().lastPathComponent, lines: lines)
    }
    func pass(_ lines: [(text: String, context: TemplateContext)]) -> (matched: Int, micros: [Double]) {
      let answers = lines.map { line in
        timed { recognizer.best(line.text, context: line.context, options: .init(bestSlot: "name")) != nil }
      }
      return (answers.count { $0.0 }, answers.map(\.micros).sorted())
    }
    for file in files { _ = pass(file.lines) }
    let measured = files.map { file in
      let (matched, micros) = pass(file.lines)
      func percentile(_ share: Double) -> String {
        String(format: "%.2f", micros[min(micros.count - 1, Int(Double(micros.count) * share))])
      }
      return "\"\(file.name)\": {\"n\": \(micros.count), \"matched\": \(matched), "
        + "\"p50_us\": \(percentile(0.5)), \"p99_us\": \(percentile(0.99))}"
    }
    return "{\"load_ms\": \(String(format: "%.1f", loadMillis)), " + measured.joined(separator: ", ") + "}"
  }
}

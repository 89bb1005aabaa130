import Foundation
import Messages

/// A value as one line of JSON: keys sorted, and safe to look at in a terminal.
func jsonLine(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  guard let data = try? encoder.encode(value) else {
    preconditionFailure("only types of our own are written, and they can be encoded")
  }
  return escapedForTerminal(String(decoding: data, as: UTF8.self))
}

/// JSON escapes the C0 characters itself; those that may stand in its strings and still steer a terminal are
/// escaped here.
private func escapedForTerminal(_ json: String) -> String {
  guard json.unicodeScalars.contains(where: isUnsafe) else { return json }
  var safe = ""
  for scalar in json.unicodeScalars {
    if isUnsafe(scalar) {
      let digits = String(scalar.value, radix: 16)
      safe += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    } else {
      safe.unicodeScalars.append(scalar)
    }
  }
  return safe
}

/// A line of `--json` that is no answer: why there is none.
struct ProblemLine: Encodable {
  var problem: Problem
}

/// A line of `--json` that is no answer: what a command of the chat says.
struct NoticeLine: Encodable {
  var notice: String
}

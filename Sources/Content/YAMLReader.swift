import Language
import Yams

/// Reads YAML text as plain values with their lines.
enum YAMLReader {
  /// An alias is read anew at each place, so that a small file could grow without bound.
  static let valuesMax = 500_000

  /// - Parameter firstLine: the line of the file on which the text begins.
  static func read(_ text: String, file: String, firstLine: Int = 1) throws(ContentFault) -> YAMLValue {
    let node: Node?
    do {
      // Values are taken as text, so no pattern has to tell numbers and dates from it.
      node = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw fault(error, text, file: file, firstLine: firstLine)
    } catch {
      throw ContentFault(file: file, line: firstLine, message: "not readable as YAML: \(error)")
    }
    guard let node else { return .null(line: firstLine) }
    var converter = Converter(file: file, offset: firstLine - 1)
    return try converter.value(node, depth: 0)
  }

  private static func fault(_ error: YamlError, _ text: String, file: String, firstLine: Int) -> ContentFault {
    switch error {
    case .duplicatedKeysInMapping(let names, let context):
      let name = names.first ?? ""
      return ContentFault(
        file: file, line: secondLine(of: name, text, from: context.mark.line) + firstLine - 1,
        message: "'\(name)' stands here twice; keep one")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ContentFault(file: file, line: mark.line + firstLine - 1, message: "not readable as YAML: \(problem)")
    default:
      return ContentFault(file: file, line: firstLine, message: "not readable as YAML: \(error)")
    }
  }

  /// The line on which a key stands again with the same indentation, in a map that begins on a line; else that line.
  private static func secondLine(of name: String, _ text: String, from first: Int) -> Int {
    var indentations: Set<Int> = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().dropFirst(first - 1)
    {
      let content = line.drop { $0 == " " || $0 == "-" }
      guard content.hasPrefix("\(name):") else { continue }
      if !indentations.insert(line.count - content.count).inserted { return index + 1 }
    }
    return first
  }

  private struct Converter {
    let file: String
    let offset: Int
    var count = 0

    mutating func value(_ node: Node, depth: Int) throws(ContentFault) -> YAMLValue {
      count += 1
      let line = (node.mark?.line ?? 1) + offset
      guard count <= YAMLReader.valuesMax, depth < 50 else {
        throw ContentFault(file: file, line: line, message: "the file is too large or too deeply nested")
      }
      switch node {
      case .scalar(let scalar):
        let isNull =
          scalar.style == .plain && (scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null")
        return isNull ? .null(line: line) : .scalar(scalar.string, line: line)
      case .sequence(let sequence):
        var items: [YAMLValue] = []
        for item in sequence { items.append(try value(item, depth: depth + 1)) }
        return .sequence(items, line: line)
      case .mapping(let mapping):
        return .mapping(try entries(mapping, depth: depth), line: line)
      case .alias:
        throw ContentFault(file: file, line: line, message: "an alias that leads nowhere")
      }
    }

    private mutating func entries(_ mapping: Node.Mapping, depth: Int) throws(ContentFault) -> [YAMLValue.Entry] {
      var entries: [YAMLValue.Entry] = []
      var seen: Set<String> = []
      for (key, item) in mapping {
        let line = (key.mark?.line ?? 1) + offset
        guard let name = key.scalar?.string else {
          throw ContentFault(file: file, line: line, message: "a name must be a plain text")
        }
        guard seen.insert(name).inserted else {
          throw ContentFault(file: file, line: line, message: "'\(name)' stands here twice; keep one")
        }
        entries.append(YAMLValue.Entry(key: name, line: line, value: try value(item, depth: depth + 1)))
      }
      return entries
    }
  }
}

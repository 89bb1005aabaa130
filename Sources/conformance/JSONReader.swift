import Intents

/// Reads JSON with the order of its keys, which decides the order of results.
struct JSONReader {
  struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  private let bytes: [UInt8]
  private var position = 0

  static func read(_ bytes: [UInt8]) throws -> TemplateValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.fault("more after the end of the value") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private func fault(_ what: String) -> Fault {
    Fault(description: "byte \(position): \(what)")
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws -> TemplateValue {
    guard depth < 200 else { throw fault("nested too deep") }
    skipSpace()
    guard position < bytes.count else { throw fault("a value is missing") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try map(depth)
    case UInt8(ascii: "["): return try list(depth)
    case UInt8(ascii: "\""): return .text(try string())
    default: return try word()
    }
  }

  private mutating func map(_ depth: Int) throws -> TemplateValue {
    position += 1
    var entries: [TemplateValue.Entry] = []
    if take(UInt8(ascii: "}")) { return .map([]) }
    repeat {
      skipSpace()
      let key = try string()
      guard take(UInt8(ascii: ":")) else { throw fault("':' is missing") }
      entries.append(TemplateValue.Entry(key: key, value: try value(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("'}' is missing") }
    return .map(entries)
  }

  private mutating func list(_ depth: Int) throws -> TemplateValue {
    position += 1
    var items: [TemplateValue] = []
    if take(UInt8(ascii: "]")) { return .list([]) }
    repeat { items.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("']' is missing") }
    return .list(items)
  }

  private mutating func word() throws -> TemplateValue {
    let start = position
    while position < bytes.count, !" ,]}\n\r\t".utf8.contains(bytes[position]) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    switch text {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default:
      guard let number = Double(text) else { throw fault("'\(text.prefix(20))' is no value") }
      return .number(number)
    }
  }

  private mutating func string() throws -> String {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw fault("a text is missing") }
    position += 1
    var units: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 1
        units += try escaped()
      } else {
        units.append(bytes[position])
        position += 1
      }
    }
    guard position < bytes.count else { throw fault("the text has no end") }
    position += 1
    return String(decoding: units, as: UTF8.self)
  }

  private mutating func escaped() throws -> [UInt8] {
    guard position < bytes.count else { throw fault("an escape has no end") }
    let sign = bytes[position]
    position += 1
    switch sign {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"): return try unicode()
    default: return [sign]
    }
  }

  private mutating func unicode() throws -> [UInt8] {
    var code = try hex()
    if (0xD800..<0xDC00).contains(code), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\") {
      position += 2
      code = 0x10000 + (code - 0xD800) << 10 + (try hex() - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("an escape names no character") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hex() throws -> UInt32 {
    guard position + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
    else { throw fault("an escape is incomplete") }
    position += 4
    return code
  }
}

extension TemplateNode {
  /// JSON has no lines worth naming.
  init(json: TemplateValue) {
    switch json {
    case .map(let entries):
      self.init(.map(entries.map { Entry(key: $0.key, line: 1, node: TemplateNode(json: $0.value)) }), line: 1)
    case .list(let items): self.init(.list(items.map { TemplateNode(json: $0) }), line: 1)
    case .text(let text): self.init(.scalar(json, raw: text), line: 1)
    case .number(let number):
      self.init(.scalar(json, raw: Int(exactly: number).map(String.init) ?? String(number)), line: 1)
    case .null, .bool: self.init(.scalar(json, raw: json == .bool(true) ? "true" : "false"), line: 1)
    }
  }
}

extension TemplateValue {
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  var items: [TemplateValue] { if case .list(let items) = self { items } else { [] } }
  var entries: [Entry] { if case .map(let entries) = self { entries } else { [] } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// The keys and values of a map, without order.
  var context: TemplateContext {
    Dictionary(entries.map { ($0.key, $0.value.sorted) }, uniquingKeysWith: { _, later in later })
  }

  /// The same with the keys of maps in order, for comparison.
  var sorted: TemplateValue {
    switch self {
    case .map(let entries):
      .map(entries.map { Entry(key: $0.key, value: $0.value.sorted) }.sorted { $0.key < $1.key })
    case .list(let items): .list(items.map(\.sorted))
    default: self
    }
  }
}

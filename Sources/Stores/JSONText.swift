import Companies
import Foundation

/// Values as JSON in a column.
enum JSONText {
  /// Throws `StoreError.failed` for what JSON can't hold (a number that is not finite).
  static func encode(_ value: some Encodable) throws(StoreError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw .failed(detail: "A value can't be written as JSON: numbers must be finite.")
    }
  }

  static func decode<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}

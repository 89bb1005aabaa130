import Foundation
import GRDB

/// Short forms for the statements of the store; each is prepared once a connection.
extension Database {
  func run(_ sql: String, _ arguments: StatementArguments = []) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }

  func rows<T>(_ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> T) throws -> [T] {
    let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    var values: [T] = []
    while let row = try cursor.next() { values.append(try value(row)) }
    return values
  }

  func row<T>(_ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> T) throws -> T? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments).map(value)
  }
}

extension Row {
  /// A column with a name from an enumeration.
  func raw<T: RawRepresentable<String>>(_ index: Int) throws -> T {
    guard let value = T(rawValue: self[index]) else { throw UnreadableRow() }
    return value
  }

  /// A column with somebody's words, in UTF-8.
  func words(_ index: Int) -> String {
    String(decoding: self[index] as Data, as: UTF8.self)
  }

  /// The same for a column that may be empty.
  func wordsIfAny(_ index: Int) -> String? {
    (self[index] as Data?).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension String {
  /// For columns with somebody's words: whole, whatever characters are in it.
  var blob: Data { Data(utf8) }
}

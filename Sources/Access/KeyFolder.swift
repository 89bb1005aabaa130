import Foundation
import Vocabulary
import ZeroMQ

/// The folder `keys/` of a data directory: the table of keys, and the own secrets. Mode 0700, its files 0600.
public struct KeyFolder: Sendable, Hashable {
  public let path: String

  /// - Parameter dataDirectory: where the program keeps its data.
  public init(dataDirectory: String) { path = dataDirectory + "/keys" }

  /// The table of keys that are known.
  public var tableFile: String { path + "/table.json" }
  /// The keys of this region's server.
  public var serverFile: String { file(named: "server") }
  /// The keys of the person who uses this program: made at the first start, they are who that person is elsewhere.
  public var ownFile: String { file(named: "own") }

  /// The file of a pair that was made by name.
  public func file(named name: String) -> String { "\(path)/\(name).key" }

  // MARK: Pairs

  /// The pair in this file.
  ///
  /// - Parameter isGuarded: somebody else, such as the service manager, sees to it that nobody but us can read it.
  public static func pair(in file: String, isGuarded: Bool = false) throws(KeyFileError) -> CurveKeyPair {
    let bytes = try PrivateFile.read(file, isGuarded: isGuarded)
    guard let kept = try? JSONDecoder().decode(PairFile.self, from: Data(bytes)),
      let pair = try? CurveKeyPair(secretKey: kept.secret)
    else { throw .unreadable(file: file, detail: "it is no key file; it should be {\"public\":…,\"secret\":…}") }
    guard pair.publicKey == kept.public else {
      throw .unreadable(file: file, detail: "its public key does not belong to its secret key")
    }
    return pair
  }

  /// Makes a new pair and keeps it in this file, which must not be there yet.
  public static func newPair(in file: String) throws(KeyFileError) -> CurveKeyPair {
    if let slash = file.lastIndex(of: "/") { try PrivateFile.makeFolder(String(file[..<slash])) }
    let pair: CurveKeyPair
    do { pair = try easyPair() } catch { throw .failed(file: file, detail: error.description) }
    try PrivateFile.create(file, try json(PairFile(public: pair.publicKey, secret: pair.secretKey), file: file))
    return pair
  }

  /// A new pair whose public key can be an argument of a command: with a `-` in front it would be taken for a flag.
  private static func easyPair() throws(ZeroMQError) -> CurveKeyPair {
    while true {
      let pair = try CurveKeyPair()
      if !pair.publicKey.hasPrefix("-") { return pair }
    }
  }

  /// The pair in this file, made now when there is none.
  public static func pairMadeOnce(in file: String) throws(KeyFileError) -> CurveKeyPair {
    do throws(KeyFileError) {
      return try pair(in: file)
    } catch {
      guard case .missing = error else { throw error }
    }
    do throws(KeyFileError) {
      return try newPair(in: file)
    } catch {
      // Another process was faster.
      guard case .exists = error else { throw error }
      return try pair(in: file)
    }
  }

  // MARK: The table

  /// The table as it is kept; empty when there is none yet.
  public func table() throws(KeyFileError) -> KeyTable {
    let bytes: [UInt8]
    do throws(KeyFileError) {
      bytes = try PrivateFile.read(tableFile)
    } catch {
      if case .missing = error { return KeyTable() }
      throw error
    }
    let entries: [KeyEntry]
    do {
      entries = try JSONDecoder().decode([KeyEntry].self, from: Data(bytes))
    } catch {
      throw .unreadable(file: tableFile, detail: "it is no table of keys")
    }
    if let fault = entries.lazy.compactMap(\.fault).first { throw .unreadable(file: tableFile, detail: fault) }
    return KeyTable(entries: entries)
  }

  /// Changes the table. Programs that use it take the change over within a moment.
  public func change(_ change: (inout KeyTable) -> Void) throws(KeyFileError) {
    try PrivateFile.makeFolder(path)
    try PrivateFile.locked(path + "/lock") { () throws(KeyFileError) in
      var table = try table()
      change(&table)
      try PrivateFile.replace(tableFile, try Self.json(table.entries, file: tableFile))
    }
  }

  private static func json(_ value: some Encodable, file: String) throws(KeyFileError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    } catch {
      throw .failed(file: file, detail: "\(error)")
    }
  }

  private struct PairFile: Codable {
    var `public`: String
    var secret: String
  }
}

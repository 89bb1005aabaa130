import Foundation
import MajordomoRuntime

/// The server that the talk of a data directory moved to by `/connect`, in its file `server.json`.
struct KeptServer: Codable {
  var address: String
  /// Its public key, in Z85.
  var key: String

  private static func file(_ data: String) -> URL { URL(fileURLWithPath: data + "/server.json") }

  /// How to reach the server; nil when the talk never moved.
  static func broker(data: String?) throws -> BrokerAddress? {
    let file = file(Folders.dataPath(data))
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    guard let bytes = try? Data(contentsOf: file), let kept = try? JSONDecoder().decode(Self.self, from: bytes) else {
      throw Failure(.invalidContent, "The file \(file.path) can't be read. Remove it to talk on this computer again.")
    }
    return try ServerAddress.address(kept.address, serverKey: kept.key, keyFile: nil, data: data)
  }

  func write(data: String) throws {
    try JSONEncoder().encode(self).write(to: Self.file(data), options: .atomic)
  }
}

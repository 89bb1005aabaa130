import Foundation

/// A running `store-writer` (Sources/store-writer): another process on the same directory.
final class StoreWriterProcess {
  private let process = Process()
  private let output = Pipe()

  init(_ arguments: String...) throws {
    // The tests' bundle and the program are built into the same folder.
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("store-writer")
    process.arguments = arguments
    process.standardOutput = output
    try process.run()
  }

  /// Reads the first `count` lines that it prints, kills it with SIGKILL, and gives all that it printed until then.
  func linesUntilKilled(after count: Int) -> [String] {
    var text = ""
    while text.utf8.lazy.filter({ $0 == UInt8(ascii: "\n") }).count < count {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    kill(process.processIdentifier, SIGKILL)
    text += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map(String.init)
  }

  /// All that it printed, when it has ended.
  func lines() -> [String] {
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

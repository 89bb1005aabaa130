import Content
import Foundation
import Language
import Testing

/// YAML that was made to hurt, among the rules: a fault with file and line, within moments.
struct HostileRulesTests {
  private func fault(_ text: String) throws -> ContentFault? {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rinnalla-rules-\(UUID().uuidString)")
    let rules = folder.appending(path: "intents/en")
    try FileManager.default.createDirectory(at: rules, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(to: rules.appending(path: "bad.yaml"), atomically: true, encoding: .utf8)
    do {
      _ = try ContentFolder(path: folder.path).intents()
      return nil
    } catch {
      return error.faults.first
    }
  }

  @Test func `Aliases that multiply are refused`() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
    }
    let fault = try #require(try fault(text))
    #expect(fault.file == "intents/en/bad.yaml")
    #expect(fault.message.contains("too large"))
  }

  @Test(arguments: [("[", "]"), ("{x: ", "}")]) func `Deep nesting is refused`(open: String, close: String) throws {
    let deep = String(repeating: open, count: 30_000) + "1" + String(repeating: close, count: 30_000)
    let fault = try #require(try fault("language: en\na: \(deep)\n"))
    #expect(fault.line == 2)
  }

  @Test func `A key that stands twice is named where it stands again`() throws {
    let fault = try #require(
      try fault("language: en\nlists:\n  one:\n    values: [a]\n  two:\n    values: [b]\n  one:\n    values: [c]\n"))
    #expect(fault.line == 7)
    #expect(fault.message == "'one' stands here twice; keep one")
  }

  @Test func `A megabyte of rules is refused`() throws {
    let fault = try #require(try fault("language: en\n# " + String(repeating: "x", count: 1 << 20)))
    #expect(fault.message.contains("larger than 1 MiB"))
  }
}

import Foundation
import Testing

/// A page that names the test of each promise names one that is there.
struct PromisesTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func `Each test that the page on security names is there`() throws {
    let page = try String(contentsOf: Self.root.appendingPathComponent("docs/security.md"), encoding: .utf8)
    let named = page.split(separator: "`").compactMap { span -> (suite: Substring, name: Substring)? in
      guard let colon = span.range(of: "Tests: "), !span.contains("\n") else { return nil }
      return (span[..<colon.lowerBound] + "Tests", span[colon.upperBound...])
    }
    #expect(named.count > 20)
    let sources = try Self.sources()
    for (suite, name) in named {
      let isThere = sources.contains { file, text in
        file == "\(suite).swift" && (text.contains("func `\(name)`(") || text.contains("func \(name)("))
      }
      #expect(isThere, "there is no test '\(name)' in \(suite).swift")
    }
  }

  /// The test files by their names; two modules may have one of the same name.
  private static func sources() throws -> [(file: String, text: String)] {
    let tests = root.appendingPathComponent("Tests")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: tests.path).filter { $0.hasSuffix("Tests.swift") }
    return try paths.map { path in
      let url = tests.appendingPathComponent(path)
      return (url.lastPathComponent, try String(contentsOf: url, encoding: .utf8))
    }
  }
}

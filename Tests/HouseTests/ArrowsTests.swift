import Foundation
import Testing

/// The arrows of the house (docs/architecture.md), checked against what the files really import.
struct ArrowsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Module → the modules of this house that it may import.
  private static let arrows: [String: Set<String>] = [
    "Vocabulary": [],
    "Messages": ["Vocabulary"],
    "Randomness": [],
    "Language": ["Vocabulary"],
    "Intents": ["Language", "Randomness", "Vocabulary"],
    "Knowledge": ["Language", "Vocabulary"],
    "Companies": ["Vocabulary"],
    "Guidance": ["Knowledge", "Companies", "Cooperation", "Vocabulary"],
    "Cooperation": ["Companies", "Vocabulary"],
    "Titanic": ["Companies", "Vocabulary"],
    "Conversation": ["Guidance", "Knowledge", "Companies", "Cooperation", "Vocabulary"],
    "Majordomo": ["Randomness"],
    "MajordomoSimulation": ["Majordomo", "Randomness"],
    "TurnSimulation": [
      "Conversation", "Guidance", "Knowledge", "Companies", "Majordomo", "MajordomoSimulation", "Randomness", "Stores",
      "Titanic", "Vocabulary",
    ],
    "ZeroMQ": ["CZeroMQ"],
    "MajordomoRuntime": ["Majordomo", "ZeroMQ"],
    "Access": ["ZeroMQ", "Vocabulary"],
    "LanguageTools": ["CVoikko", "CStemmer", "Language", "Vocabulary"],
    "Content": ["Cooperation", "Knowledge", "Language", "Vocabulary"],
    "Stores": ["Companies", "Cooperation", "Titanic", "Vocabulary"],
    "Services": [
      "Conversation", "Guidance", "Intents", "Knowledge", "Companies", "Cooperation", "LanguageTools", "Majordomo",
      "MajordomoRuntime", "Messages", "Titanic", "Vocabulary",
    ],
    "TerminalUI": ["CEditline", "CTerminal", "Messages", "Vocabulary"],
  ]

  /// Storeys 0 and 1: no file, socket, clock, environment, task, lock or log.
  private static let pure = [
    "Vocabulary", "Messages", "Randomness", "Language", "Intents", "Knowledge", "Companies", "Guidance", "Cooperation",
    "Titanic", "Conversation", "Majordomo",
  ]

  @Test(arguments: arrows.keys.sorted())
  func `A module imports only what its arrows allow`(module: String) throws {
    let allowed = try #require(Self.arrows[module])
    let own = try Self.modules()
    for (file, line, imported) in try Self.imports(of: module) where own.contains(imported) {
      #expect(allowed.contains(imported), "\(file):\(line) imports \(imported), which no arrow allows")
    }
  }

  @Test(arguments: pure)
  func `A pure module does no I/O`(module: String) throws {
    let forbidden: Set<String> = ["Foundation", "Glibc", "Dispatch", "Synchronization", "Yams", "GRDB", "Logging"]
    // Foundation's values only: Unicode normalisation in Language, the JSON of a subscription in Majordomo.
    let allowed: Set<String> = ["Language", "Majordomo"].contains(module) ? ["Foundation"] : []
    for (file, line, imported) in try Self.imports(of: module) where !allowed.contains(imported) {
      #expect(!forbidden.contains(imported), "\(file):\(line) imports \(imported) into a pure module")
    }
  }

  @Test func `Package.swift states the same arrows`() throws {
    let manifest = try String(contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    for (module, allowed) in Self.arrows.sorted(by: { $0.key < $1.key }) {
      let stated = try Self.dependencies(of: module, in: manifest)
      let own = stated.intersection(try Self.modules())
      #expect(
        own == allowed, "Package.swift lets \(module) depend on \(own.sorted()), the arrows say \(allowed.sorted())")
    }
  }

  @Test func `Every library of Sources stands in the picture`() throws {
    let outside: Set<String> = ["CZeroMQ", "CVoikko", "CStemmer", "CEditline", "CTerminal", "CFaultyVFS"]
    let libraries = try Self.modules().filter { $0.first?.isUppercase == true }
    #expect(libraries.subtracting(outside) == Set(Self.arrows.keys))
  }

  private static func modules() throws -> Set<String> {
    let sources = root.appendingPathComponent("Sources").path
    return Set(try FileManager.default.contentsOfDirectory(atPath: sources))
  }

  private static func imports(of module: String) throws -> [(file: String, line: Int, imported: String)] {
    let folder = root.appendingPathComponent("Sources/\(module)")
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.flatMap { url in
      try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .compactMap { number, line in
          guard let imported = importedModule(line) else { return nil }
          return (url.lastPathComponent, number + 1, imported)
        }
    }
  }

  private static func importedModule(_ line: Substring) -> String? {
    var words = line.split(separator: " ")[...]
    while let first = words.first, first.hasPrefix("@") || ["public", "internal", "private"].contains(first) {
      words = words.dropFirst()
    }
    guard words.first == "import", let name = words.dropFirst().last else { return nil }
    return String(name.prefix { $0 != "." })
  }

  /// The names in `dependencies: […]` of a target.
  private static func dependencies(of module: String, in manifest: String) throws -> Set<String> {
    guard let start = manifest.range(of: "name: \"\(module)\"") else {
      Issue.record("Package.swift has no target \(module)")
      return []
    }
    let rest = manifest[start.upperBound...].drop { $0 == "," || $0.isWhitespace }
    guard rest.hasPrefix("dependencies: [") else { return [] }
    return Set(rest.prefix { $0 != "]" }.split(separator: "\"").map(String.init).filter { $0.allSatisfy(\.isLetter) })
  }
}

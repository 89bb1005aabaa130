import Content
import Foundation
import Language
import Testing

/// A broken file stops the loading, and names the file, the line and what to do.
struct BrokenContentTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The project's own content in a folder of its own, with one file changed.
  private func faults(changing file: String, _ change: (String) -> String) throws -> [ContentFault] {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("rinnalla-content-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.copyItem(
      at: Self.root.appendingPathComponent("knowledge"), to: copy.appendingPathComponent("knowledge"))
    let url = copy.appendingPathComponent(file)
    try change(String(contentsOf: url, encoding: .utf8)).write(to: url, atomically: true, encoding: .utf8)
    do {
      _ = try ContentFolder(path: copy.path).knowledge(region: "nivala-haapajarvi")
      return []
    } catch {
      return error.faults
    }
  }

  private func replacing(_ old: String, _ new: String) -> (String) -> String {
    { $0.replacingOccurrences(of: old, with: new) }
  }

  @Test func `The project's own content is in order`() throws {
    #expect(try faults(changing: "knowledge/common/stages.yaml") { $0 } == [])
  }

  @Test func `Broken YAML is named with its line`() throws {
    let found = try faults(changing: "knowledge/common/stages.yaml") { $0 + "\n  broken: [\n" }
    let fault = try #require(found.first)
    #expect(fault.file == "knowledge/common/stages.yaml")
    #expect(fault.line > 1)
    #expect(fault.message.contains("not readable as YAML"))
  }

  @Test func `A key that stands twice is named`() throws {
    let found = try faults(changing: "knowledge/regions/nivala-haapajarvi/region.yaml") { $0 + "\nid: other\n" }
    #expect(
      found.contains {
        $0.file.hasSuffix("region.yaml") && $0.message.contains("'id' stands here twice")
          || $0.message.contains("uplicat")
      })
  }

  @Test func `A time zone that does not exist is named at its line`() throws {
    let file = "knowledge/regions/nivala-haapajarvi/region.yaml"
    let found = try faults(changing: file, replacing("Europe/Helsinki", "Europe/Nivala"))
    #expect(found.contains { $0.file == file && $0.line > 1 && $0.message.contains("'Europe/Nivala'") })
  }

  @Test func `A misspelt field of an instrument is named with the known ones`() throws {
    let file = "knowledge/regions/nivala-haapajarvi/instruments/tempo.yaml"
    let found = try faults(changing: file, replacing("\nstatus:", "\nstatsu:"))
    #expect(found.contains { $0.file == file && $0.line > 1 && $0.message.contains("'statsu' is not known here") })
    #expect(found.contains { $0.file == file && $0.message.contains("'status' is missing") })
  }

  @Test func `A condition that is none is named at its heading`() throws {
    let file = "knowledge/common/topics/customs.en.md"
    let found = try faults(
      changing: file, replacing("## what | market_group is eu", "## what | market_group equals eu"))
    let fault = try #require(found.first { $0.file == file })
    #expect(fault.message.contains("'market_group equals eu' is no test"))
  }

  @Test func `A source that stands nowhere is named`() throws {
    let file = "knowledge/regions/nivala-haapajarvi/instruments/tempo.yaml"
    let found = try faults(changing: file) { text in
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("sources:") ? "sources: [no_such_page]" : String($0) }.joined(separator: "\n")
    }
    #expect(found.contains { $0.file == file && $0.message.contains("'no_such_page'") })
  }

  @Test func `A language that lacks a topic is named`() throws {
    let found = try faults(changing: "knowledge/common/topics/vat.sv.md", replacing("id: vat", "id: moms"))
    #expect(found.contains { $0.message.contains("there is no 'vat' in 'sv'") })
    #expect(found.contains { $0.file.hasSuffix("vat.sv.md") && $0.message.contains("the id is 'moms'") })
  }

  @Test func `A text that is too long for a terminal is named with its length`() throws {
    let file = "knowledge/common/topics/vat.en.md"
    let long = String(repeating: "word ", count: 61)
    let found = try faults(changing: file) { $0 + "\n## where | stage is growing\n\(long)\n" }
    #expect(found.contains { $0.file == file && $0.message.contains("61 words; at most 60") })
  }

  private static let terms = "knowledge/common/terms.yaml"

  private func termFaults(_ old: String, _ new: String) throws -> [ContentFault] {
    let text = try String(contentsOf: Self.root.appendingPathComponent(Self.terms), encoding: .utf8)
    try #require(text.contains(old))
    return try faults(changing: Self.terms, replacing(old, new))
  }

  private func isNamed(_ message: String, in found: [ContentFault]) -> Bool {
    found.contains { $0.file == Self.terms && $0.line > 1 && $0.message.contains(message) }
  }

  @Test(arguments: [
    ("    sv: \"EORI är", "    se: \"EORI är", "'text' lacks a text in 'sv'"),
    ("    fi: [EORI,", "    fin: [EORI,", "'names' lacks a list in 'fi'"),
    ("en: [EORI, EORI number, EORI code]", "en: []", "the term has no name in 'en'"),
    ("en: [EORI, EORI number, EORI code]", "en: [EORI, e.o.r.i., eori]", "'eori' stands here twice in 'en'"),
    ("en: [EORI, EORI number, EORI code]", "en: [EORI, D-D-P, ddp]", "stands at 'ddp' too in 'en'"),
    ("- id: eori\n  topic: customs", "- id: eori\n  topic: coins", "'coins' is no topic of the catalogue"),
    ("sources: [zsvr_lucid]", "sources: [no_such_page]", "the source 'no_such_page' stands in no sources.yaml"),
    ("- id: eori\n", "- id: ddp\n", "the term 'ddp' stands in this file twice"),
    ("- id: eori\n", "- id: eori\n  name: EORI\n", "'name' is not known here"),
    ("topic: ipr\n", "topic: ipr\n  checked: soon\n", "'checked' stands here twice"),
  ])
  func `A term that lacks something or leads nowhere is named with its line`(
    old: String, new: String, message: String
  ) throws {
    #expect(isNamed(message, in: try termFaults(old, new)), "\(message)")
  }

  @Test func `A term that is too long is named with its length`() throws {
    let long = String(repeating: "word ", count: 46)
    let found = try termFaults("    en: \"EORI is the number", "    en: \"\(long)\"\n    other: \"EORI is the number")
    #expect(isNamed("the text in 'en' has 46 words; at most 45", in: found))
  }

  @Test func `A region's own term is named where it is written`() throws {
    let file = "knowledge/regions/nivala-haapajarvi/terms.yaml"
    let found = try faults(changing: file, replacing("topic: financing", "topic: coins"))
    #expect(found.contains { $0.file == file && $0.line > 1 && $0.message.contains("'coins'") })
  }

  @Test func `All faults are told at once, in the order of files and lines`() throws {
    let found = try faults(changing: "knowledge/common/topics/vat.en.md") { $0 + "\n## nonsense\nx\n## what else\ny\n" }
    #expect(found.filter { $0.message.contains("is no part") }.count == 2)
    #expect(found.map { "\($0.file) \(100_000 + $0.line)" } == found.map { "\($0.file) \(100_000 + $0.line)" }.sorted())
  }

  @Test func `A file that is not UTF-8 or too large is named`() throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("rinnalla-content-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: copy) }
    let intents = copy.appendingPathComponent("intents")
    try FileManager.default.createDirectory(at: intents, withIntermediateDirectories: true)
    try Data([0x61, 0x3A, 0x20, 0xFF]).write(to: intents.appendingPathComponent("a.yaml"))
    try Data(repeating: UInt8(ascii: "a"), count: (1 << 20) + 1).write(to: intents.appendingPathComponent("b.yaml"))
    let error = #expect(throws: ContentFaults.self) { try ContentFolder(path: copy.path).intents() }
    #expect(error?.faults.map(\.message) == ["the file is not UTF-8", "the file is larger than 1 MiB"])
  }
}

import Foundation
import Testing

/// `rinnalla content new`, by which an advisor begins a piece of content.
struct ContentNewTests {
  /// A content folder of the test's own, and a data folder.
  private struct Desk {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      for part in ["knowledge", "intents"] {
        try FileManager.default.copyItem(
          at: Program.root.appendingPathComponent(part), to: URL(fileURLWithPath: "\(folder.path)/\(part)"))
      }
    }

    func content(_ arguments: String...) async throws -> (status: Int32, output: [String], complaint: String) {
      let program = try Program(
        ["content"] + arguments, data: folder, environment: ["RINNALLA_CONTENT": folder.path])
      let output = await program.rest()
      let complaint = await program.complaint()
      return (await program.end(), output, complaint)
    }

    func text(_ file: String) throws -> String {
      try String(contentsOfFile: "\(folder.path)/\(file)", encoding: .utf8)
    }

    /// Writes a text at each mark that holds a word; the others become plain words.
    func fill(_ file: String, _ texts: KeyValuePairs<String, String>) throws {
      var text = try text(file)
      while let start = text.firstRange(of: "{write: "), let end = text[start.upperBound...].firstIndex(of: "}") {
        let what = text[start.upperBound..<end]
        let written = texts.first { what.contains($0.key) }?.value ?? "words"
        text.replaceSubrange(start.lowerBound...end, with: written)
      }
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(file)"))
    }
  }

  private static let topicFiles = ["en", "fi", "sv"].map { "knowledge/common/topics/packaging.\($0).md" }

  @Test(.timeLimit(.minutes(2)))
  func `A new topic has its four parts in three languages, and the check names what is to be written`() async throws {
    let desk = try Desk()
    let new = try await desk.content("new", "topic", "packaging")
    #expect(new.status == 0, "\(new.complaint)")
    for file in Self.topicFiles {
      #expect(new.output.contains("Wrote \(file)"))
      let text = try desk.text(file)
      for part in ["## what", "## do", "## cost_or_need", "## where"] { #expect(text.contains("\(part)\n")) }
    }
    #expect(new.output.contains { $0.contains("rinnalla content check") })

    let check = try await desk.content("check")
    let complaints = check.complaint.split(separator: "\n")
    let marks = try Self.topicFiles.map { try desk.text($0).components(separatedBy: "{write: ").count - 1 }.reduce(0, +)
    #expect(check.status == 6)
    #expect(complaints.count == marks && complaints.allSatisfy { $0.contains(": still to be written: ") })

    for file in Self.topicFiles { try desk.fill(file, ["ids of sources": "tulli_export_howto"]) }
    let filled = try await desk.content("check")
    #expect(filled.status == 0, "\(filled.complaint)")
  }

  @Test(.timeLimit(.minutes(2)))
  func `A new region is checked by itself, and takes a new instrument`() async throws {
    let desk = try Desk()
    #expect(try await desk.content("new", "region", "far-north").status == 0)
    #expect(try await desk.content("new", "instrument", "harbour_grant", "--region", "far-north").status == 0)
    let check = try await desk.content("check", "--region", "far-north")
    #expect(check.status == 6)
    #expect(check.complaint.split(separator: "\n").allSatisfy { $0.contains(": still to be written: ") })
    #expect(try await desk.content("check").status == 0, "another region is as it was")

    try desk.fill(
      "knowledge/regions/far-north/region.yaml",
      ["code of its country": "SE", "time zone": "Europe/Stockholm", "page": "https://example.org/"])
    try desk.fill(
      "knowledge/regions/far-north/instruments/harbour_grant.yaml",
      [
        "service, grant": "grant", "codes of": "SE", "stages.yaml": "exploring", "sources.yaml": "tulli_export_howto",
        "open, paused": "paused",
      ])
    let filled = try await desk.content("check", "--region", "far-north")
    #expect(filled.status == 0, "\(filled.complaint)")
  }

  @Test(.timeLimit(.minutes(2))) func `What exists, a bad id and an unknown region are refused`() async throws {
    let desk = try Desk()
    let before = try desk.text("knowledge/common/topics/vat.fi.md")
    let existing = try await desk.content("new", "topic", "vat")
    #expect(existing.status == 1 && existing.complaint.contains("is there already"))
    #expect(try desk.text("knowledge/common/topics/vat.fi.md") == before)
    for id in ["Packaging", "../packaging", "two words", "_packaging", "tulli-ä", ""] {
      #expect(try await desk.content("new", "topic", id).status == 2, "\(id)")
    }
    #expect(try await desk.content("new", "topic", "packaging", "--region", "atlantis").status == 5)
  }
}

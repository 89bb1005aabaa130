import Content
import Foundation
import Knowledge
import Language
import Testing
import Vocabulary

/// What `rinnalla content check` complains of although the content works: each complaint is raised here.
struct ContentReviewTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let vat = "knowledge/common/topics/vat.en.md"
  private static let tempo = "knowledge/regions/nivala-haapajarvi/instruments/tempo.yaml"

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func complaints(
    changing file: String, on today: String = "2026-11-26", region: String = "nivala-haapajarvi",
    _ change: (String) -> String
  ) throws -> [ContentFault] {
    try complaints(changing: [file], on: today, region: region, change)
  }

  private func complaints(
    changing files: [String] = [], on today: String = "2026-11-26", region: String = "nivala-haapajarvi",
    _ change: (String) -> String = { $0 }
  ) throws -> [ContentFault] {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("rinnalla-review-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.copyItem(
      at: Self.root.appendingPathComponent("knowledge"), to: copy.appendingPathComponent("knowledge"))
    for file in files {
      let url = copy.appendingPathComponent(file)
      try change(String(contentsOf: url, encoding: .utf8)).write(to: url, atomically: true, encoding: .utf8)
    }
    return try ContentFolder(path: copy.path).complaints(region: region, today: day(today))
  }

  /// The complaint about the file, which names a line of it.
  private func complaint(_ file: String, _ message: String, in found: [ContentFault]) -> Bool {
    found.contains { $0.file == file && $0.line > 0 && $0.message.contains(message) }
  }

  @Test(arguments: ContentFolder(path: root.path).regions())
  func `There is none about the project's own content`(region: String) throws {
    let found = try ContentFolder(path: Self.root.path).complaints(region: region, today: day("2026-11-26"))
    #expect(found.map(\.description) == [])
  }

  @Test func `An instrument is old after six months, another fact after twelve`() throws {
    let spring = try complaints(on: "2027-06-10")
    #expect(complaint(Self.tempo, "looked up", in: spring))
    #expect(!complaint(Self.vat, "looked up", in: spring))
    #expect(complaint(Self.vat, "looked up", in: try complaints(on: "2027-12-10")))
    #expect(complaint("knowledge/common/sources.yaml", "looked up", in: try complaints(on: "2027-12-10")))
  }

  @Test func `A closing date that has passed is named`() throws {
    let found = try complaints(changing: Self.tempo) {
      $0.replacingOccurrences(of: "\nstatus: paused", with: "\nopen_until: 2026-11-01\nstatus: open")
    }
    #expect(complaint(Self.tempo, "the round closed on 2026-11-01", in: found))
  }

  @Test(arguments: [
    ("stage is nowhere", "'nowhere' is no value of 'stage'"),
    ("nothing is x", "'nothing' is nothing that can be known"),
    ("market_group is eu and market_group is far", "no value of 'market_group' is left"),
    ("employees >= 50 and employees <= 10", "both so much and so little"),
    ("known sector and not known sector", "known and not known"), ("until 2026-01-01", "has passed"),
    ("from 2027-05-01 and until 2027-01-01", "is after"),
    ("stage is growing and stage not in growing", "no value of 'stage' is left"),
  ])
  func `A condition that can never hold is named with its reason`(condition: String, reason: String) throws {
    let found = try complaints(changing: Self.vat) { $0 + "\n## where | \(condition)\nAsk.\n" }
    #expect(complaint(Self.vat, "can never hold: ", in: found) && complaint(Self.vat, reason, in: found))
  }

  @Test func `A topic without one of its four parts is named`() throws {
    for part in ["cost_or_need", "where", "do"] {
      let files = ["en", "fi", "sv"].map { "knowledge/common/topics/vat.\($0).md" }
      let found = try complaints(changing: files) { text in
        text.components(separatedBy: "\n## ").filter { !$0.hasPrefix(part) }.joined(separator: "\n## ")
      }
      #expect(complaint(Self.vat, "'## \(part)'", in: found), "\(part)")
    }
  }

  @Test func `What rests on no source that may be shown is named, unless a topic says that it holds as a rule`() throws
  {
    let sources = ["knowledge/common/sources.yaml", "knowledge/regions/nivala-haapajarvi/sources.yaml"]
    let found = try complaints(changing: sources) {
      $0.replacingOccurrences(of: "kind: official", with: "kind: secondary")
        .replacingOccurrences(of: "kind: provider", with: "kind: secondary")
    }
    #expect(found.contains { $0.file.contains("/instruments/") && $0.message.contains("no source that people may be") })
    #expect(complaint(Self.vat, "no source that people may be shown", in: found))
  }

  @Test func `A placeholder that nothing fills is named`() throws {
    let topic = try complaints(changing: Self.vat) { $0 + "\n## where | stage is growing\nAsk {advisor}.\n" }
    #expect(complaint(Self.vat, "nothing fills '{advisor}'", in: topic))
    let phrases = "knowledge/common/phrases/fi.yaml"
    let found = try complaints(changing: phrases) {
      $0.replacingOccurrences(of: "noted: \"", with: "noted: \"{facst} ")
    }
    #expect(complaint(phrases, "'{facst}'", in: found))
  }

  @Test func `A region without a contact page is named`() throws {
    let file = "knowledge/regions/munster/region.yaml"
    let found = try complaints(changing: file, region: "munster") {
      $0.replacingOccurrences(of: "  url: https://www.localenterprise.ie/\n  checked", with: "  url: later\n  checked")
    }
    #expect(complaint(file, "no contact page", in: found))
  }

  private static let terms = "knowledge/common/terms.yaml"

  @Test func `A term that no page bears and that says so is in order; one that does not say so is named`() throws {
    let found = try complaints(changing: Self.terms) {
      $0.replacingOccurrences(of: "sources: [zsvr_lucid]", with: "sources: []")
    }
    for lang in ["en", "fi", "sv"] {
      #expect(complaint(Self.terms, "no source that people may be shown; say in '\(lang)'", in: found))
    }
    #expect(found.count == 3)
  }

  @Test func `A term is old after twelve months, and nothing fills a mark in it`() throws {
    #expect(complaint(Self.terms, "looked up", in: try complaints(on: "2027-12-10")))
    let found = try complaints(changing: Self.terms) {
      $0.replacingOccurrences(of: "EORI is the number", with: "EORI is the {number}")
    }
    #expect(complaint(Self.terms, "nothing fills '{number}'", in: found))
  }

  @Test func `A region adds terms and puts its own in the place of common ones`() throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("rinnalla-terms-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copy) }
    let knowledge = copy.appendingPathComponent("knowledge")
    try FileManager.default.copyItem(at: Self.root.appendingPathComponent("knowledge"), to: knowledge)
    let own = """
      - id: eori
        topic: customs
        names: {en: [EORI], fi: [EORI], sv: [EORI]}
        text: {en: Ask Revenue., fi: Kysykää Revenuelta., sv: Fråga Revenue.}
        sources: []
        checked: 2026-11-23

      """
    try own.write(
      to: knowledge.appendingPathComponent("regions/munster/terms.yaml"), atomically: true, encoding: .utf8)
    let munster = try ContentFolder(path: copy.path).knowledge(region: "munster")
    #expect(munster.terms.filter { $0.id == "eori" }.map { $0.text[.en] } == ["Ask Revenue."])
    #expect(munster.terms.contains { $0.id == "ddp" } && !munster.terms.contains { $0.id == "leader" })
    let nivala = try ContentFolder(path: copy.path).knowledge(region: "nivala-haapajarvi")
    #expect(nivala.terms.contains { $0.id == "leader" } && nivala.terms.map(\.id) == nivala.terms.map(\.id).sorted())
  }

  @Test func `Ids that lead nowhere are named`() throws {
    let steps = "knowledge/common/steps/readiness.yaml"
    let found = try complaints(changing: steps) { $0.replacingOccurrences(of: "topic: ", with: "topic: no_") }
    let others = try complaints(changing: Self.tempo) {
      $0.replacingOccurrences(of: "\nstages: [", with: "\nstages: [moon, ")
    }
    #expect(complaint(steps, "is no topic of the catalogue", in: found))
    #expect(complaint(Self.tempo, "'moon' is no stage", in: others))
  }

  @Test func `A new region is a new folder and nothing else`() throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("rinnalla-region-\(UUID().uuidString)")
    let own = copy.appendingPathComponent("knowledge/regions/tiny")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.copyItem(
      at: Self.root.appendingPathComponent("knowledge/common"), to: copy.appendingPathComponent("knowledge/common"))
    let region = """
      id: tiny
      names: {en: Tiny, fi: Tiny, sv: Tiny}
      country: EE
      time_zone: Europe/Tallinn
      municipalities: [Tiny]
      languages: [en]
      contact:
        name: {en: Tiny help, fi: Tiny-apu, sv: Tiny hjälp}
        url: https://example.org/
        checked: 2026-11-23
      contacts:
        - {role: urgent_money, name: {en: Tiny ear, fi: Tiny-korva, sv: Tiny öra}, url: "https://example.org/ear"}

      """
    try region.write(to: own.appendingPathComponent("region.yaml"), atomically: true, encoding: .utf8)
    let folder = ContentFolder(path: copy.path)
    #expect(folder.regions() == ["tiny"])
    let base = try folder.knowledge(region: "tiny")
    #expect(base.region.contact.name[.en] == "Tiny help" && !base.topics.isEmpty)
    #expect(!base.instruments.contains { $0.id == "tempo" })
    let helped = base.find(KnowledgeQuery.helpers("urgent_money", on: try day("2026-11-26")))
    #expect(helped.helpers.map(\.name) == ["Tiny ear"])
  }
}

extension KnowledgeQuery {
  fileprivate static func helpers(_ role: String, on today: Day) -> KnowledgeQuery {
    var query = KnowledgeQuery(lang: .en, today: today)
    query.helperRole = role
    return query
  }
}

import Cooperation
import Dispatch
import Foundation
import Knowledge
import Language
import Synchronization
import Vocabulary

/// The folder with `intents/` and `knowledge/`. Reads files; what they mean is decided in `Intents` and `Knowledge`.
public struct ContentFolder: Sendable {
  static let fileBytesMax = 1 << 20
  static let filesMax = 10_000

  public let path: String

  public init(path: String) {
    self.path = path
  }

  /// The regions that it holds, in the order of their names.
  public func regions() -> [String] {
    let folder = "\(path)/knowledge/regions"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/region.yaml") }.sorted()
  }

  /// All that a region knows: what is common, and what the region adds or overrides.
  public func knowledge(region: String) throws(ContentFaults) -> KnowledgeBase {
    try KnowledgeReader.read(files(region: region))
  }

  /// What is of no use, old or over in content that works.
  public func complaints(region: String, today: Day) throws(ContentFaults) -> [ContentFault] {
    let files = try files(region: region)
    return KnowledgeReview.complaints(of: try KnowledgeReader.read(files), files: files, today: today)
  }

  /// The words and sentences by which messages between companies are watched, the same in every region.
  public func guardRails() throws(ContentFaults) -> GuardRailWords {
    try GuardRailReader.read(document("knowledge/common/guard-rails.yaml"))
  }

  /// The words and templates of joint marketing plans, the same in every region.
  public func plans() throws(ContentFaults) -> [Language: PlanWords] {
    try PlanReader.read(document("knowledge/common/plans.yaml"))
  }

  /// What the network of a region's companies is set to.
  public func network(_ region: Region) throws(ContentFaults) -> NetworkSettings {
    var reading = Reading(root: path)
    let own = "knowledge/regions/\(region.id)"
    let document = reading.overridden("knowledge/common", own, "cooperation.yaml").first
    guard reading.faults.isEmpty, let document else { throw ContentFaults(reading.faults) }
    var settings = try NetworkReader.read(document, region: region)
    settings.plans = try plans()
    return settings
  }

  private func document(_ file: String) throws(ContentFaults) -> YAMLDocument {
    var reading = Reading(root: path)
    let document = reading.document(file)
    if !reading.faults.isEmpty { throw ContentFaults(reading.faults) }
    return document
  }

  private func files(region: String) throws(ContentFaults) -> KnowledgeFiles {
    var reading = Reading(root: path)
    let common = "knowledge/common"
    let own = "knowledge/regions/\(region)"
    var files = KnowledgeFiles(region: reading.document("\(own)/region.yaml"))
    files.topics = reading.articles(common, own, "topics")
    files.markets = reading.articles(common, own, "markets")
    files.stages = reading.overridden(common, own, "stages.yaml")
    files.steps = reading.documents(common, own, "steps")
    files.instruments = reading.documents(common, own, "instruments")
    files.sources = reading.both(common, own, "sources.yaml")
    files.facts = reading.overridden(common, own, "facts.yaml")
    files.terms = reading.both(common, own, "terms.yaml")
    files.phrases = Language.allCases.flatMap { lang in
      reading.overridden(common, own, "phrases/\(lang.rawValue).yaml").map { (lang, $0) }
    }
    files.countryNames = CountryNames.all
    files.timeZones = Set(TimeZone.knownTimeZoneIdentifiers)
    if !reading.faults.isEmpty { throw ContentFaults(reading.faults) }
    return files
  }

  /// Every YAML file under `intents/`, in the order of their names, and the countries that none of them names.
  public func intents() throws(ContentFaults) -> [YAMLDocument] {
    var reading = Reading(root: path)
    let documents = reading.together(reading.tree("intents"))
    if documents.isEmpty {
      reading.faults.append(
        ContentFault(file: "intents", line: 1, message: "there are no rules; is '\(path)' the content folder?"))
    }
    if !reading.faults.isEmpty { throw ContentFaults(reading.faults) }
    return documents + CountryNames.markets(beside: documents)
  }
}

/// Reads the files of one loading and gathers what is wrong with them.
private struct Reading {
  let root: String
  var faults: [ContentFault] = []

  init(root: String) {
    self.root = root
  }

  mutating func document(_ file: String) -> YAMLDocument {
    let empty = YAMLDocument(file: file, root: .null(line: 1))
    guard let text = text(file) else { return empty }
    do {
      return YAMLDocument(file: file, root: try YAMLReader.read(text, file: file))
    } catch {
      faults.append(error)
      return empty
    }
  }

  /// Documents read on all processors at once, in the order of the files.
  mutating func together(_ files: [String]) -> [YAMLDocument] {
    let parts = Mutex<[Int: (YAMLDocument, [ContentFault])]>([:])
    DispatchQueue.concurrentPerform(iterations: files.count) { [root] place in
      var reading = Reading(root: root)
      let document = reading.document(files[place])
      parts.withLock { $0[place] = (document, reading.faults) }
    }
    let read = parts.withLock { parts in files.indices.compactMap { parts[$0] } }
    faults += read.flatMap(\.1)
    return read.map(\.0)
  }

  /// The YAML files of a folder; a region's file takes the place of the common one of the same name.
  mutating func documents(_ common: String, _ own: String, _ folder: String) -> [YAMLDocument] {
    names(common, own, folder, suffix: ".yaml").map { document($0) }
  }

  mutating func articles(_ common: String, _ own: String, _ folder: String) -> [MarkdownDocument] {
    names(common, own, folder, suffix: ".md").compactMap { article($0) }
  }

  mutating func overridden(_ common: String, _ own: String, _ name: String) -> [YAMLDocument] {
    let file = exists("\(own)/\(name)") ? "\(own)/\(name)" : "\(common)/\(name)"
    return [document(file)]
  }

  mutating func both(_ common: String, _ own: String, _ name: String) -> [YAMLDocument] {
    ["\(common)/\(name)", "\(own)/\(name)"].filter { exists($0) }.map { document($0) }
  }

  /// YAML files under a folder and its folders.
  func tree(_ folder: String) -> [String] {
    let enumerator = FileManager.default.enumerator(atPath: "\(root)/\(folder)")
    var found: [String] = []
    while let name = enumerator?.nextObject() as? String, found.count < ContentFolder.filesMax {
      if name.hasSuffix(".yaml") && ContentFolder.holdsContent(name) { found.append("\(folder)/\(name)") }
    }
    return found.sorted()
  }

  private func names(_ common: String, _ own: String, _ folder: String, suffix: String) -> [String] {
    var files: [String: String] = [:]
    for base in [common, own] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(base)/\(folder)")) ?? []
      for name in names where name.hasSuffix(suffix) && ContentFolder.holdsContent(name) {
        files[name] = "\(base)/\(folder)/\(name)"
      }
    }
    return files.keys.sorted().prefix(ContentFolder.filesMax).compactMap { files[$0] }
  }

  private func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(file)") }

  /// `topic.lang.md`: between two lines `---` the head, then the body.
  private mutating func article(_ file: String) -> MarkdownDocument? {
    guard let text = text(file) else { return nil }
    guard let tag = file.split(separator: ".").dropLast().last, let lang = Language(rawValue: String(tag)) else {
      return fault(file, 1, "the name must end in .en.md, .fi.md or .sv.md")
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      return fault(file, 1, "the file must begin with a head between two lines '---'")
    }
    let head = lines[1..<end].joined(separator: "\n")
    do {
      return MarkdownDocument(
        file: file, lang: lang, head: try YAMLReader.read(head, file: file, firstLine: 2),
        body: lines[(end + 1)...].joined(separator: "\n"), bodyLine: end + 2)
    } catch {
      faults.append(error)
      return nil
    }
  }

  private mutating func text(_ file: String) -> String? {
    let url = URL(fileURLWithPath: "\(root)/\(file)")
    guard let handle = try? FileHandle(forReadingFrom: url),
      let data = try? handle.read(upToCount: ContentFolder.fileBytesMax + 1)
    else { return fault(file, 1, "the file is missing or can't be read") }
    if data.count > ContentFolder.fileBytesMax { return fault(file, 1, "the file is larger than 1 MiB") }
    guard let text = String(data: data, encoding: .utf8) else { return fault(file, 1, "the file is not UTF-8") }
    if data.range(of: Data(WritingMark.opening.utf8)) != nil {
      for (line, what) in WritingMark.found(in: text) {
        faults.append(ContentFault(file: file, line: line, message: "still to be written: \(what)"))
      }
    }
    return text
  }

  private mutating func fault<Result>(_ file: String, _ line: Int, _ message: String) -> Result? {
    faults.append(ContentFault(file: file, line: line, message: message))
    return nil
  }
}

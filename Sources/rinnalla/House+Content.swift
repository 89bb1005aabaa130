import Content
import Cooperation
import Guidance
import Intents
import Knowledge
import Language
import LanguageTools
import Services
import Vocabulary

/// What is read from the content folder, in whole or not at all. Anything wrong there ends it with `file:line: what is wrong`.
enum LoadedContent {
  /// Files that somebody wrote while they were read: together they may be what nobody meant.
  struct Changing: Error {}

  /// Everything, its halves side by side.
  /// - Parameter isAlone: whether there is no other company here.
  /// - Throws: `Changing`, or a `Failure` that names files and lines.
  static func edition(_ folders: Folders, isAlone: Bool = false) async throws -> Edition {
    let before = folders.content.stamp()
    async let base = knowledge(folders)
    async let rules = parserAndWords(folders)
    let revision = folders.content.revision()
    do {
      let (network, rails) = try await cooperation(folders, base)
      let (knowledge, (parser, words)) = try await (base, rules)
      let search = PassageSearch(analyser: try analyser()) { lang, analyser in
        SearchIndex(knowledge, words: words, of: [lang], morphology: analyser)
      }
      let edition = try Edition(
        revision: revision, knowledge: knowledge, guidance: guidance(knowledge, network, rails, isAlone: isAlone),
        parser: parser, search: search, network: network, guardRails: rails)
      if folders.content.stamp() == before { return edition }
    } catch {
      // What is wrong may only be half written.
      if folders.content.stamp() == before { throw error }
    }
    throw Changing()
  }

  /// The first edition of a process; files that are being written are read again.
  static func firstEdition(_ folders: Folders, isAlone: Bool) async throws -> Edition {
    for _ in 1...5 {
      do {
        return try await edition(folders, isAlone: isAlone)
      } catch is Changing {
        continue
      }
    }
    throw Failure(.invalidContent, "The files of \(folders.content.path) change all the time; none is read.")
  }

  static func knowledge(_ folders: Folders) throws -> KnowledgeBase {
    try reading { () throws(ContentFaults) in try folders.content.knowledge(region: folders.region) }
  }

  static func cooperation(_ folders: Folders, _ base: KnowledgeBase) throws -> (NetworkSettings, GuardRailWords) {
    try reading { () throws(ContentFaults) in
      (try folders.content.network(base.region), try folders.content.guardRails())
    }
  }

  static func intentParser(_ folders: Folders) async throws -> IntentParser {
    try await parserAndWords(folders).parser
  }

  /// The parser, and the documents whose evidence names topics for the search too.
  private static func parserAndWords(
    _ folders: Folders
  ) async throws -> (parser: IntentParser, words: [YAMLDocument]) {
    let documents = try intents(folders)
    do {
      let rules = try await IntentRules.concurrently(documents: documents) { try analyser() }
      return (IntentParser(rules: rules), documents)
    } catch let faults as ContentFaults {
      throw Failure(.invalidContent, faults.description)
    }
  }

  static func intents(_ folders: Folders) throws -> [YAMLDocument] {
    try reading { () throws(ContentFaults) in try folders.content.intents() }
  }

  static func analyser() throws -> Analyser {
    do {
      return try Analyser()
    } catch {
      throw Failure(.failed, "\(error)")
    }
  }

  /// What is of no use in rules and texts that work, and what has to be looked up again.
  static func complaints(_ folders: Folders) throws -> [String] {
    let documents = try intents(folders)
    let region = try reading { () throws(ContentFaults) in
      try folders.content.complaints(region: folders.region, today: Environment.system.now().day)
    }
    return region.map(\.description)
      + IntentReview.complaints(documents: documents, topics: Topics.all).map(\.description)
  }

  /// - Parameter isAlone: whether there is no other company here.
  static func guidance(
    _ base: KnowledgeBase, _ network: NetworkSettings, _ rails: GuardRailWords, isAlone: Bool
  ) throws -> Guidance {
    do {
      return try Guidance(
        base, rails: rails.sentences, network: network, isAlone: isAlone, day: RegionCalendar(base.region).day(of:))
    } catch {
      throw Failure(.invalidContent, "knowledge/common/phrases:1: \(error)")
    }
  }

  private static func reading<Value>(_ read: () throws(ContentFaults) -> Value) throws -> Value {
    do {
      return try read()
    } catch {
      throw Failure(.invalidContent, error.description)
    }
  }
}

import Content
import Guidance
import Intents
import Knowledge
import Language
import LanguageTools
import Services
import Vocabulary

/// What the services read from the content folder, read once and side by side. Anything wrong there stops the start with
/// `file:line: what is wrong`.
struct LoadedContent: Sendable {
  /// Nil when no service needs it.
  var knowledge: KnowledgeBase?
  /// Nil when no service needs it.
  var parser: IntentParser?

  static func load(for services: [House.ServiceName], from folders: Folders) async throws -> LoadedContent {
    let needsKnowledge = services.contains(.knowledge) || services.contains(.assistant)
    let needsParser = services.contains(.intent)
    async let knowledge = needsKnowledge ? try knowledge(folders) : nil
    async let parser = needsParser ? try intentParser(folders) : nil
    return try await LoadedContent(knowledge: knowledge, parser: parser)
  }

  static func knowledge(_ folders: Folders) throws -> KnowledgeBase {
    try reading { () throws(ContentFaults) in try folders.content.knowledge(region: folders.region) }
  }

  static func intentParser(_ folders: Folders) throws -> IntentParser {
    let analyser = try analyser()
    return try reading { () throws(ContentFaults) in
      IntentParser(rules: try IntentRules(documents: try folders.content.intents(), morphology: analyser))
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

  static func guidance(_ base: KnowledgeBase) throws -> Guidance {
    do {
      return Guidance(
        phrases: try Phrasebook(base.phrases), facts: base.facts,
        region: RegionProfile(country: base.region.country, languages: base.region.languages))
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

import Content
import Guidance
import Intents
import Knowledge
import Language
import LanguageTools

/// What the services read from the content folder. Anything wrong there stops the start with `file:line: what is wrong`.
extension House {
  func knowledge(_ folders: Folders) throws -> KnowledgeBase {
    try reading { () throws(ContentFaults) in try folders.content.knowledge(region: folders.region) }
  }

  func intentParser(_ folders: Folders) throws -> IntentParser {
    let analyser: Analyser
    do {
      analyser = try Analyser()
    } catch {
      throw Failure(.failed, "\(error)")
    }
    return try reading { () throws(ContentFaults) in
      IntentParser(rules: try IntentRules(documents: try folders.content.intents(), morphology: analyser))
    }
  }

  func guidance(_ folders: Folders) throws -> Guidance {
    let base = try knowledge(folders)
    do {
      return Guidance(
        phrases: try Phrasebook(base.phrases), facts: base.facts,
        region: RegionProfile(country: base.region.country, languages: base.region.languages))
    } catch {
      throw Failure(.invalidContent, "knowledge/common/phrases:1: \(error)")
    }
  }

  private func reading<Value>(_ read: () throws(ContentFaults) -> Value) throws -> Value {
    do {
      return try read()
    } catch {
      throw Failure(.invalidContent, error.description)
    }
  }
}

import Guidance
import Knowledge
import Vocabulary

/// Content with a word for each phrase and nothing else: what is answered is of no matter here, and the same on every machine.
enum SimulatedContent {
  /// What every search finds.
  static let findings = Findings(contact: ContactFindings(name: "Contact", url: "https://example.org"))

  static func guidance() -> Guidance {
    let words = Dictionary(uniqueKeysWithValues: Phrase.allCases.map { ($0.rawValue, $0.rawValue) })
    let name = LocalizedText(en: "Region", fi: "Region", sv: "Region")
    let contact = Contact(role: "contact", name: name, url: "https://example.org/")
    var base = KnowledgeBase(
      region: Region(
        id: "region", names: name, country: "FI", timeZone: "UTC", municipalities: [], languages: [.fi],
        contact: contact, contacts: []))
    base.phrases = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, words) })
    do {
      return try Guidance(base)
    } catch {
      preconditionFailure("every phrase has its word: \(error)")
    }
  }
}

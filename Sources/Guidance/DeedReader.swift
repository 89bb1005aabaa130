import Companies
import Vocabulary

/// Finds in a question what has happened already: "two doors were ordered from Norway", "somebody in Sweden asked for a price".
struct DeedReader {
  let phrases: Phrasebook

  /// `nil` when the message tells of no deed, or of no one country.
  func deed(in text: String, intent: Intent, slots: Slots, lang: Language) -> Deed? {
    guard DeedReader.intents.contains(intent), let markets = slots[.market]?.texts, markets.count == 1,
      let market = markets.first
    else { return nil }
    let words = " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    func tells(_ phrase: Phrase) -> Bool {
      phrases.words(phrase, lang).contains { words.contains(" \($0) ") }
    }
    if tells(.soldWords) { return .sold(to: market) }
    if tells(.enquiryWords) { return .gotEnquiry(from: market) }
    return nil
  }

  /// Questions in which the beginning tells what happened and the end asks about it.
  private static let intents: Set<Intent> = [.askGuidance, .askNextSteps, .askMarket, .tellProfile, .setTargetMarket]
}

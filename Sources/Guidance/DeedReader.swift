import Companies
import Vocabulary

/// Finds in a question what has happened already: "two doors were ordered from Norway", "somebody in Sweden asked for a price".
struct DeedReader {
  let phrases: Phrasebook

  /// `nil` when the message tells of no deed, or of no one country.
  func deed(
    in words: SpokenWords, isQuestion: Bool, intent: Intent, slots: Slots, lang: Language
  ) -> Deed? {
    guard DeedReader.intents.contains(intent), let markets = slots[.market]?.texts, markets.count == 1,
      let market = markets.first
    else { return nil }
    if !isQuestion {
      if words.tells(.sellingWords, in: lang, phrases) && words.tells(.regularWords, in: lang, phrases) {
        return .sells(to: market, regularly: true)
      }
      if words.tells(.alreadySellingWords, in: lang, phrases) { return .sells(to: market, regularly: false) }
    }
    if words.tells(.soldWords, in: lang, phrases) { return .sold(to: market) }
    if words.tells(.enquiryWords, in: lang, phrases) { return .gotEnquiry(from: market) }
    return nil
  }

  /// Questions in which the beginning tells what happened and the end asks about it.
  private static let intents: Set<Intent> = [.askGuidance, .askNextSteps, .askMarket, .tellProfile, .setTargetMarket]
}

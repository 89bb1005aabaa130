import Companies
import Vocabulary

/// Finds in a message what has happened already: "two doors were ordered from Norway", "we sell to Sweden and Norway".
struct DeedReader {
  let phrases: Phrasebook

  /// Empty when the message tells of no deed, or leaves open in which of several countries.
  func deeds(in words: SpokenWords, _ text: String, intent: Intent, markets: [String], lang: Language) -> [Deed] {
    guard DeedReader.intents.contains(intent) else { return [] }
    guard let first = markets.first else {
      // Of an enquiry it counts that it came, also from a town whose country nobody named.
      return !text.contains("?") && words.tells(.enquiryWords, in: lang, phrases) ? [.gotEnquiry(from: nil)] : []
    }
    // "We sell to Sweden already and want to go to Norway" tells two things.
    if !text.contains("?"), markets.count == 1 || !words.tells(.wishWords, in: lang, phrases) {
      let isRegular = words.tells(.regularWords, in: lang, phrases)
      if isRegular && words.tells(.sellingWords, in: lang, phrases) {
        return markets.map { .sells(to: $0, regularly: true) }
      }
      if words.tells(.alreadySellingWords, in: lang, phrases) {
        return markets.map { .sells(to: $0, regularly: isRegular) }
      }
    }
    guard markets.count == 1 else { return [] }
    if words.tells(.soldWords, in: lang, phrases) { return [.sold(to: first)] }
    if words.tells(.enquiryWords, in: lang, phrases) { return [.gotEnquiry(from: first)] }
    // "A builder in England wants 40 gates"; who wants something themselves has no enquiry.
    let isBuyer =
      words.tells(.buyerWantsWords, in: lang, phrases) && !words.tells(.wishWords, in: lang, phrases)
      && text.contains(where: \.isNumber)
    return isBuyer ? [.gotEnquiry(from: first)] : []
  }

  /// Questions in which the beginning tells what happened and the end asks about it.
  private static let intents: Set<Intent> = [.askGuidance, .askNextSteps, .askMarket, .tellProfile, .setTargetMarket]
}

import Companies
import Cooperation
import Knowledge
import Vocabulary

/// What a turn is about, found before the knowledge base is asked.
public struct Plan: Sendable {
  public var wish: Wish
  var parsed: ParsedQuestion?
  /// The language of the answer.
  var lang: Language
  /// The country of the talk, or the only one that the company aims at, when the question names none and the answer
  /// depends on it.
  var carriedMarket: String?
  /// The steps between which the message does not decide; it has to be asked which is meant.
  var stepsMeant: [String]
  /// The message was not understood for sure; what is probably meant is answered, and the doubt said.
  var isSupposed: Bool
  /// The word that the message wants explained.
  var term: AskedTerm?
  var aspect: Aspect?
  /// The message tells of a dispute or a tax case: what is generally so is said, and whom to ask.
  var isLegalCase: Bool
  /// What the message tells of the company, and what follows from it.
  var changes: [Change]
  /// The company as it is with those changes.
  var company: Company
  /// What to ask the knowledge base.
  public var query: KnowledgeQuery
  /// What to ask the network of companies first; `nil`: nothing.
  public var request: NetworkRequest?
  /// What the network replied.
  var reply: NetworkReply?

  /// What the words of a message single out in what it wants.
  enum Aspect: Sendable {
    /// What the network of companies is.
    case network
    /// Whether rivals may settle prices or customers.
    case rivals
    /// Countries laid side by side.
    case comparison
    /// The last answer again, shorter.
    case inShort
    /// The steps with somebody abroad who waits for an answer or for goods.
    case openCase
    /// Their own country, the only one that is named: where they come from, not where they want to go.
    case home
  }

  /// Takes in what the network replied, before the knowledge base is asked.
  public mutating func heard(_ reply: NetworkReply, at now: Timestamp) {
    self.reply = reply
    let terms = (reply.view?.board.map(\.terms) ?? []) + (reply.view?.own.map(\.terms) ?? [])
    let cards = Array(reply.cards.values) + [reply.preview?.card].compactMap { $0 }
    let codes =
      terms.map(\.market) + (reply.view?.families.map(\.market) ?? []) + cards.flatMap { $0.targetMarkets + [$0.area] }
    if let number = request?.plan ?? reply.deed.plan,
      let plan = reply.view?.plans.first(where: { $0.id.value == number })
    {
      (query.wantsSupport, query.purpose) = (true, plan.content.kind.supportPurpose)
    }
    query.marketNamesOf = Set(query.marketNamesOf + codes.filter { !$0.isEmpty }).sorted()
    guard reply.problem == nil, let act = request?.act, act == .join || act == .leave else { return }
    let consent = Change.setConsent(Consent(name: .matching, given: act == .join, at: now, textVersion: 1))
    changes.append(consent)
    company.apply(consent)
  }

  /// The slots of a question.
  var slots: Slots { if case .question(_, let slots) = wish { slots } else { Slots() } }
}

import Companies
import Cooperation
import Knowledge
import Vocabulary

/// Cards, opportunities and problems of the network in words of one language.
struct NetworkWords {
  let guidance: Guidance
  let lang: Language
  let marketNames: [String: String]

  private func phrase(_ phrase: Phrase, _ values: [String: String] = [:]) -> String {
    guidance.phrases.text(phrase, lang, values)
  }

  /// The label of a value of a fact.
  private func label(_ id: String, of fact: FactName) -> String {
    guidance.facts.first { $0.fact == fact.rawValue }?.values.first { $0.id == id }?.label[lang] ?? id
  }

  func label(of fact: FactName) -> String {
    guidance.facts.first { $0.fact == fact.rawValue }?.label[lang] ?? fact.rawValue
  }

  private func labels(_ ids: some Sequence<String>, of fact: FactName) -> String {
    ids.sorted().map { label($0, of: fact) }.joined(separator: ", ")
  }

  func roles(_ roles: [ChainRole]) -> String { labels(roles.map(\.rawValue), of: .chainRoles) }

  func market(_ code: String) -> String { marketNames[code] ?? code }

  // MARK: Companies

  /// What strangers see of a company, in one line.
  func line(_ card: Card) -> String {
    let sector = SectorGroup(rawValue: card.sector).map { phrase($0.name) } ?? label(card.sector, of: .sector)
    let parts: [(Phrase?, String)] = [
      (nil, sector), (nil, card.tags.sorted().joined(separator: ", ")),
      (nil, labels(card.roles.map(\.rawValue), of: .chainRoles)), (.cardPeople, card.band.rawValue),
      (nil, area(card.area)), (.cardMarkets, card.targetMarkets.sorted().map(market).joined(separator: ", ")),
      (nil, phrase(card.exports ? .cardExports : .cardNoExports)),
      (.cardLanguages, card.languages.sorted().joined(separator: ", ")),
      (.cardCertificates, card.certificates.sorted().joined(separator: ", ")),
      (.cardWishes, labels(card.wishes, of: .cooperationInterests)),
      (.cardGives, card.gives.sorted().joined(separator: ", ")),
    ]
    return parts.filter { !$0.1.isEmpty }.map { name, text in
      name.map { phrase($0, ["value": text]) } ?? text
    }.joined(separator: " · ")
  }

  private func area(_ id: String) -> String {
    if id == NetworkSettings.elsewhere { return phrase(.areaElsewhere) }
    return id == guidance.region.country ? market(id) : guidance.region.names[lang]
  }

  /// "name Oy Esimerkki, place Nivala".
  func spoken(_ facts: [SharedFact]) -> String {
    facts.map { "\(label(of: $0.fact)) \($0.value.text ?? "")" }.joined(separator: ", ")
  }

  /// A step of trust, with its day.
  func step(_ step: TrustStep) -> String {
    let what =
      switch step.shared {
      case .card, .curiosity, .contact: phrase(.sharedContact)
      case .meeting: phrase(.sharedMeeting)
      case .deed: phrase(.sharedDeed)
      case .agreement: phrase(.sharedAgreement)
      case .stopped: phrase(.sharedStopped)
      }
    return "\(what) \(Dates.spoken(guidance.day(step.at)))"
  }

  func reason(_ part: FitPart) -> String {
    switch part {
    case .market: phrase(.fitMarket)
    case .stage: phrase(.fitStage)
    case .wishes: phrase(.fitWishes)
    case .sector: phrase(.fitSector)
    case .practical: phrase(.fitPractical)
    }
  }

  // MARK: Opportunities

  func line(_ id: OpportunityID, _ terms: OpportunityTerms) -> String {
    phrase(
      .offerLine,
      [
        "number": String(id.value), "kind": kind(terms), "what": terms.what, "places": places(terms),
        "day": Dates.spoken(terms.closes),
      ])
  }

  func kind(_ terms: OpportunityTerms) -> String {
    let kind =
      terms.kind == .other ? phrase(.kindOther) : label(terms.kind.rawValue, of: .cooperationInterests)
    return terms.market.isEmpty ? kind : "\(kind), \(market(terms.market))"
  }

  func places(_ terms: OpportunityTerms) -> String {
    let (least, most) = (terms.places.lowerBound, terms.places.upperBound)
    return least == most ? String(least) : "\(least)–\(most)"
  }

  func state(_ state: OpportunityState) -> String {
    switch state {
    case .draft: phrase(.stateDraft)
    case .checking: phrase(.stateChecking)
    case .open: phrase(.stateOpen)
    case .forming: phrase(.stateForming)
    case .agreed: phrase(.stateAgreed)
    case .fulfilled: phrase(.stateFulfilled)
    case .ended, .withdrawn, .expired, .refused: phrase(.stateOver)
    }
  }

  // MARK: Problems

  func problem(_ problem: CooperationProblem) -> String {
    switch problem {
    case .unknownNumber: phrase(.problemNumber)
    case .severalFit(let numbers):
      phrase(.problemSeveral, ["numbers": numbers.map(String.init).joined(separator: ", ")])
    case .notMember, .previewNotSeen, .previewOutdated: phrase(.networkAskJoin)
    case .notAllowed: phrase(.problemNotAllowed)
    case .notInThisState, .conditionNotMet, .timeRunsBackwards: phrase(.problemState)
    case .ownOpportunity: phrase(.problemOwn)
    case .alreadyAnswered, .alreadyConfirmed: phrase(.problemTwice)
    case .notIntroduced: phrase(.problemNotIntroduced)
    case .rungMissing: phrase(.problemRung)
    case .needsVerification: phrase(.problemVerification)
    case .needsNote, .needsCompetitionCheck: phrase(.problemAdvisorLook)
    case .lawForbids: phrase(.problemLaw)
    case .needsReason: phrase(.problemReason)
    case .namesCompany: phrase(.problemNames)
    case .dateNotAhead: phrase(.problemDatePast)
    case .dateTooFar(let days): phrase(.problemDateFar, ["count": String(days)])
    case .placesOutOfRange(let max): phrase(.problemPlaces, ["count": String(max)])
    case .missing: phrase(.problemMissing)
    case .planText(_, let max): phrase(.problemTooLong, ["count": String(max)])
    case .cost(.sharesDoNotAddUp(let sum)): phrase(.problemShares, ["sum": Numbers.plain(Double(sum) / 100)])
    case .cost(.feesAboveCost), .cost(.amountTooLarge), .cost(.negativeAmount): phrase(.problemAmount)
    case .cost: phrase(.problemCost)
    case .noteTooLong(let max): phrase(.problemTooLong, ["count": String(max)])
    case .tooLong(_, let limit): phrase(.problemTooLong, ["count": String(limit)])
    case .tooMany(let max): phrase(.problemTooMany, ["count": String(max)])
    }
  }
}

/// The groups of sectors that a coarse card shows, by their ids in the content.
private enum SectorGroup: String {
  case industry, services
  case woodAndBuilding = "wood_and_building"
  case foodAndLand = "food_and_land"

  var name: Phrase {
    switch self {
    case .industry: .groupIndustry
    case .services: .groupServices
    case .woodAndBuilding: .groupWoodAndBuilding
    case .foodAndLand: .groupFoodAndLand
    }
  }
}

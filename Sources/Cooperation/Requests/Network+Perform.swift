import Vocabulary

/// What an act has done, for the store and for the one who asked.
public struct Performed: Sendable, Hashable {
  public var outcome = Outcome()
  public var deed = NetworkDeed()
  /// The company that acted; `nil`: an advisor.
  public var company: CompanyID?
  /// The words of this company are gone from the records.
  public var erases = false

  public init() {}
}

extension Network {
  /// Does what a company asks for, after all that time has brought about, or throws and changes nothing.
  ///
  /// - Parameters:
  ///   - region: where the company is, for what is offered to the region only; `nil`: not known.
  ///   - preview: what others would see of it now; it joins with no other.
  public mutating func perform(
    _ request: NetworkRequest, by company: CompanyID, from region: String? = nil, shownAs preview: CardPreview? = nil,
    user: String, at time: Timestamp, in directory: Directory
  ) throws(CooperationProblem) -> Performed {
    var next = self
    var performed = Performed()
    performed.company = company
    // Two machines' clocks may differ by a little.
    let now = max(time, lastAct ?? time)
    let actor = Actor.company(company, user: user)
    performed.outcome += try next.apply(.passTime, by: .system, at: now)
    switch request.act {
    case .look, .writePlan: break
    case .peers: try next.findPeers(request, for: company, at: now, in: directory, &performed)
    default:
      let act = try next.act(request, by: company, from: region, shownAs: preview, on: now.day, in: directory)
      performed.outcome += try next.apply(act, by: actor, at: now)
      performed.erases = act == .erase
      performed.deed.opportunity = next.opportunity(of: act, after: performed.outcome)
      performed.deed.match = request.match
      performed.deed.plan = request.plan ?? performed.outcome.madePlan
      performed.deed.conflict = request.conflict ?? performed.outcome.raisedConflict
    }
    self = next
    return performed
  }

  private mutating func findPeers(
    _ request: NetworkRequest, for company: CompanyID, at now: Timestamp, in directory: Directory,
    _ performed: inout Performed
  ) throws(CooperationProblem) {
    guard memberships[company]?.isActive == true, var member = directory.members[company] else { throw .notMember }
    if let market = request.market { member.targets = [market: member.targets[market] ?? 0] }
    let purpose = request.purpose ?? .goTogether
    let others = directory.members.values.filter { directory.shownCard(of: $0.id) != nil }
    let result = PeerMatcher.peers(for: member, purpose: purpose, among: others)
    var room = Self.cardsAWeek - newCards(of: company, at: now)
    for match in result.matches {
      if number(of: match.company, for: company) == nil {
        if room <= 0 { continue }
        room -= 1
      }
      performed.outcome += try apply(.match(company, match.company), by: .system, at: now)
      guard let number = number(of: match.company, for: company) else { continue }
      performed.deed.found.append(FoundPeer(match: number, reasons: match.reasons, doubt: match.doubt))
    }
    performed.deed.othersInMarkets = result.othersInMarkets
  }

  /// Nobody browses all cards: so many new ones are shown to a company in seven days.
  static let cardsAWeek = 10

  private func newCards(of company: CompanyID, at now: Timestamp) -> Int {
    trust.values.count { trust in
      guard trust.pair.contains(company), let first = trust.steps.first, first.shared == .card else { return false }
      return first.at.adding(days: 7) > now
    }
  }

  /// The act that a request means.
  private func act(
    _ request: NetworkRequest, by company: CompanyID, from region: String?, shownAs preview: CardPreview?,
    on today: Day, in directory: Directory
  ) throws(CooperationProblem) -> Act {
    switch request.act {
    case .look, .writePlan, .peers: throw .notAllowed
    case .join:
      if let seen = request.seen, seen != preview?.mark, !isPresent(company) { throw .previewOutdated }
      return .join(previewSeen: request.seen != nil, region: region)
    case .leave: return .leave
    case .showName: return .showName
    case .hideName: return .hideName
    case .confirmCard: return .confirmCard
    case .block:
      let match = try match(request)
      guard let matches = memberships[company]?.matches, matches.indices.contains(match - 1) else {
        throw .unknownNumber
      }
      return .block(matches[match - 1])
    case .forget: return .erase
    case .draft:
      let terms = try terms(request)
      try checkNames(in: terms.words, of: known(to: company), directory)
      return .draft(terms)
    case .rewrite:
      let id = try opportunity(request, for: company)
      let terms = try rewritten(request, id)
      try checkNames(in: terms.words, of: known(to: company), directory)
      return .rewrite(id, terms)
    case .submit: return .submit(try opportunity(request, for: company))
    case .withdraw: return .withdraw(try opportunity(request, for: company))
    case .cancel: return .cancel(try opportunity(request, for: company), request.reason ?? .other)
    case .welcome: return .welcome(try opportunity(request, for: company))
    case .decline:
      if let match = request.match { return .declinePeer(match) }
      return .decline(try opportunity(request, for: company))
    case .confirmDeed: return .confirmDeed(try opportunity(request, for: company))
    case .express:
      if let match = request.match { return .expressPeer(match) }
      return .express(try opportunity(request, for: company))
    case .withdrawInterest:
      if let match = request.match { return .withdrawPeerInterest(match) }
      return .withdrawInterest(try opportunity(request, for: company))
    case .answer: return .answer(try match(request), yes: request.yes ?? false)
    case .stop: return .stop(try match(request))
    case .makePlan, .addTask, .takeTask, .tickTask, .setCost, .proposePlan, .answerPlan, .leavePlan, .reviewPlan,
      .closePlan:
      return try planAct(request, by: company, on: today, in: directory)
    case .answerFamily: return .answerFamily(try family(request), yes: request.yes ?? false)
    case .confirmStage: return .confirmStage(try family(request))
    case .leaveFamily: return .leaveFamily(try family(request))
    case .tellOfLeaving: return .tellOfLeaving(try family(request))
    case .noteAgreement, .askAdvisor, .raiseConflict, .withdrawConflict, .wantToMeet:
      return try helpAct(request, on: today)
    case .step: return .takeStep(try match(request), request.rung ?? .met)
    }
  }

  private func family(_ request: NetworkRequest) throws(CooperationProblem) -> FamilyID {
    guard let family = request.family else { throw .unknownNumber }
    return FamilyID(family)
  }

  private func terms(_ request: NetworkRequest) throws(CooperationProblem) -> OpportunityTerms {
    guard let terms = request.terms else { throw .missing(.what) }
    return terms
  }

  private func rewritten(_ request: NetworkRequest, _ id: OpportunityID) throws(CooperationProblem) -> OpportunityTerms
  {
    if let terms = request.terms { return terms }
    guard var terms = opportunities[id]?.terms else { throw .unknownNumber }
    terms.closes = request.closes ?? terms.closes
    terms.places = request.places ?? terms.places
    return terms
  }

  private func match(_ request: NetworkRequest) throws(CooperationProblem) -> MatchNumber {
    guard let match = request.match else { throw .unknownNumber }
    return match
  }

  /// By its number, or as the only one of its kind that the company may have in mind.
  private func opportunity(_ request: NetworkRequest, for company: CompanyID) throws(CooperationProblem)
    -> OpportunityID
  {
    if let number = request.opportunity { return OpportunityID(number) }
    guard let view = view(for: company) else { throw .notMember }
    let possible = view.board.filter { entry in
      (request.kind.map { entry.terms.kind == $0 } ?? true)
        && (request.market.map { entry.terms.market == $0 } ?? true)
        && (request.act == .withdrawInterest ? entry.ownInterest == .expressed : entry.state == .open)
    }
    guard let first = possible.first else { throw .unknownNumber }
    if possible.count > 1 { throw .severalFit(possible.map(\.id.value)) }
    return first.id
  }

  /// The opportunity that an act has made or was about.
  private func opportunity(of act: Act, after outcome: Outcome) -> Int? {
    switch act {
    case .draft:
      outcome.changed.compactMap { if case .opportunity(let id) = $0 { id.value } else { nil } }.max()
    case .rewrite(let id, _), .submit(let id), .withdraw(let id), .cancel(let id, _), .welcome(let id),
      .decline(let id), .confirmDeed(let id), .express(let id), .withdrawInterest(let id):
      id.value
    default: nil
    }
  }
}

extension Outcome {
  /// The number of the latest plan in it.
  var madePlan: Int? { changed.compactMap { if case .plan(let id) = $0 { id.value } else { nil } }.max() }

  /// The number of the latest conflict in it.
  var raisedConflict: Int? { changed.compactMap { if case .conflict(let id) = $0 { id.value } else { nil } }.max() }

  /// What two acts have done, one after the other.
  static func += (left: inout Outcome, right: Outcome) {
    left.effects += right.effects
    left.changed += right.changed.filter { !left.changed.contains($0) }
  }
}

import Companies
import Vocabulary

/// What an advisor asks of the network. Data of `cooperation.advise.v1`.
public struct AdvisorRequest: Sendable, Hashable, Codable {
  /// What is asked for.
  public enum Wish: String, Sendable, Hashable, Codable, CaseIterable {
    /// Changes nothing.
    case look
    /// A plan as lines and as Markdown, in `lang`; changes nothing.
    case writePlan = "write_plan"
    /// An opportunity may go out, goes back, or is refused.
    case pass
    case sendBack = "send_back"
    case refuse
    /// A company is what it says, or is no longer known to be.
    case verify, unverify
    /// The two fit.
    case match
    /// Groups that might make an export family; changes nothing.
    case families
    /// One of those groups is kept as an idea, by its number from 1.
    case think
    /// The companies of an idea are asked one by one.
    case askFamily = "ask_family"
    /// How competition law looks at it, with a note for the next step.
    case colour
    case checkCompetition = "check_competition"
    /// On without a deed in common, for the reason in the note.
    case advance
    case pause, resume
    case windUp = "wind_up"
    case closeFamily = "close_family"
    /// A lawyer has checked a family's draft, or another step that a paper shows.
    case noteAgreement = "note_agreement"
    /// Something is cleared up with a member that leaves a family.
    case clearLeaving = "clear_leaving"
    case moveCase = "move_case"
    case moveConflict = "move_conflict"
    case closePlan = "close_plan"
  }

  public var act: Wish
  public var opportunity: Int?
  public var company: CompanyID?
  public var other: CompanyID?
  public var reason: ReasonCode?
  /// The number of a family, or of a group that was found.
  public var family: Int?
  public var colour: LawColour?
  public var note: String?
  public var plan: Int?
  public var lang: Language?
  /// The number of a case or of a conflict, and what is done with it.
  public var number: Int?
  public var caseStep: CaseStep?
  public var conflictStep: ConflictStep?
  public var agreement: AgreementStep?
  /// On which day a step of an agreement was done; where the paper is stands in the note.
  public var day: Day?
  public var item: LeavingItem?

  public init(
    _ act: Wish, opportunity: Int? = nil, company: CompanyID? = nil, other: CompanyID? = nil,
    reason: ReasonCode? = nil, family: Int? = nil, colour: LawColour? = nil, note: String? = nil, plan: Int? = nil,
    lang: Language? = nil
  ) {
    self.act = act
    self.opportunity = opportunity
    self.company = company
    self.other = other
    self.reason = reason
    self.family = family
    self.colour = colour
    self.note = note
    self.plan = plan
    self.lang = lang
  }

  public var isAct: Bool { act != .look && act != .families && act != .writePlan }

  func meantAct(on today: Day) throws(CooperationProblem) -> Act {
    switch act {
    case .noteAgreement:
      guard let agreement else { throw .unknownNumber }
      return .noteAgreement(try familyID(), agreement.move, on: day ?? today, place: note ?? "")
    case .clearLeaving:
      guard let item else { throw .unknownNumber }
      return .clearLeaving(try familyID(), try id(company), item)
    case .moveCase:
      guard let number, let caseStep else { throw .unknownNumber }
      return .moveCase(CaseID(number), caseStep.move)
    case .moveConflict:
      guard let number, let conflictStep else { throw .unknownNumber }
      return .moveConflict(ConflictID(number), conflictStep.move)
    case .closePlan:
      guard let plan else { throw .unknownNumber }
      return .closePlan(PlanID(plan), reason ?? .other)
    case .look, .families, .writePlan, .think: throw .notAllowed
    case .askFamily: return .askFamily(try familyID())
    case .colour: return .colourFamily(try familyID(), colour ?? .amber, note: note ?? "")
    case .checkCompetition: return .checkCompetition(try familyID())
    case .advance: return .advanceFamily(try familyID(), note: note ?? "")
    case .pause: return .pauseFamily(try familyID(), reason ?? .other)
    case .resume: return .resumeFamily(try familyID())
    case .windUp: return .windUpFamily(try familyID(), reason ?? .other)
    case .closeFamily: return .closeFamily(try familyID(), reason ?? .other)
    case .pass: return .pass(try opportunityID())
    case .sendBack: return .sendBack(try opportunityID(), reason ?? .unclear)
    case .refuse: return .refuse(try opportunityID(), reason ?? .other)
    case .verify: return .verify(try id(company))
    case .unverify: return .unverify(try id(company))
    case .match: return .match(try id(company), try id(other))
    }
  }

  private func opportunityID() throws(CooperationProblem) -> OpportunityID {
    guard let opportunity else { throw .unknownNumber }
    return OpportunityID(opportunity)
  }

  private func familyID() throws(CooperationProblem) -> FamilyID {
    guard let family else { throw .unknownNumber }
    return FamilyID(family)
  }

  private func id(_ id: CompanyID?) throws(CooperationProblem) -> CompanyID {
    guard let id else { throw .unknownNumber }
    return id
  }
}

/// What an advisor sees. Answer of `cooperation.advise.v1`.
public struct AdvisorReply: Sendable, Hashable, Codable {
  public var problem: CooperationProblem?
  public var view: AdvisorView
  /// Of the members that have said yes to an introduction, which is to have them verified, that have called an advisor in, or that let
  /// advisors see.
  public var names: [CompanyID: [SharedFact]]
  public var families: [FamilyOutline]
  /// The plan that was to be written; `nil`: none of that number is to be seen.
  public var written: WrittenPlan?
}

/// A group that might make an export family. The companies are not told.
public struct FamilyOutline: Sendable, Hashable, Codable {
  /// The id of the chain.
  public var chain: String
  /// What each would do in it.
  public var roles: [CompanyID: [ChainRole]]
  /// Markets that all of them want to enter.
  public var markets: [String]
  /// Roles that nobody has: with any, it is a search for a partner and no family yet.
  public var lookingFor: [ChainRole]
  /// 0…1.
  public var score: Double
  /// A fit on paper only: somebody in it has not done anything with another member yet.
  public var hasNoJointDeedYet: Bool
}

extension Network {
  /// Does what an advisor asks for, after all that time has brought about.
  public mutating func perform(
    _ request: AdvisorRequest, user: String, at time: Timestamp, in directory: Directory
  ) throws(CooperationProblem) -> Performed {
    var next = self
    var performed = Performed()
    let now = max(time, lastAct ?? time)
    performed.outcome += try next.apply(.passTime, by: .system, at: now)
    if request.isAct {
      let act = try request.act == .think ? next.idea(request, in: directory) : request.meantAct(on: now.day)
      performed.outcome += try next.apply(act, by: .advisor(user: user), at: now)
    }
    self = next
    return performed
  }

  /// What an advisor sees, after a request or without one.
  public func advisorReply(to request: AdvisorRequest, in directory: Directory, at now: Timestamp) -> AdvisorReply {
    var names: [CompanyID: [SharedFact]] = [:]
    for company in memberships.keys
    where directory.letsAdvisorsSee(company) || hasSaidYes(company) || callsAdvisor(company) {
      names[company] = directory.sharedFacts(of: company)
    }
    return AdvisorReply(
      problem: nil, view: advisorView(at: now), names: names,
      families: request.act == .families ? families(in: directory) : [])
  }

  /// Whether it has agreed to an introduction that goes on: an advisor has to know who it is to verify it.
  private func hasSaidYes(_ company: CompanyID) -> Bool {
    introductions(with: company).contains {
      $0.answer(of: company) == true && ($0.state.isWaiting || $0.state == .disclosed)
    }
  }

  /// Whether it waits for an advisor's help, be it in a conflict.
  private func callsAdvisor(_ company: CompanyID) -> Bool {
    cases.values.contains { $0.source == .handOver && $0.companies == [company] && !$0.state.isEnd }
      || conflicts.values.contains { $0.pair.contains(company) && !$0.state.isEnd }
  }

  private func families(in directory: Directory) -> [FamilyOutline] {
    suggestions(in: directory).map { suggestion in
      FamilyOutline(
        chain: suggestion.proposal.template.id, roles: suggestion.roles, markets: suggestion.markets,
        lookingFor: suggestion.proposal.lookingFor, score: suggestion.proposal.score.total,
        hasNoJointDeedYet: suggestion.hasNoJointDeedYet)
    }
  }

  /// The best first, whatever the chain.
  private func suggestions(in directory: Directory) -> [FamilySuggestion] {
    let members = Array(directory.members.values)
    return directory.settings.chains.flatMap { chain in
      FamilySearch.suggestions(among: members, for: chain) { one, other in
        Pair(one.id, other.id).flatMap { trust[$0]?.rung } ?? .hidden
      }
    }.sorted { $0.proposal.score.total > $1.proposal.score.total }
  }

  private func idea(_ request: AdvisorRequest, in directory: Directory) throws(CooperationProblem) -> Act {
    let found = suggestions(in: directory)
    guard let number = request.family, found.indices.contains(number - 1),
      let market = found[number - 1].markets.first
    else { throw .unknownNumber }
    return .thinkOfFamily(FamilyIdea(found[number - 1], market: market, colour: request.colour ?? .green))
  }
}

extension FamilySuggestion {
  /// Markets that all of them want to enter, in the order of their codes.
  fileprivate var markets: [String] {
    let all = proposal.members.map { Set($0.targets.keys) }
    return (all.dropFirst().reduce(all.first ?? []) { $0.intersection($1) }).sorted()
  }
}

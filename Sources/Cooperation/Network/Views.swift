import Vocabulary

/// What one company may see of the network: its own part, others under its own numbers, and a company's id only while
/// the two are introduced.
public struct CompanyView: Sendable, Hashable, Codable {
  public var visibility: Visibility
  public var isVerified: Bool
  public var own: [OwnOpportunity]
  /// What is open to others, and what it has to do with.
  public var board: [BoardEntry]
  public var matches: [MatchEntry]
  /// The plans that it takes part in.
  public var plans: [PlanEntry]
  /// The families that it is asked for or takes part in.
  public var families: [FamilyEntry]
  /// The help that it has asked for.
  public var cases: [CaseEntry]
  public var conflicts: [ConflictEntry]

  /// An own opportunity.
  public struct OwnOpportunity: Sendable, Hashable, Codable {
    public var id: OpportunityID
    public var state: OpportunityState
    public var terms: OpportunityTerms
    public var reason: ReasonCode?
    /// How many are interested; `nil`: fewer than three, be it none.
    public var interested: Int?
    /// Those introduced for it.
    public var introduced: [MatchNumber]
  }

  /// Another's opportunity.
  public struct BoardEntry: Sendable, Hashable, Codable {
    public var id: OpportunityID
    public var state: OpportunityState
    public var terms: OpportunityTerms
    public var ownInterest: InterestState
    /// Its owner, while the two are introduced for this opportunity.
    public var owner: MatchNumber?
  }

  /// Another company.
  public struct MatchEntry: Sendable, Hashable, Codable {
    public var number: MatchNumber
    public var ownInterest: InterestState
    /// Set while an introduction waits for answers.
    public var asked: Asked?
    /// Set only while the two are introduced.
    public var company: CompanyID?
    /// What both know of each other, step by step; empty below rung 3.
    public var steps: [TrustStep]
    /// A step that one of them has told of.
    public var told: TrustStep?
    /// What the two have agreed on, step by step; empty while they are not introduced.
    public var papers: [FamilyEntry.Paper]
  }

  /// An introduction that waits. It looks the same whatever the other has answered.
  public struct Asked: Sendable, Hashable, Codable {
    public var opportunity: OpportunityID?
    public var family: FamilyID?
    public var ownAnswer: Bool?
    public var endsAt: Timestamp
  }
}

extension Network {
  /// Counts of interest below this are not told.
  static let countShownFrom = 3

  /// What a company sees; `nil` when it never joined.
  public func view(for company: CompanyID) -> CompanyView? {
    guard let member = memberships[company] else { return nil }
    return CompanyView(
      visibility: member.visibility, isVerified: member.isVerified,
      own: opportunities(of: company).map(own),
      board: member.visibility == .hidden
        ? []
        : sortedOpportunities.filter { $0.owner != company && mayKnow($0, company) }
          .compactMap { boardEntry($0, for: company) },
      matches: member.visibility == .hidden ? [] : member.matches.map { matchEntry($0, for: company) },
      plans: member.visibility == .hidden
        ? [] : sortedPlans.filter { $0.parties.contains(company) }.map { planEntry($0, for: company) },
      families: member.visibility == .hidden ? [] : sortedFamilies.compactMap { familyEntry($0, for: company) },
      cases: member.visibility == .hidden ? [] : caseEntries(for: company),
      conflicts: member.visibility == .hidden ? [] : conflictEntries(for: company))
  }

  private func own(_ opportunity: Opportunity) -> CompanyView.OwnOpportunity {
    let count = counts(of: opportunity).wanted
    return CompanyView.OwnOpportunity(
      id: opportunity.id, state: opportunity.state, terms: opportunity.terms, reason: opportunity.reason,
      interested: count < Self.countShownFrom ? nil : count,
      introduced: parties(of: opportunity).compactMap { number(of: $0, for: opportunity.owner) })
  }

  private func boardEntry(_ opportunity: Opportunity, for company: CompanyID) -> CompanyView.BoardEntry? {
    let interest = interests[InterestID(company: company, target: .opportunity(opportunity.id))]
    if opportunity.state != .open, interest == nil { return nil }
    let isParty = parties(of: opportunity).contains(company)
    return CompanyView.BoardEntry(
      id: opportunity.id, state: opportunity.state, terms: opportunity.terms, ownInterest: interest?.state ?? .none,
      owner: isParty ? number(of: opportunity.owner, for: company) : nil)
  }

  private func matchEntry(_ peer: CompanyID, for company: CompanyID) -> CompanyView.MatchEntry {
    let pair = Pair(company, peer)
    let known = pair.map(knowEachOther) ?? false
    let trust = known ? pair.flatMap { self.trust[$0] } : nil
    let asked = pair.flatMap(waitingIntroduction).map {
      CompanyView.Asked(
        opportunity: $0.opportunity, family: $0.family, ownAnswer: $0.answer(of: company), endsAt: $0.endsAt)
    }
    return CompanyView.MatchEntry(
      number: number(of: peer, for: company) ?? 0,
      ownInterest: interests[InterestID(company: company, target: .peer(peer))]?.state ?? .none, asked: asked,
      company: known ? peer : nil, steps: trust?.steps ?? [], told: trust?.told,
      papers: (trust?.agreement?.steps ?? []).map(CompanyView.FamilyEntry.Paper.init))
  }

  /// What an advisor sees: all, with what stands still first to be asked about.
  public func advisorView(at now: Timestamp) -> AdvisorView {
    AdvisorView(
      members: memberships.sorted,
      opportunities: sortedOpportunities.filter { $0.state != .draft },
      introductions: sortedIntroductions,
      standingStill: sortedOpportunities.filter {
        $0.state == .checking && $0.changedAt.adding(days: AdvisorView.daysToCheck) <= now
      }.map(\.id),
      toVerify: sortedIntroductions.filter { $0.state == .unverified }.map(\.id),
      plans: sortedPlans.filter { $0.state != .draft }, families: sortedFamilies.map(familyReport),
      cases: sortedCases, conflicts: sortedConflicts, standstills: standstills(at: now), overloaded: overloaded())
  }
}

/// What the neutral go-between sees. Drafts are their owners' own.
public struct AdvisorView: Sendable, Hashable, Codable {
  /// An opportunity that waits for a check so long stands still.
  public static let daysToCheck = 3

  public var members: [Membership]
  public var opportunities: [Opportunity]
  public var introductions: [Introduction]
  public var standingStill: [OpportunityID]
  /// Both want to meet, and one is not verified.
  public var toVerify: [IntroductionID]
  public var plans: [JointPlan]
  public var families: [FamilyReport]
  public var cases: [AdvisorCase]
  public var conflicts: [Conflict]
  /// What has not moved for two weeks.
  public var standstills: [Standstill]
  /// Advisors with more companies than one can look after, each with the number.
  public var overloaded: [String: Int]
}

import Vocabulary

extension CompanyView {
  /// A family that the company is asked for or takes part in. Nobody's answer is in it but its own.
  public struct FamilyEntry: Sendable, Hashable, Codable {
    public var id: FamilyID
    public var state: FamilyState
    /// The id of the chain's template.
    public var template: String
    public var market: String
    public var roles: [ChainRole]
    public var standing: FamilyStanding
    public var others: [Other]
    /// To the question whether it is in.
    public var ownAnswer: Bool?
    /// When the state ends by itself.
    public var endsAt: Timestamp?
    /// Whether it has confirmed the step that comes next.
    public var hasConfirmed: Bool
    /// What is still to be cleared up before it has left.
    public var toClear: [LeavingItem]
    public var reason: ReasonCode?
    public var agreement: AgreementState
    /// Where the papers are, step by step.
    public var papers: [Paper]

    /// A step of the agreement.
    public struct Paper: Sendable, Hashable, Codable {
      public var state: AgreementState
      public var on: Day
      public var place: String

      init(_ step: Agreement.Step) {
        (state, on, place) = (step.state, step.on, step.place)
      }
    }

    /// Another company in it, under the reader's number.
    public struct Other: Sendable, Hashable, Codable {
      public var number: MatchNumber
      public var roles: [ChainRole]
    }
  }
}

/// A family, as an advisor sees it.
public struct FamilyReport: Sendable, Hashable, Codable {
  public var family: Family
  /// Somebody in it has not done anything with another yet: a fit on paper.
  public var hasNoJointDeedYet: Bool
  /// Roles of the chain that nobody has.
  public var missingRoles: [ChainRole]
}

extension Network {
  func familyEntry(_ family: Family, for company: CompanyID) -> CompanyView.FamilyEntry? {
    guard let own = family.members.first(where: { $0.company == company && $0.seesFamily }) else { return nil }
    let others = family.members.filter { $0.company != company && $0.isSeen }.compactMap { member in
      number(of: member.company, for: company).map { CompanyView.FamilyEntry.Other(number: $0, roles: member.roles) }
    }
    return CompanyView.FamilyEntry(
      id: family.id, state: family.state, template: family.template, market: family.market, roles: own.roles,
      standing: own.standing, others: others, ownAnswer: family.answers.last { $0.company == company }?.yes,
      endsAt: family.endsAt, hasConfirmed: family.confirmedBy.contains(company),
      toClear: own.standing == .leaving ? LeavingItem.allCases.filter { !own.cleared.contains($0) } : [],
      reason: family.reason, agreement: family.agreement.state,
      papers: family.agreement.steps.map(CompanyView.FamilyEntry.Paper.init))
  }

  func familyReport(_ family: Family) -> FamilyReport {
    FamilyReport(
      family: family, hasNoJointDeedYet: !family.together.allSatisfy { hasDeed($0, in: family) },
      missingRoles: family.missingRoles)
  }

  /// Whether a company has done something with another of the family.
  func hasDeed(_ company: CompanyID, in family: Family) -> Bool {
    family.together.contains { other in
      Pair(company, other).flatMap { trust[$0]?.rung }.map { $0 >= .didSomething } ?? false
    }
  }
}

import Vocabulary

/// What several companies do together to be seen abroad. It has no place for the price of goods or a customer's name.
public struct MarketingPlan: Sendable, Hashable, Codable {
  public var kind: PlanKind
  /// In one sentence.
  public var aim: String
  /// The code of the country, such as `DE`.
  public var market: String
  public var members: [PlanMember]
  public var actions: [PlanAction]
  public var material: [PlanMaterial]
  /// How leads are shared and who answers within a day.
  public var leads: String
  /// Ids of the instruments that members apply for, each for itself where the scheme wants it.
  public var support: [String]
  /// What is counted: leads, meetings, offers.
  public var measure: String
  public var reviewOn: Day
  public var endsOn: Day

  public init(
    kind: PlanKind, aim: String, market: String, members: [PlanMember], actions: [PlanAction],
    material: [PlanMaterial] = [], leads: String, support: [String] = [], measure: String, reviewOn: Day, endsOn: Day
  ) {
    self.kind = kind
    self.aim = aim
    self.market = market
    self.members = members
    self.actions = actions
    self.material = material
    self.leads = leads
    self.support = support
    self.measure = measure
    self.reviewOn = reviewOn
    self.endsOn = endsOn
  }

  /// What all actions cost together; `nil` when the sum does not fit.
  public var total: Money? {
    actions.reduce(Money.zero as Money?) { sum, action in sum.flatMap { $0.adding(action.cost?.total ?? .zero) } }
  }

  /// What one member pays for all actions; `nil` when the sum does not fit.
  public func share(of member: CompanyID) -> Money? {
    actions.reduce(Money.zero as Money?) { sum, action in
      sum.flatMap { $0.adding(action.cost?.share(of: member) ?? .zero) }
    }
  }
}

/// What a joint marketing plan is for. The raw values are the ids that content uses.
public enum PlanKind: String, Codable, CaseIterable, Sendable, Hashable {
  case fair, brochure
  case webPage = "web_page"
  /// One who sells for all of them.
  case exportPerson = "export_person"
}

/// A company in a plan, by the name that the plan shows.
public struct PlanMember: Sendable, Hashable, Codable {
  public var id: CompanyID
  /// The firm's name when all have agreed to show it, else a word such as "the forge".
  public var shownAs: String
  public var roles: [ChainRole]

  public init(id: CompanyID, shownAs: String, roles: [ChainRole]) {
    self.id = id
    self.shownAs = shownAs
    self.roles = roles
  }
}

/// One thing to do in a plan.
public struct PlanAction: Sendable, Hashable, Codable {
  public enum Status: String, Codable, CaseIterable, Sendable, Hashable {
    case open, doing, done, dropped
  }

  public var what: String
  /// `nil` while nobody has taken it.
  public var who: CompanyID?
  /// Done by the end of this day.
  public var by: Day
  /// `nil` when it costs nothing.
  public var cost: CostSplit?
  public var status: Status

  public init(what: String, who: CompanyID? = nil, by: Day, cost: CostSplit? = nil, status: Status = .open) {
    self.what = what
    self.who = who
    self.by = by
    self.cost = cost
    self.status = status
  }
}

/// Pictures, texts and drawings that a plan uses.
public struct PlanMaterial: Sendable, Hashable, Codable {
  public var what: String
  public var owner: CompanyID
  /// What the others may do with it.
  public var rights: String
  /// Codes of the languages it is made in, such as `de`.
  public var languages: [String]

  public init(what: String, owner: CompanyID, rights: String, languages: [String]) {
    self.what = what
    self.owner = owner
    self.rights = rights
    self.languages = languages
  }
}

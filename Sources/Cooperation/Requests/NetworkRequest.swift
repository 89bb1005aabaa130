import Companies
import Vocabulary

/// What a company asks of the network: to look, or one act. Data of `cooperation.act.v1`.
public struct NetworkRequest: Sendable, Hashable, Codable {
  /// What is asked for.
  public enum Wish: String, Sendable, Hashable, Codable, CaseIterable {
    /// Changes nothing.
    case look
    case join, leave
    case showName = "show_name"
    case hideName = "hide_name"
    case confirmCard = "confirm_card"
    /// Never to be brought together with this one, which is not told.
    case block
    /// To find companies that fit; gives each a number.
    case peers
    case draft, rewrite, submit, withdraw, cancel
    /// The owner of an opportunity wants those who are interested, or none of them.
    case welcome, decline
    case confirmDeed = "confirm_deed"
    case express
    case withdrawInterest = "withdraw_interest"
    /// Yes or no to an introduction.
    case answer
    case stop
    /// Tells of a step of trust, or confirms it.
    case step
    /// A plan as lines and as Markdown, in `lang`; changes nothing.
    case writePlan = "write_plan"
    /// A joint plan for an agreed opportunity or a family, with the usual tasks counted back from its main day.
    case makePlan = "make_plan"
    case addTask = "add_task"
    case takeTask = "take_task"
    case tickTask = "tick_task"
    case setCost = "set_cost"
    case proposePlan = "propose_plan"
    case answerPlan = "answer_plan"
    case leavePlan = "leave_plan"
    case reviewPlan = "review_plan"
    case closePlan = "close_plan"
    /// Yes or no to an export family, and the steps of one that is together.
    case answerFamily = "answer_family"
    case confirmStage = "confirm_stage"
    case leaveFamily = "leave_family"
    case tellOfLeaving = "tell_of_leaving"
    /// A step of an agreement between two, or of a family, was done elsewhere.
    case noteAgreement = "note_agreement"
    /// An advisor is to help.
    case askAdvisor = "ask_advisor"
    /// In confidence, with a company that it knows or has known.
    case raiseConflict = "raise_conflict"
    case withdrawConflict = "withdraw_conflict"
    /// Both apart have talked with the advisor; this one would now meet the other.
    case wantToMeet = "want_to_meet"
    /// Leaves, and erases all words of this company.
    case forget
  }

  public var act: Wish
  /// The mark of the preview that the person saw before it joins.
  public var seen: String?
  /// The number of an opportunity.
  public var opportunity: Int?
  /// The own number of another company.
  public var match: Int?
  /// In place of a number: the only open opportunity of this kind, and for this market when one is named.
  public var kind: OpportunityKind?
  public var market: String?
  /// Of a draft.
  public var terms: OpportunityTerms?
  /// What is new in a draft that is written anew without `terms`.
  public var closes: Day?
  public var places: ClosedRange<Int>?
  /// To an introduction.
  public var yes: Bool?
  public var rung: TrustRung?
  public var reason: ReasonCode?
  public var purpose: PeerPurpose?
  /// A joint plan, one of its tasks (from 1), and what a task costs.
  public var plan: Int?
  public var task: Int?
  /// What a new plan is for; without it, what fits the kind of the opportunity.
  public var planKind: PlanKind?
  public var status: PlanAction.Status?
  public var cost: CostWish?
  public var family: Int?
  public var conflict: Int?
  /// What was done of an agreement.
  public var agreement: AgreementStep?
  /// The main day of a plan, the day of a task, or of a step of an agreement.
  public var day: Day?
  /// What a task is about, or where a paper is kept.
  public var text: String?
  /// The language that a plan is written in.
  public var lang: Language?
  /// When only looking: what was told just now and is not stored yet counts for the own card.
  public var told: [Fact]?

  public init(
    _ act: Wish, opportunity: Int? = nil, match: Int? = nil, kind: OpportunityKind? = nil, market: String? = nil,
    terms: OpportunityTerms? = nil, yes: Bool? = nil, rung: TrustRung? = nil, reason: ReasonCode? = nil,
    purpose: PeerPurpose? = nil, conflict: Int? = nil, seen: String? = nil
  ) {
    self.act = act
    self.seen = seen
    self.conflict = conflict
    self.opportunity = opportunity
    self.match = match
    self.kind = kind
    self.market = market
    self.terms = terms
    self.yes = yes
    self.rung = rung
    self.reason = reason
    self.purpose = purpose
  }

  /// A cost as a member names it.
  public struct CostWish: Sendable, Hashable, Codable {
    /// What the weights are.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
      /// Without weights.
      case equal
      /// Whole square metres.
      case metres
      case use
      /// Whole per cents.
      case agreed
    }

    public var cents: Int
    public var kind: Kind
    /// In the order of the plan's members.
    public var weights: [Int]

    public init(cents: Int, kind: Kind = .equal, weights: [Int] = []) {
      self.cents = cents
      self.kind = kind
      self.weights = weights
    }

    func key(_ members: [CompanyID]) throws(CooperationProblem) -> CostKey {
      if kind == .equal { return .equal }
      guard weights.count == members.count else {
        throw .cost(.notOneWeight(members.dropFirst(weights.count).first ?? CompanyID(rawValue: "")))
      }
      let scale = kind == .use ? 1 : 100
      let shares = zip(members, weights).map { member, weight in
        // A weight that does not fit is one that is too large.
        MemberWeight(member, weight > CostSplit.weightMax ? weight : weight * scale)
      }
      return switch kind {
      case .equal: .equal
      case .metres: .standMetres(shares)
      case .use: .use(shares)
      case .agreed: .agreed(shares)
      }
    }
  }

  /// Whether it can change anything.
  public var isAct: Bool { act != .look && act != .writePlan }
}

/// What came of a request, in numbers of the asker's own; kept, so that a repeat gets the same.
public struct NetworkDeed: Sendable, Hashable, Codable {
  /// The opportunity that it made or was about.
  public var opportunity: Int?
  /// The company that it was about.
  public var match: Int?
  /// The plan that it made or was about.
  public var plan: Int?
  /// The conflict that it raised or was about.
  public var conflict: Int?
  /// The companies that fit, the best first.
  public var found: [FoundPeer] = []
  /// How many members aim at the same markets; `nil` where the number would single somebody out.
  public var othersInMarkets: Int?

  public init(opportunity: Int? = nil, match: Int? = nil, found: [FoundPeer] = [], othersInMarkets: Int? = nil) {
    self.opportunity = opportunity
    self.match = match
    self.found = found
    self.othersInMarkets = othersInMarkets
  }
}

/// A company that fits, by the asker's number for it.
public struct FoundPeer: Sendable, Hashable, Codable {
  public var match: MatchNumber
  /// The two parts that count most for it.
  public var reasons: [FitPart]
  /// The part that fits least.
  public var doubt: FitPart
}

/// What a company sees after its request. Answer of `cooperation.act.v1`.
public struct NetworkReply: Sendable, Hashable, Codable {
  /// Why nothing was done; nothing has changed then.
  public var problem: CooperationProblem?
  /// What competition law has against the words; with a stop nothing was done.
  public var verdict: GuardRailVerdict?
  public var deed = NetworkDeed()
  /// What has to be told before there can be a card.
  public var missing: [FactName] = []
  /// The own card; `nil` while facts are missing.
  public var preview: CardPreview?
  /// `nil`: it never joined.
  public var view: CompanyView?
  /// Of the companies that may be shown, by the own number for them.
  public var cards: [MatchNumber: Card] = [:]
  /// Of those introduced.
  public var shared: [MatchNumber: [SharedFact]] = [:]
  /// What in an own draft tells whose it is.
  public var revealing: [Int: [FactName]] = [:]
  /// The plan that was to be written; `nil`: none of that number is the company's.
  public var written: WrittenPlan?

  public init() {}
}

import Cooperation
import Testing
import Vocabulary

/// A network with companies that have joined, and a clock that only the test moves.
struct Village {
  static let start = Timestamp(milliseconds: 1_790_000_000_000)

  var network = Network()
  var now = Village.start

  init(_ companies: CompanyID...) throws {
    for company in companies { try act(company, .join(previewSeen: true)) }
  }

  @discardableResult
  mutating func act(_ company: CompanyID, _ act: Act) throws -> Outcome {
    try network.apply(act, by: .company(company, user: "user of \(company)"), at: now)
  }

  @discardableResult
  mutating func advise(_ act: Act) throws -> Outcome {
    try network.apply(act, by: .advisor(user: "advisor"), at: now)
  }

  @discardableResult
  mutating func pass(days: Int) throws -> Outcome {
    now = Timestamp(milliseconds: now.milliseconds + Int64(days) * 86_400_000)
    return try network.apply(.passTime, by: .system, at: now)
  }

  func view(_ company: CompanyID) throws -> CompanyView { try #require(network.view(for: company)) }

  /// That the act is refused for this reason and changes nothing.
  mutating func expect(
    _ problem: CooperationProblem, _ actor: Actor, _ act: Act, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let before = network
    #expect(throws: problem, sourceLocation: sourceLocation) { try network.apply(act, by: actor, at: now) }
    #expect(network == before, sourceLocation: sourceLocation)
  }

  /// An opportunity of `owner` that is open.
  mutating func open(_ owner: CompanyID, places: ClosedRange<Int> = 1...3, days: Int = 60) throws -> OpportunityID {
    try act(owner, .draft(terms(places: places, days: days)))
    let id = try #require(view(owner).own.last?.id)
    try act(owner, .submit(id))
    try advise(.pass(id))
    return id
  }

  func terms(places: ClosedRange<Int> = 1...3, days: Int = 60) -> OpportunityTerms {
    OpportunityTerms(
      kind: .sharedStand, market: "DE", what: "Room on a stand", places: places,
      closes: Day(daysSince1970: now.day.daysSince1970 + days))
  }

  /// An agreed stand of `owner`, for which the others were introduced to it.
  mutating func agree(_ owner: CompanyID, with others: CompanyID...) throws -> OpportunityID {
    for company in [owner] + others { try advise(.verify(company)) }
    let id = try open(owner, places: others.count...others.count)
    for other in others { try act(other, .express(id)) }
    for (index, other) in others.enumerated() {
      try act(owner, .answer(index + 1, yes: true))
      try act(other, .answer(1, yes: true))
    }
    return id
  }

  /// Two things to do for a fair, and the day of the review in two months.
  func plan() -> MarketingPlan {
    let day = now.day.adding(days: 60)
    return MarketingPlan(
      kind: .fair, aim: "Twenty meetings", market: "DE", members: [],
      actions: [PlanAction(what: "Book the stand", by: day), PlanAction(what: "Invite buyers", by: day)],
      leads: "Who is asked answers", measure: "Meetings", reviewOn: day, endsOn: day)
  }

  /// `one` and `other` are matched, both curious and asked. Both have the number 1 for each other when it is their first.
  mutating func makeCurious(_ one: CompanyID, _ other: CompanyID) throws {
    try advise(.match(one, other))
    try act(one, .expressPeer(1))
    try act(other, .expressPeer(1))
  }

  /// `one` and `other` know each other.
  mutating func introduce(_ one: CompanyID, _ other: CompanyID) throws {
    for company in [one, other] { try advise(.verify(company)) }
    try makeCurious(one, other)
    try act(one, .answer(1, yes: true))
    try act(other, .answer(1, yes: true))
  }
}

extension CompanyID {
  static let anna = CompanyID(rawValue: "company-anna-3f9")
  static let bert = CompanyID(rawValue: "company-bert-7c1")
  static let cleo = CompanyID(rawValue: "company-cleo-5d2")
  static let dora = CompanyID(rawValue: "company-dora-9a4")
}

extension Actor {
  static func user(_ company: CompanyID) -> Actor { .company(company, user: "user") }
  static let advising = Actor.advisor(user: "advisor")
}

extension Outcome {
  /// What a company is told, in order.
  func told(_ company: CompanyID) -> [Notice] {
    effects.filter { $0.to == .company(company) }.map(\.notice)
  }
}

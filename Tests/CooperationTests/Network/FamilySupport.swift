import Cooperation
import Testing
import Vocabulary

extension FamilyID {
  static let first = FamilyID(1)
}

extension Village {
  static let four: [CompanyID] = [.anna, .bert, .cleo, .dora]

  /// A hall that Anna designs, Bert machines, Cleo assembles and Dora installs; installing can be done without.
  static func idea(_ companies: [CompanyID] = four, colour: LawColour = .green) -> FamilyIdea {
    let roles: [CompanyID: [ChainRole]] = [.anna: [.design], .bert: [.process], .cleo: [.assemble], .dora: [.install]]
    return FamilyIdea(
      template: "steel_hall", required: [.design, .process, .assemble], market: "SE",
      seats: companies.map { FamilyIdea.Seat($0, roles[$0] ?? []) }, colour: colour)
  }

  /// Four verified companies that an advisor has asked.
  static func asked(_ colour: LawColour = .green) throws -> Village {
    var village = try Village(.anna, .bert, .cleo, .dora)
    for company in four { try village.advise(.verify(company)) }
    try village.advise(.thinkOfFamily(idea(colour: colour)))
    if colour == .amber { try village.advise(.colourFamily(.first, .amber, note: "Each could sell alone; see lawyer")) }
    try village.advise(.askFamily(.first))
    return village
  }

  /// Four that are a group.
  static func exploring() throws -> Village {
    var village = try asked()
    for company in four { try village.act(company, .answerFamily(.first, yes: true)) }
    try village.sayYesToAll(four)
    return village
  }

  /// Four that have gone as far as this.
  static func family(_ state: FamilyState) throws -> Village {
    var village = try exploring()
    if state == .exploring { return village }
    try village.advise(.advanceFamily(.first, note: "They have known each other for years"))
    if state == .shaping { return village }
    try village.advise(.checkCompetition(.first))
    for next in [FamilyState.letter, .agreement, .running] {
      for company in four { try village.act(company, .confirmStage(.first)) }
      if state == next { return village }
    }
    if state == .paused { try village.advise(.pauseFamily(.first, .law)) }
    if state == .closing { try village.advise(.windUpFamily(.first, .goalReached)) }
    return village
  }

  /// Each of these lets each that it is asked about see its name.
  mutating func sayYesToAll(_ companies: [CompanyID]) throws {
    for company in companies {
      for match in try view(company).matches where match.asked != nil {
        try act(company, .answer(match.number, yes: true))
      }
    }
  }

  func family(_ company: CompanyID) throws -> CompanyView.FamilyEntry {
    try #require(view(company).families.first)
  }

  func report() throws -> FamilyReport {
    try #require(network.advisorView(at: now).families.first)
  }
}

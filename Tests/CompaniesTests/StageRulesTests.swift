import Companies
import Testing
import Vocabulary

@Suite struct StageRulesTests {
  static let today = Company.toldAt.day
  static let basics: [FactKey: FactValue] = [
    FactKey(.sector): .text("metal"), FactKey(.offering): .text("steel doors"), FactKey(.employees): .number(12),
    FactKey(.municipality): .text("Nivala"),
  ]

  private func result(_ company: Company, _ example: Int? = nil) -> StageResult {
    guard let example else { return StageRules.stage(of: company, today: Self.today) }
    let readiness = Readiness.result(answers: ReadinessTests.answers(ReadinessTests.examples[example].answers))
    return StageRules.stage(of: company, readiness: readiness, today: Self.today)
  }

  private static let planned = Company.make(basics).with([
    FactKey(.ownerCommitment): .number(3), FactKey(.personInCharge): .text("owner"),
    FactKey(.exportPlan): .text("written"), FactKey(.targetMarkets): .list(["SE"]),
    FactKey(.marketStatus, market: "SE"): .text("contacted"), FactKey(.compliance, market: "SE"): .text("done"),
    FactKey(.channel): .text("distributor"), FactKey(.pricingDone): .flag(true), FactKey(.termsReady): .flag(true),
  ])

  @Test func `example A is at readiness`() {
    let company = Company.make(Self.basics).with([
      FactKey(.ownerCommitment): .number(2), FactKey(.personInCharge): .text("owner"),
    ])
    let result = result(company, 0)
    #expect(result.stage == .readiness)
    #expect(result.because == (Self.basics.keys + [FactKey(.ownerCommitment)]).sorted())
  }

  @Test func `example B is preparing, and entering once the terms are ready`() {
    #expect(result(Self.planned.with([FactKey(.termsReady): .flag(false)]), 1).stage == .preparing)
    let entering = result(Self.planned, 1)
    #expect(entering.stage == .entering)
    #expect(entering.flags.isEmpty, "by plan nothing was leapt over")
  }

  @Test func `example C opens nothing`() {
    #expect(result(Self.planned, 2).stage == .readiness)
  }

  @Test func `example D fails at the must-have of the decision`() {
    #expect(result(Self.planned, 3).stage == .readiness)
  }

  @Test func `example E leaps into entering by a deed`() {
    let company = Company.make([FactKey(.exportRhythm): .text("on_request")])
    let result = result(company, 4)
    #expect(result.stage == .entering)
    #expect(result.flags == [.leapt])
    #expect(result.because == [FactKey(.exportRhythm)])
  }

  /// Each criterion of each stage, taken away alone, closes that stage.
  @Test(
    arguments: [
      ([FactKey(.ownerCommitment): .number(0)], .awakening), ([FactKey(.sector): .unknown], .awakening),
      ([FactKey(.municipality): .ratherNotSay], .awakening), ([FactKey(.ownerCommitment): .number(1)], .readiness),
      ([FactKey(.personInCharge): .text("none")], .readiness), ([FactKey(.personInCharge): .unknown], .readiness),
      ([FactKey(.exportPlan): .text("none")], .exploring),
      ([FactKey(.marketStatus, market: "SE"): .text("idea")], .exploring),
      ([FactKey(.marketStatus, market: "SE"): .text("left")], .exploring),
      ([FactKey(.ownerCommitment): .number(2)], .preparing),
      ([FactKey(.marketStatus, market: "SE"): .text("researched")], .preparing),
      ([FactKey(.compliance, market: "SE"): .text("in_work")], .preparing),
      ([FactKey(.channel): .text("undecided")], .preparing), ([FactKey(.pricingDone): .flag(false)], .preparing),
    ] as [([FactKey: FactValue], Stage)])
  func `each criterion is needed`(facts: [FactKey: FactValue], stage: Stage) {
    #expect(result(Self.planned.with(facts), 1).stage == stage)
  }

  @Test func `two markets can't fill in for each other`() {
    let company = Self.planned.with([
      FactKey(.compliance, market: "SE"): .text("in_work"), FactKey(.compliance, market: "NO"): .text("done"),
      FactKey(.targetMarkets): .list(["NO", "SE"]),
    ])
    let result = result(company, 1)
    #expect(result.stage == .preparing)
    #expect(result.flags == [.marketTracks])
  }

  @Test(
    arguments: [
      [FactKey(.exportRhythm): .text("now_and_then")], [FactKey(.exportShare): .number(0.5)],
      [FactKey(.marketStatus, market: "NO"): .text("ordered")],
      [FactKey(.marketStatus, market: "NO"): .text("regular")],
    ] as [[FactKey: FactValue]])
  func `a sale abroad is entering, whatever else is known`(facts: [FactKey: FactValue]) {
    #expect(result(Company.make(facts)).stage == .entering)
    #expect(result(Company.make(Self.basics).with(facts)).stage == .entering)
  }

  @Test func `growing takes regular sales, a share that counts, and a year`() throws {
    let year = Double(Self.today.year)
    let growing: [FactKey: FactValue] = [
      FactKey(.exportRhythm): .text("regular"), FactKey(.exportShare): .number(10),
      FactKey(.firstExportYear): .number(year - 2),
    ]
    #expect(result(Company.make(growing)).stage == .growing)
    for less in [
      [FactKey(.exportRhythm): .text("now_and_then")], [FactKey(.exportShare): .number(9.9)],
      [FactKey(.firstExportYear): .number(year)], [FactKey(.firstExportYear): .unknown],
    ] as [[FactKey: FactValue]] {
      #expect(result(Company.make(growing).with(less)).stage == .entering)
    }
    let committed = result(Company.make(growing).with([FactKey(.exportShare): .number(40)]))
    #expect(committed.flags == [.leapt, .committed])
    let strict = StageRules.stage(
      of: Company.make(growing), today: Self.today, limits: StageRules.Limits(active: 20))
    #expect(strict.stage == .entering, "limits are settings")
  }

  @Test func `no stage is named before anything is known`() {
    let nothing = result(Company.make([:]))
    #expect(nothing.stage == nil && nothing.because.isEmpty && nothing.confidence == 0)
    #expect(nothing.missing == [.offering, .sector])
    #expect(result(Company.make([FactKey(.companyName): .text("Ovi")])).stage == nil)
    #expect(result(Company.make([FactKey(.sector): .unknown])).stage == nil)
    #expect(result(Company.make([FactKey(.sector): .text("metal")])).stage == .awakening)
    #expect(result(Company.make([FactKey(.targetMarkets): .list(["NO"])])).stage == .awakening)
  }

  @Test func `what is missing was never told and could open the next stage`() {
    let basics = Company.make(Self.basics)
    #expect(result(basics).missing == [.exportRhythm, .targetMarkets])
    let atHome = basics.with([
      FactKey(.exportRhythm): .text("none"), FactKey(.targetMarkets): .unknown, FactKey(.ownerCommitment): .number(2),
    ])
    #expect(result(atHome).stage == .readiness)
    #expect(result(atHome).missing == [.profitState, .provenAtHome])
    let preparing = Self.planned.with([FactKey(.exportRhythm): .text("none")])
    var company = preparing
    company.apply(.removeFact(FactKey(.compliance, market: "SE")))
    company.apply(.removeFact(FactKey(.termsReady)))
    let result = result(company, 1)
    #expect(result.stage == .preparing)
    #expect(result.missingFacts == [FactKey(.compliance, market: "SE"), FactKey(.termsReady)])
  }

  @Test func `confidence grows with what is known`() {
    let little = result(Company.make([FactKey(.sector): .text("metal")])).confidence
    let more = result(Company.make(Self.basics)).confidence
    #expect(0 < little && little < more && more < 1)
    let all = Self.planned.with([FactKey(.exportRhythm): .text("none"), FactKey(.termsReady): .flag(false)])
    #expect(result(all, 1).confidence == 1)
  }

  @Test func `special ways are flagged`() {
    let year = Double(Self.today.year)
    let young = Company.make([FactKey(.foundedYear): .number(year - 3), FactKey(.exportShare): .number(25)])
    #expect(result(young).flags == [.leapt, .bornGlobal])
    #expect(result(young.with([FactKey(.foundedYear): .number(year - 4)])).flags == [.leapt])
    let before = Company.make([FactKey(.exportRhythm): .text("none"), FactKey(.firstExportYear): .number(year - 2)])
    #expect(result(before).flags == [.wasExporter])
  }

  @Test(arguments: [(89, false), (90, true)])
  func `ninety days without a step or a new stage are stuck`(days: Int64, isStuck: Bool) {
    var company = Company.make(Self.basics)
    let day: Int64 = 86_400_000
    company.stageHistory = [
      StageChange(
        stage: .awakening, at: Timestamp(milliseconds: Company.toldAt.milliseconds - 200 * day), because: [])
    ]
    let done = Timestamp(milliseconds: Company.toldAt.milliseconds - days * day)
    company.apply(.setStep(StepRecord(id: "a", state: .done, at: done)))
    #expect(result(company).flags.contains(.stuck) == isStuck)
  }
}

import Companies
import Cooperation
import Foundation
import Testing
import Vocabulary

/// The forms that other programs read on the queue (docs/services.md).
@Suite struct CodingTests {
  private func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test(arguments: [
    (CooperationProblem.notMember, #"{"code":"not_member"}"#),
    (.severalFit([1, 3]), #"{"code":"several_fit","numbers":[1,3]}"#),
    (.tooLong(.what, limit: 200), #"{"code":"too_long","field":"what","max":200}"#),
    (.planText(.aim, max: 200), #"{"code":"plan_text","field":"aim","max":200}"#),
    (.cost(.sharesDoNotAddUp(sum: 11_000)), #"{"code":"cost","cost":{"code":"shares_do_not_add_up","sum":11000}}"#),
    (
      .cost(.weightTooLarge(CompanyID(rawValue: "match 2"), max: 5)),
      #"{"code":"cost","cost":{"code":"weight_too_large","max":5,"member":"match 2"}}"#
    ),
  ])
  func `a problem is named by its code`(problem: CooperationProblem, form: String) throws {
    #expect(try text(problem) == form)
  }

  private static let member = CompanyID(rawValue: "match 1")
  private static let problems: [CooperationProblem] = [
    .unknownNumber, .severalFit([2]), .notAllowed, .notInThisState, .notMember, .previewNotSeen, .previewOutdated,
    .ownOpportunity,
    .alreadyAnswered, .alreadyConfirmed, .notIntroduced, .rungMissing, .needsVerification, .needsReason,
    .conditionNotMet, .dateNotAhead, .dateTooFar(days: 731), .placesOutOfRange(max: 50), .missing(.what),
    .tooLong(.gives, limit: 1), .tooMany(max: 1), .planText(.action, max: 2), .needsNote, .noteTooLong(max: 3),
    .lawForbids, .needsCompetitionCheck, .namesCompany, .timeRunsBackwards, .cost(.noMembers),
    .cost(.tooManyMembers(max: 4)),
    .cost(.memberTwice(member)), .cost(.negativeAmount), .cost(.amountTooLarge(max: Money(cents: 5))),
    .cost(.negativeWeight(member)), .cost(.weightTooLarge(member, max: 6)), .cost(.notOneWeight(member)),
    .cost(.noMember(member)), .cost(.sharesDoNotAddUp(sum: 7)), .cost(.noWeight),
    .cost(.feesAboveCost(fees: Money(cents: 8))),
  ]

  @Test func `every problem comes back as it was, under a code of its own`() throws {
    var forms: Set<String> = []
    for problem in Self.problems {
      let form = try text(problem)
      #expect(forms.insert(form).inserted && !form.contains("_0"), "\(form)")
      #expect(try JSONDecoder().decode(CooperationProblem.self, from: Data(form.utf8)) == problem)
    }
    for form in [#"{"code":"weather"}"#, #"{"code":"too_long"}"#, #"{"code":"cost","cost":{"code":"rain"}}"#, "{}"] {
      #expect(throws: DecodingError.self, "\(form)") {
        try JSONDecoder().decode(CooperationProblem.self, from: Data(form.utf8))
      }
    }
  }

  @Test func `every act, step, kind, reason and problem stands in the page for other programs`() throws {
    let docs = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs")
    let services = try String(contentsOf: docs.appending(path: "services.md"), encoding: .utf8)
    let codes = try Self.problems.map { problem in
      let form = try JSONSerialization.jsonObject(with: Data(try text(problem).utf8)) as? [String: Any]
      return ((form?["cost"] as? [String: Any])?["code"] ?? form?["code"]) as? String ?? ""
    }
    let names: [[String]] = [
      NetworkRequest.Wish.allCases.map(\.rawValue), AdvisorRequest.Wish.allCases.map(\.rawValue),
      AgreementStep.allCases.map(\.rawValue), CaseStep.allCases.map(\.rawValue), ConflictStep.allCases.map(\.rawValue),
      LeavingItem.allCases.map(\.rawValue), PlanKind.allCases.map(\.rawValue), ReasonCode.allCases.map(\.rawValue),
      OpportunityKind.allCases.map(\.rawValue), LawColour.allCases.map(\.rawValue),
      PeerPurpose.allCases.map(\.rawValue),
      NetworkRequest.CostWish.Kind.allCases.map(\.rawValue), PlanAction.Status.allCases.map(\.rawValue), codes,
    ]
    for name in names.joined() { #expect(services.contains("`\(name)`"), "docs/services.md does not name \(name)") }
  }

  @Test(arguments: [
    (GuardRailVerdict.clear, #"{"verdict":"clear"}"#), (.hint(.bids), #"{"topic":"bids","verdict":"hint"}"#),
    (.stop(.price, why: .ownFigure), #"{"topic":"price","verdict":"stop","why":"own_figure"}"#),
  ])
  func `a verdict says what and why`(verdict: GuardRailVerdict, form: String) throws {
    #expect(try text(verdict) == form)
    #expect(try JSONDecoder().decode(GuardRailVerdict.self, from: Data(form.utf8)) == verdict)
  }

  @Test func `where a plan came from is read as it was kept before, too`() throws {
    let origin = PlanOrigin.family(FamilyID(3))
    #expect(try text(origin) == #"{"family":3}"#)
    for form in [#"{"family":3}"#, #"{"family":{"_0":3}}"#] {
      #expect(try JSONDecoder().decode(PlanOrigin.self, from: Data(form.utf8)) == origin)
    }
  }

  @Test(arguments: [
    (FactValue.text("Example Oy"), #""Example Oy""#), (.number(12), "12"), (.flag(true), "true"),
    (.list(["de", "sv"]), #"["de","sv"]"#),
  ])
  func `a shared fact is a plain value`(value: FactValue, form: String) throws {
    let fact = SharedFact(fact: .companyName, value: value)
    let whole = #"{"fact":"company_name","value":\#(form)}"#
    #expect(try text(fact) == whole)
    #expect(try JSONDecoder().decode(SharedFact.self, from: Data(whole.utf8)) == fact)
  }

  @Test func `what stands still is named by its number`() throws {
    for (standstill, form) in [
      (Standstill.plan(PlanID(1)), #"{"plan":1}"#), (.family(FamilyID(2)), #"{"family":2}"#),
      (.conflict(ConflictID(3)), #"{"conflict":3}"#), (.advisorCase(CaseID(4)), #"{"case":4}"#),
    ] {
      #expect(try text(standstill) == form)
      #expect(try JSONDecoder().decode(Standstill.self, from: Data(form.utf8)) == standstill)
    }
  }
}

import Vocabulary

/// How problems travel: `{"code": "too_long", "field": "what", "max": 200}`. The codes are a promise to other programs
/// (docs/services.md).
private struct ProblemForm: Codable {
  var code: String
  var field: String?
  var max: Int?
  var numbers: [Int]?
  var member: CompanyID?
  var sum: Int?
  var cost: CostProblem?
}

extension CooperationProblem: Codable {
  /// Those that say nothing more.
  private static let plain: [(String, CooperationProblem)] = [
    ("unknown_number", .unknownNumber), ("not_allowed", .notAllowed), ("not_in_this_state", .notInThisState),
    ("not_member", .notMember), ("preview_not_seen", .previewNotSeen),
    ("preview_outdated", .previewOutdated), ("own_opportunity", .ownOpportunity),
    ("already_answered", .alreadyAnswered), ("already_confirmed", .alreadyConfirmed),
    ("not_introduced", .notIntroduced), ("rung_missing", .rungMissing), ("needs_verification", .needsVerification),
    ("needs_reason", .needsReason), ("condition_not_met", .conditionNotMet), ("date_not_ahead", .dateNotAhead),
    ("needs_note", .needsNote), ("law_forbids", .lawForbids), ("needs_competition_check", .needsCompetitionCheck),
    ("names_company", .namesCompany), ("time_runs_backwards", .timeRunsBackwards),
  ]

  public func encode(to encoder: any Encoder) throws { try form.encode(to: encoder) }

  private var form: ProblemForm {
    switch self {
    case .severalFit(let numbers): ProblemForm(code: "several_fit", numbers: numbers)
    case .dateTooFar(let days): ProblemForm(code: "date_too_far", max: days)
    case .placesOutOfRange(let max): ProblemForm(code: "places_out_of_range", max: max)
    case .missing(let field): ProblemForm(code: "missing", field: field.rawValue)
    case .tooLong(let field, let limit): ProblemForm(code: "too_long", field: field.rawValue, max: limit)
    case .tooMany(let max): ProblemForm(code: "too_many", max: max)
    case .planText(let field, let max): ProblemForm(code: "plan_text", field: field.rawValue, max: max)
    case .noteTooLong(let max): ProblemForm(code: "note_too_long", max: max)
    case .cost(let problem): ProblemForm(code: "cost", cost: problem)
    case .unknownNumber, .notAllowed, .notInThisState, .notMember, .previewNotSeen, .previewOutdated, .ownOpportunity,
      .alreadyAnswered, .alreadyConfirmed, .notIntroduced, .rungMissing, .needsVerification, .needsReason,
      .conditionNotMet, .dateNotAhead, .needsNote, .lawForbids, .needsCompetitionCheck, .namesCompany,
      .timeRunsBackwards:
      ProblemForm(code: Self.plain.first { $0.1 == self }?.0 ?? "")
    }
  }

  public init(from decoder: any Decoder) throws {
    let form = try ProblemForm(from: decoder)
    let field = form.field.flatMap(OpportunityTerms.Field.init)
    let found: CooperationProblem? =
      switch (form.code, form.max) {
      case ("several_fit", _): form.numbers.map(Self.severalFit)
      case ("date_too_far", let max?): .dateTooFar(days: max)
      case ("places_out_of_range", let max?): .placesOutOfRange(max: max)
      case ("missing", _): field.map(Self.missing)
      case ("too_long", let max?): field.map { .tooLong($0, limit: max) }
      case ("too_many", let max?): .tooMany(max: max)
      case ("plan_text", let max?): form.field.flatMap(MarketingPlan.Field.init).map { .planText($0, max: max) }
      case ("note_too_long", let max?): .noteTooLong(max: max)
      case ("cost", _): form.cost.map(Self.cost)
      default: Self.plain.first { $0.0 == form.code }?.1
      }
    self = try found ?? unknown(form.code, decoder)
  }
}

extension CostProblem: Codable {
  public func encode(to encoder: any Encoder) throws { try form.encode(to: encoder) }

  private var form: ProblemForm {
    switch self {
    case .noMembers: ProblemForm(code: "no_members")
    case .tooManyMembers(let max): ProblemForm(code: "too_many_members", max: max)
    case .memberTwice(let member): ProblemForm(code: "member_twice", member: member)
    case .negativeAmount: ProblemForm(code: "negative_amount")
    case .amountTooLarge(let max): ProblemForm(code: "amount_too_large", max: max.cents)
    case .negativeWeight(let member): ProblemForm(code: "negative_weight", member: member)
    case .weightTooLarge(let member, let max): ProblemForm(code: "weight_too_large", max: max, member: member)
    case .notOneWeight(let member): ProblemForm(code: "not_one_weight", member: member)
    case .noMember(let member): ProblemForm(code: "no_member", member: member)
    case .sharesDoNotAddUp(let sum): ProblemForm(code: "shares_do_not_add_up", sum: sum)
    case .noWeight: ProblemForm(code: "no_weight")
    case .feesAboveCost(let fees): ProblemForm(code: "fees_above_cost", sum: fees.cents)
    }
  }

  public init(from decoder: any Decoder) throws {
    let form = try ProblemForm(from: decoder)
    let found: CostProblem? =
      switch form.code {
      case "no_members": .noMembers
      case "too_many_members": form.max.map(Self.tooManyMembers)
      case "member_twice": form.member.map(Self.memberTwice)
      case "negative_amount": .negativeAmount
      case "amount_too_large": form.max.map { .amountTooLarge(max: Money(cents: $0)) }
      case "negative_weight": form.member.map(Self.negativeWeight)
      case "weight_too_large":
        if let member = form.member, let max = form.max { .weightTooLarge(member, max: max) } else { nil }
      case "not_one_weight": form.member.map(Self.notOneWeight)
      case "no_member": form.member.map(Self.noMember)
      case "shares_do_not_add_up": form.sum.map(Self.sharesDoNotAddUp)
      case "no_weight": .noWeight
      case "fees_above_cost": form.sum.map { .feesAboveCost(fees: Money(cents: $0)) }
      default: nil
      }
    self = try found ?? unknown(form.code, decoder)
  }
}

/// The code of a problem that this release does not know.
private func unknown<Problem>(_ code: String, _ decoder: any Decoder) throws -> Problem {
  throw DecodingError.dataCorrupted(
    DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "'\(code)' is no problem of the network"))
}

import Companies
import Testing
import Vocabulary

@Suite struct FactCatalogueTests {
  @Test func `every fact can say do not know and rather not say`() {
    for name in FactName.allCases {
      let isPerMarket = FactCatalogue.definition(of: name).isPerMarket
      let key = FactKey(name, market: isPerMarket ? "SE" : nil)
      #expect(FactCatalogue.problem(with: .unknown, for: key) == nil)
      #expect(FactCatalogue.problem(with: .ratherNotSay, for: key) == nil)
      let wrong = FactKey(name, market: isPerMarket ? nil : "SE")
      #expect(FactCatalogue.problem(with: .unknown, for: wrong) != nil)
    }
  }

  @Test func `allowed values are allowed and others are named`() {
    for name in FactName.allCases {
      let definition = FactCatalogue.definition(of: name)
      let key = FactKey(name, market: definition.isPerMarket ? "NO" : nil)
      switch definition.kind {
      case .choice(let values):
        for value in values { #expect(FactCatalogue.problem(with: .text(value), for: key) == nil) }
        #expect(
          FactCatalogue.problem(with: .text("nonsense"), for: key) == .notAllowed(value: "nonsense", allowed: values))
        #expect(FactCatalogue.problem(with: .flag(true), for: key) == .wrongKind(expected: definition.kind))
      case .choices(let values):
        #expect(FactCatalogue.problem(with: .list(values), for: key) == nil)
        #expect(FactCatalogue.problem(with: .list([]), for: key) == nil)
        #expect(
          FactCatalogue.problem(with: .list(values + ["x"]), for: key) == .notAllowed(value: "x", allowed: values))
      default:
        #expect(definition.allowedValues.isEmpty)
      }
    }
  }

  @Test(
    arguments: [
      ("employees", .number(12), nil), ("employees", .number(0.5), .outOfRange(expected: .integer(0...1_000_000))),
      ("employees", .number(-1), .outOfRange(expected: .integer(0...1_000_000))),
      ("employees", .number(.nan), .outOfRange(expected: .integer(0...1_000_000))),
      ("employees", .number(.infinity), .outOfRange(expected: .integer(0...1_000_000))),
      ("employees", .text("12"), .wrongKind(expected: .integer(0...1_000_000))), ("export_share", .number(0.5), nil),
      ("export_share", .number(101), .outOfRange(expected: .number(0...100))),
      ("export_share", .number(.nan), .outOfRange(expected: .number(0...100))),
      ("offering", .text(String(repeating: "o", count: 200)), nil),
      ("offering", .text(String(repeating: "o", count: 201)), .tooLong(limit: 200)),
      ("target_markets", .list(["NO", "EU", "LATIN_AMERICA"]), nil),
      ("target_markets", .list(["no"]), .notAllowed(value: "no", allowed: [])),
      ("target_markets", .list(Array(repeating: "NO", count: 51)), .tooLong(limit: 50)),
      ("languages", .list(["fi", "sv", "smn"]), nil),
      ("languages", .list(["Finnish"]), .notAllowed(value: "Finnish", allowed: [])),
      ("market_status@NO", .text("idea"), nil),
      ("market_status@norway", .text("idea"), .notAllowed(value: "norway", allowed: [])),
      ("terms_ready", .flag(true), nil), ("terms_ready", .text("yes"), .wrongKind(expected: .flag)),
    ] as [(String, FactValue, FactProblem?)])
  func `values are checked`(key: String, value: FactValue, problem: FactProblem?) throws {
    #expect(FactCatalogue.problem(with: value, for: try #require(FactKey(key))) == problem)
  }

  @Test func `money, plans and readiness are private`() {
    for name in [FactName.turnover, .profitState, .ownerCommitment, .budget, .cashRoom, .leadsCount, .marketStatus] {
      #expect(FactCatalogue.definition(of: name).privacy == .private)
    }
    #expect(FactCatalogue.definition(of: .companyName).privacy == .mutual)
    #expect(FactCatalogue.definition(of: .sector).privacy == .card)
  }
}

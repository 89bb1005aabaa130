import Content
import Cooperation
import Foundation
import Testing
import Vocabulary

@Suite struct MarketingPlanTests {
  private let words: [Language: PlanWords]
  private let saw = PlanMember(id: CompanyID(rawValue: "c-4711"), shownAs: "The sawmill", roles: [.raw, .process])
  private let forge = PlanMember(id: CompanyID(rawValue: "c-4712"), shownAs: "The forge", roles: [.part])
  private let paint = PlanMember(id: CompanyID(rawValue: "c-4713"), shownAs: "The painter", roles: [.process])

  init() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    words = try ContentFolder(path: root.path).plans()
  }

  private func plan(_ kind: PlanKind = .fair, on day: String = "2027-10-05", today: String = "2026-11-26") throws
    -> MarketingPlan?
  {
    let template = try #require(words[.en]?.templates[kind])
    return template.plan(
      kind, aim: "Twenty meetings", market: "DE", members: [saw, forge, paint], on: try #require(Day(day)),
      today: try #require(Day(today)))
  }

  @Test func `The dates of a fair are counted back from its first day`() throws {
    let plan = try #require(try plan())
    // Nine months ahead the practical side begins, invitations go 8–10 weeks before, contacts are followed up in a week.
    #expect(plan.actions.first?.by == Day("2027-01-08"))
    #expect(plan.actions.contains { $0.what.hasPrefix("Invite") && $0.by == Day("2027-08-03") })
    #expect(plan.actions.last?.by == Day("2027-10-12"))
    #expect(plan.reviewOn == Day("2027-11-04"))
    #expect(plan.endsOn == Day("2028-10-04"))
    #expect(plan.actions.allSatisfy { $0.status == .open && $0.who == nil && $0.cost == nil })
  }

  @Test func `A task whose day has passed is due today`() throws {
    let plan = try #require(try plan(on: "2026-12-10"))
    let today = try #require(Day("2026-11-26"))
    #expect(plan.actions.allSatisfy { $0.by >= today })
    #expect(plan.actions.first?.by == Day("2026-11-26"))
  }

  @Test func `There is no plan for a day that has passed`() throws {
    #expect(try plan(on: "2026-11-25") == nil)
    #expect(try plan(on: "2026-11-26") != nil)
  }

  @Test func `A plan adds up the shares of its actions`() throws {
    var plan = try #require(try plan())
    try share(&plan)
    #expect(plan.total == Money(cents: 1_100_00))
    #expect(plan.share(of: saw.id) == Money(cents: 433_34))
    #expect(plan.share(of: forge.id) == Money(cents: 333_33))
    #expect(plan.share(of: CompanyID(rawValue: "stranger")) == .zero)
  }

  /// 1,000 euros equally and 100 euros for the one who uses them.
  private func share(_ plan: inout MarketingPlan) throws {
    let members = plan.members.map(\.id)
    plan.actions[0].who = forge.id
    plan.actions[0].cost = try CostSplit(Money(cents: 1_000_00), among: members, by: .equal)
    plan.actions[1].cost = try CostSplit(
      Money(cents: 100_00), among: members,
      by: .use([MemberWeight(saw.id, 1), MemberWeight(forge.id, 0), MemberWeight(paint.id, 0)]))
  }

  @Test func `The page holds each member's share and the sum, in each language`() throws {
    var plan = try #require(try plan())
    try share(&plan)
    let marks: [Language: String] = [.en: ".", .fi: ",", .sv: ","]
    let sums: [Language: String] = [.en: "Sum", .fi: "Yhteensä", .sv: "Summa"]
    for lang in Language.allCases {
      let page = PlanPage(plan, in: try #require(words[lang])).markdown
      let mark = try #require(marks[lang])
      #expect(page.contains("| The sawmill | 433\(mark)34 € |"))
      #expect(page.contains("| The forge | 333\(mark)33 € |"))
      #expect(page.contains("| The painter | 333\(mark)33 € |"))
      #expect(page.contains("| \(sums[lang] ?? "") | 1100\(mark)00 € |"))
    }
  }

  @Test func `The page shows members as they agreed, never their ids`() throws {
    var plan = try #require(try plan())
    try share(&plan)
    plan.material = [PlanMaterial(what: "Pictures", owner: saw.id, rights: "in this brochure", languages: ["de"])]
    let page = PlanPage(plan, in: try #require(words[.en])).markdown
    #expect(!page.contains("c-47"))
    #expect(page.contains("| Pictures | The sawmill | in this brochure | de |"))
  }

  @Test func `A member's text stays in its cell`() throws {
    var plan = try #require(try plan())
    plan.actions[0].what = "Book | the\n# stand"
    let page = PlanPage(plan, in: try #require(words[.en])).markdown
    #expect(page.contains("| Book \\| the # stand | nobody yet |"))
  }

  @Test func `The page says how far the plan is and what public money could cover`() throws {
    let plan = try #require(try plan())
    let page = PlanPage(
      plan, in: try #require(words[.en]), state: "a draft", support: ["Fair support (A | B): half", "Ask first."]
    ).markdown
    #expect(page.contains("- **Status**: a draft\n"))
    #expect(page.hasSuffix("## Support\n\n- Fair support (A \\| B): half\n- Ask first.\n"))
    #expect(PlanPage(plan, in: try #require(words[.en])).markdown.hasSuffix("## Support\n\nnone\n"))
    #expect(page.contains("- **Review**: 4.11.2027\n") && page.contains("| 8.1.2027 | – | open |"))
  }

  @Test func `Members without roles are a list, and a name stays in its line`() throws {
    var plan = try #require(try plan())
    plan.members = ["Saw\nmill", "Forge"].map { PlanMember(id: CompanyID(rawValue: $0), shownAs: $0, roles: []) }
    let page = PlanPage(plan, in: try #require(words[.en])).markdown
    #expect(page.contains("## Members\n\n- Saw mill\n- Forge\n"))
  }

  @Test(arguments: Language.allCases)
  func `Every kind has tasks and every label a word in each language`(lang: Language) throws {
    let words = try #require(words[lang])
    for kind in PlanKind.allCases {
      #expect(words.kinds[kind]?.isEmpty == false)
      #expect(words.templates[kind]?.tasks.isEmpty == false)
      #expect(words.templates[kind]?.tasks.allSatisfy { !$0.what.isEmpty } == true)
    }
    for label in PlanWords.Label.allCases { #expect(words.labels[label]?.isEmpty == false, "\(label)") }
    for role in ChainRole.allCases { #expect(words.roles[role]?.isEmpty == false, "\(role)") }
    for status in PlanAction.Status.allCases { #expect(words.statuses[status]?.isEmpty == false, "\(status)") }
  }
}

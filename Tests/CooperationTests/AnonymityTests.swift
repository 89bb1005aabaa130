import Cooperation
import Randomness
import Testing
import Vocabulary

@Suite struct AnonymityTests {
  private let anonymity = Anonymity(
    regions: ["north": "all", "south": "all"], sectorGroups: ["metal": "industry", "wood": "industry"])

  private func card(area: String = "north", sector: String = "metal", tags: Set<String> = []) -> Card {
    Card(sector: sector, tags: tags, band: .twoToNine, area: area)
  }

  private func level(_ own: Card, _ others: [Card]) -> Anonymity.Level {
    anonymity.levels(of: [own] + others)[0]
  }

  @Test func `Five alike in everything show the full card, four do not`() {
    let own = card(tags: ["welding"])
    #expect(level(own, Array(repeating: own, count: 4)) == .full)
    #expect(level(own, Array(repeating: own, count: 3)) == .byHand)
  }

  @Test func `First the tags go, then the sub-region, then the sector`() {
    let own = card(tags: ["welding"])
    #expect(level(own, Array(repeating: card(), count: 4)) == .withoutTags)
    #expect(level(own, Array(repeating: card(area: "south"), count: 4)) == .region)
    #expect(level(own, Array(repeating: card(area: "south", sector: "wood"), count: 4)) == .sectorGroup)
  }

  @Test func `A card that stands alone among finer ones is not shown`() {
    let alike = Array(repeating: card(tags: ["welding"]), count: 5)
    #expect(level(card(), alike) == .byHand)
    #expect(anonymity.levels(of: alike + [card()]) == Array(repeating: .full, count: 5) + [.byHand])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `Of every card that is shown at least five look the same`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let cards = (0..<60).map { _ in
      card(
        area: ["north", "south", "nowhere"].randomElement(using: &random) ?? "",
        sector: ["metal", "wood", "food"].randomElement(using: &random) ?? "",
        tags: Set(["a", "b", "c"].shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random))))
    }
    let shown = zip(cards, anonymity.levels(of: cards)).compactMap { anonymity.coarsened($0, to: $1) }
    let counts = Dictionary(grouping: shown, by: { $0 }).mapValues(\.count)
    #expect(!counts.isEmpty && counts.values.allSatisfy { $0 >= 5 }, "seed \(seed): \(counts.values.sorted())")
  }

  @Test func `With two opted in, the card shows the region only, or nothing`() {
    let own = card(tags: ["welding"])
    #expect(level(own, [own]) == .byHand)
    #expect(anonymity.coarsened(own, to: .byHand) == nil)
    let wide = level(own, [own] + Array(repeating: card(area: "south"), count: 3))
    #expect(wide == .region)
    #expect(anonymity.coarsened(own, to: wide) == card(area: "all"))
  }

  @Test func `A place whose region is not known is never shown wider`() {
    let own = card(area: "nowhere")
    #expect(level(own, Array(repeating: card(area: "elsewhere"), count: 9)) == .byHand)
  }

  @Test func `A card gets coarser at once and finer at most once in a month`() throws {
    let first = try #require(Day("2026-03-01"))
    let month = try #require(Day("2026-03-31"))
    let alone = CardLevel(.byHand)
    #expect(alone.finest(on: first) == .full, "it never got finer")
    let fine = alone.moved(to: .full, on: first)
    let coarse = fine.moved(to: .region, on: first)
    #expect(fine.level == .full && coarse.level == .region)
    #expect(coarse.finest(on: try #require(Day("2026-03-30"))) == .region)
    #expect(coarse.finest(on: month) == .full)
    #expect(coarse.moved(to: .sectorGroup, on: month).finest(on: month) == .full, "getting coarser begins no month")
  }

  @Test func `Who may not be finer yet takes others along, so that still enough look the same`() {
    let alike = Array(repeating: card(tags: ["a"]), count: 5)
    #expect(anonymity.levels(of: alike) == Array(repeating: .full, count: 5))
    let held = anonymity.levels(of: alike, atFinest: [.withoutTags] + Array(repeating: .full, count: 4))
    #expect(held == Array(repeating: .withoutTags, count: 5))
  }

  @Test func `A card carries three tags at most, and the size as a band`() {
    #expect(card(tags: ["a", "b", "c", "d"]).tags == ["a", "b", "c"])
    #expect(
      [0, 1, 2, 9, 10, 49, 50].map(Card.EmployeeBand.init(employees:)).map(\.rawValue)
        == ["1", "1", "2-9", "2-9", "10-49", "10-49", "50-249"])
  }
}

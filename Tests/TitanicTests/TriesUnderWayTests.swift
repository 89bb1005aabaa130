import Testing
import Titanic
import Vocabulary

/// How much a dispatcher sends, of what, and how it holds what it has sent.
@Suite struct TriesUnderWayTests {
  private static let start = Timestamp(milliseconds: 1_795_420_800_000)

  private func sent(_ number: Int, to service: String) -> DurableRequest {
    var request = DurableRequest(
      id: DurableRequestID(rawValue: "\(number)"), owner: Principal(role: .member, user: "anna"), person: "anna",
      service: service, body: [[1]], at: Self.start, rules: DurableRules())
    request.received(.send, at: Self.start, rules: DurableRules())
    return request
  }

  private func later(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: Self.start.milliseconds + milliseconds)
  }

  @Test func `A slow service leaves room to the others, and there is an end to all`() {
    var rules = DurableRules()
    (rules.triesOfOneService, rules.triesInAll) = (2, 3)
    var tries = TriesUnderWay(rules: rules)
    for number in 1...2 { tries.begin(sent(number, to: "slow")) }
    #expect(tries.room(for: "slow") == 0 && tries.room(for: "crm") == 1)
    tries.begin(sent(3, to: "crm"))
    #expect(tries.room(for: "crm") == 0 && tries.count == 3)
    tries.end(DurableRequestID(rawValue: "1"))
    #expect(tries.room(for: "slow") == 1 && tries.room(for: "crm") == 1)
  }

  @Test func `Each service has its turn`() {
    var tries = TriesUnderWay(rules: DurableRules())
    let services = ["a", "b", "c"]
    #expect(tries.turns(of: services) == services)
    tries.begin(sent(1, to: "b"))
    #expect(tries.turns(of: services) == ["c", "a", "b"])
    #expect(tries.turns(of: ["a"]) == ["a"])
    tries.begin(sent(2, to: "c"))
    #expect(tries.turns(of: services) == services)
    #expect(tries.turns(of: []) == [])
  }

  @Test func `What takes long is held before the store lets go of it, again and again, until it ends`() {
    let rules = DurableRules()
    var tries = TriesUnderWay(rules: rules)
    let requests = (1...2).map { sent($0, to: "crm") }
    for request in requests { tries.begin(request) }
    #expect(tries.holds(at: later(rules.hold / 2 - 1)) == [])
    let expected = requests.map { DurableNews($0.id, .hold(try: 1)) }
    #expect(tries.holds(at: later(rules.hold / 2)) == expected)
    #expect(tries.holds(at: later(rules.hold / 2)) == [], "once is enough")
    tries.end(requests[0].id)
    #expect(tries.holds(at: later(rules.hold)) == [expected[1]])
    #expect(!tries.contains(requests[0].id) && tries.contains(requests[1].id))
    #expect(tries.giveUp() == [DurableNews(requests[1].id, .miss(try: 1))])
    #expect(tries.count == 0 && tries.giveUp() == [])
  }
}

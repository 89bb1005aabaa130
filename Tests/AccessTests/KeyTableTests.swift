import Access
import Testing
import Vocabulary
import ZeroMQ

struct KeyTableTests {
  private let key: String
  private let other: String

  init() throws {
    key = try CurveKeyPair().publicKey
    other = try CurveKeyPair().publicKey
  }

  @Test func aKeyThatNobodyKnowsIsAGuests() {
    let table = KeyTable()
    #expect(table.role(of: key) == .guest)
    #expect(!table.mayServe(key, "assistant"))
  }

  @Test func aKeyHasTheRoleThatItWasGivenLast() {
    var table = KeyTable()
    table.allow(KeyEntry(key: key, role: .member, allowedAt: noon))
    table.allow(KeyEntry(key: other, role: .service, allowedAt: noon))
    #expect(table.role(of: key) == .member)
    table.allow(KeyEntry(key: key, role: .advisor, allowedAt: noon))
    #expect(table.role(of: key) == .advisor)
    #expect(table.role(of: other) == .service)
    #expect(table.entries.count == 2)
  }

  @Test func aRevokedKeyIsRefusedUntilItIsAllowedAgain() {
    var table = KeyTable()
    table.allow(KeyEntry(key: key, role: .worker, serves: ["assistant"], allowedAt: noon))
    #expect(table.mayServe(key, "assistant"))
    table.revoke(key, at: noon)
    #expect(table.role(of: key) == nil)
    #expect(!table.mayServe(key, "assistant"))
    table.allow(KeyEntry(key: key, role: .guest, allowedAt: noon))
    #expect(table.role(of: key) == .guest)
  }

  @Test func aGuestsKeyCanBeRevokedToo() {
    var table = KeyTable()
    table.revoke(key, at: noon)
    #expect(table.role(of: key) == nil)
    #expect(table.role(of: other) == .guest)
  }

  @Test func aWorkerServesWhatIsNamedAndNothingElse() {
    let table = KeyTable(entries: [KeyEntry(key: key, role: .worker, serves: ["intent"], allowedAt: noon)])
    #expect(table.mayServe(key, "intent"))
    #expect(!table.mayServe(key, "intents"))
    #expect(!table.mayServe(key, "assistant"))
  }

  @Test(arguments: Principal.Role.allCases.filter { $0 != .worker })
  func onlyWorkersServe(role: Principal.Role) {
    let table = KeyTable(entries: [KeyEntry(key: key, role: role, serves: ["intent"], allowedAt: noon)])
    #expect(!table.mayServe(key, "intent"))
  }

  @Test func entriesThatMakeNoSenseAreToldApart() {
    let sound = [
      KeyEntry(key: key, role: .guest, allowedAt: noon),
      KeyEntry(key: key, role: .worker, serves: ["intent"], allowedAt: noon),
      KeyEntry(key: key, role: .service, calls: ["assistant.ask.v1"], actsForOthers: true, allowedAt: noon),
    ]
    for entry in sound { #expect(entry.fault == nil) }
    let wrong = [
      KeyEntry(key: "x", role: .guest, allowedAt: noon),
      KeyEntry(key: String(repeating: "0", count: 41), role: .guest, allowedAt: noon),
      KeyEntry(key: key, role: .worker, allowedAt: noon),
      KeyEntry(key: key, role: .member, serves: ["intent"], allowedAt: noon),
      KeyEntry(key: key, role: .member, actsForOthers: true, allowedAt: noon),
      KeyEntry(key: key, role: .advisor, calls: ["assistant.ask.v1"], allowedAt: noon),
    ]
    for entry in wrong { #expect(entry.fault != nil, "\(entry)") }
  }
}

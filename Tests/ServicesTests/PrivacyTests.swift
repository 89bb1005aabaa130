import Companies
import Cooperation
import Foundation
import Majordomo
import Messages
import Services
import Testing
import Vocabulary

/// Names, offers and contacts are planted in four companies and searched for in all that leaves the system: every answer of the services
/// that a company, an advisor or another program can get, the greetings, the reminders, the problems and the events on the stream.
@Suite(.serialized, .timeLimit(.minutes(10))) struct PrivacyTests {
  @Test func `Nothing that leaves the system names a company to another before both said yes, nor after it left`()
    async throws
  {
    try await HouseOfServices.open { house in
      let town = try await Town(house)
      let (anna, bo, cleo, dora) = (town.companies[0], town.companies[1], town.companies[2], town.companies[3])
      try await town.search("all have joined")

      try await anna.act("draft", #""terms":\#(Self.stand)"#)
      try await anna.act("submit", #""opportunity":1"#)
      try await house.advise(#""act":"pass","opportunity":1"#)
      for other in [bo, cleo] { try await other.act("express", #""opportunity":1"#) }
      try await town.search("two are interested")

      try await bo.act("answer", #""match":1,"yes":true"#)
      town.adviser = ["bo"]
      try await town.search("one has said yes")
      for match in [1, 2] { try await anna.act("answer", #""match":\#(match),"yes":true"#) }
      try await cleo.act("answer", #""match":1,"yes":true"#)
      town.adviser = ["anna", "bo", "cleo"]
      try await town.search("all have said yes, nobody is verified")

      for company in try await house.members() { try await house.advise(#""act":"verify","company":"\#(company)""#) }
      for (one, other) in [("anna", "bo"), ("anna", "cleo")] { town.introduce(one, other) }
      try await town.search("two pairs are introduced", withProblems: true)

      try await anna.act("make_plan", #""opportunity":1,"lang":"en","day":"2027-03-01""#)
      try await bo.act("set_cost", #""plan":1,"task":2,"cost":{"cents":10001,"kind":"equal","weights":[]}"#)
      try await cleo.act("take_task", #""plan":1,"task":3"#)
      try await bo.act("propose_plan", #""plan":1"#)
      for member in [anna, cleo] { try await member.act("answer_plan", #""plan":1,"yes":true"#) }
      try await anna.act("raise_conflict", #""match":1"#)
      try await house.advise(#""act":"move_conflict","number":1,"conflictStep":"hear""#)
      try await dora.act("ask_advisor")
      town.adviser.insert("dora")
      try await town.search("a plan runs, and a conflict is heard")

      // Consent is taken back: by a sentence in the chat, by an act on the queue, and by being forgotten.
      try await bo.say("leave the network")
      town.part("bo")
      town.adviser.remove("bo")
      house.clock.advance(days: 20)
      try await town.search("one has left", withProblems: true)
      try await anna.act("stop", #""match":2"#)
      town.part("anna")
      // Whoever waits for an advisor, or has a conflict that is heard, is known to it.
      town.adviser = ["anna", "dora"]
      try await town.search("one has stopped the contact")
      try await house.advise(#""act":"move_conflict","number":1,"conflictStep":"settle""#)
      try await cleo.act("forget")
      try await dora.act("leave")
      town.adviser = []
      house.clock.advance(days: 40)
      try await town.search("nearly all are gone")
    }
  }

  private static let stand =
    #"{"kind":"shared_stand","market":"DE","sector":"","what":"a stand in Hannover","when":"","places":[2,2],"gives":"","#
    + #""closes":"2026-12-20","audience":"network","isAnonymous":true}"#
}

/// Four companies with planted words, and who may read whose now.
private final class Town {
  private static let names = ["anna", "bo", "cleo", "dora"]
  private static let questions = [
    (
      "en", ["what are others offering?", "find companies like ours", "plan 1", "what do others see of us?", "agree 7"]
    ),
    ("fi", ["mitä muut tarjoavat?", "etsi meidän kaltaisia yrityksiä", "suunnitelma 1", "hyväksyn 7"]),
    ("sv", ["vad erbjuder andra?", "hitta företag som vi", "plan 1", "godkänner 7"]),
  ]

  let house: HouseOfServices
  let companies: [Caller]
  /// Whom the advisor may know by name.
  var adviser: Set<String> = []
  private var sees: [String: Set<String>] = [:]
  /// What was read can't be unread: an own talk keeps what was answered in it.
  private var hasSeen: [String: Set<String>] = [:]

  init(_ house: HouseOfServices) async throws {
    self.house = house
    companies = Self.names.map { Caller(house, $0) }
    for company in companies {
      let words = Self.planted(company.user)
      try await company.introduceItself(name: words[0], offering: words[1], contact: words[2], mail: words[3])
      try await company.say("join the network")
      try await company.say("show us to others")
    }
    #expect(try await house.members().count == companies.count)
  }

  private static func planted(_ user: String) -> [String] {
    ["X\(user)namex Oy", "x\(user)offerx", "X\(user)personx", "x\(user)mailx@example.org"]
  }

  func introduce(_ one: String, _ other: String) {
    for (reader, read) in [(one, other), (other, one)] {
      sees[reader, default: []].insert(read)
      hasSeen[reader, default: []].insert(read)
    }
  }

  func part(_ company: String) {
    sees[company] = []
    for name in Self.names { sees[name]?.remove(company) }
  }

  /// Asks everything of everybody, and looks for what may not be in it; and for what has to be, so that the search is one.
  ///
  /// - Parameter withProblems: also what is refused, act by act.
  func search(_ moment: String, withProblems: Bool = false) async throws {
    _ = await Reminders(
      house.editions, store: house.store,
      environment: Environment(now: { [clock = house.clock] in clock.now }, newID: { UUID().uuidString })
    ).announce()
    for reader in companies {
      let answers = try await answers(of: reader, withProblems: withProblems)
      let may = (sees[reader.user] ?? []).union([reader.user])
      check(answers, named: may, moment, reader.user)
      for other in may.subtracting([reader.user]) {
        let word = Self.planted(other)[0]
        #expect(answers.contains { $0.text.contains(word) }, "\(moment): \(reader.user) sees \(word)")
      }
      let own = try await talk(of: reader)
      check(own, named: (hasSeen[reader.user] ?? []).union([reader.user]), moment, reader.user)
    }
    let advice = try await advice(withProblems: withProblems)
    check(advice, named: adviser, moment, "an advisor")
    for known in adviser {
      let word = Self.planted(known)[0]
      #expect(advice.contains { $0.text.contains(word) }, "\(moment): an advisor sees \(word)")
    }
    for (reader, grants) in [
      (Majordomo.Principal(role: .advisor, userID: "adviser"), Grants()),
      (Majordomo.Principal(role: .service, userID: "follower"), Grants(followsEvents: true)),
      (Majordomo.Principal(role: .guest, userID: "stranger"), Grants()),
    ] {
      check([("stream", await stream(for: reader, grants))], named: [], moment, "\(reader)")
    }
    let raw = await house.store.events(after: 0, subjects: [], limit: 9999).events.map(\.event.data).joined()
    check([("log of events", raw)], named: [], moment, "everybody")
    #expect(raw.contains("notice"))
  }

  private func check(_ outlets: [(name: String, text: String)], named: Set<String>, _ moment: String, _ reader: String)
  {
    for other in Self.names where !named.contains(other) {
      for word in Self.planted(other) {
        for outlet in outlets where outlet.text.localizedCaseInsensitiveContains(word) {
          Issue.record("\(moment): \(reader) reads \(word) in \(outlet.name)")
        }
      }
    }
  }

  // MARK: Outlets

  private func answers(of reader: Caller, withProblems: Bool) async throws -> [(name: String, text: String)] {
    var outlets: [(String, String)] = []
    if withProblems {
      /// Not those that would change what is searched.
      let wishes = NetworkRequest.Wish.allCases.filter {
        ![.join, .leave, .forget, .hideName, .askAdvisor].contains($0)
      }
      for wish in wishes {
        let fields =
          #""opportunity":9,"match":9,"plan":9,"task":9,"family":9,"conflict":9,"agreement":"sign","text":"x","rung":4"#
        outlets.append(("\(wish), an unknown number", String(describing: try await reader.send(wish.rawValue, fields))))
      }
    }
    for purpose in PeerPurpose.allCases {
      outlets.append(
        ("peers", String(describing: try await reader.send("peers", #""purpose":"\#(purpose.rawValue)""#))))
    }
    for (lang, questions) in Self.questions {
      outlets.append(
        ("a plan on paper", String(describing: try await reader.send("write_plan", #""plan":1,"lang":"\#(lang)""#))))
      for question in questions {
        outlets.append((question, String(describing: try await reader.say(question, lang: lang))))
      }
    }
    try await reader.hello()
    outlets.append(("the greeting", reader.heard.last ?? ""))
    return outlets
  }

  /// What its own talk has kept.
  private func talk(of reader: Caller) async throws -> [(name: String, text: String)] {
    let history = try await house.send(
      #"{"id":"h","op":"assistant.history.v1","for":"guest:\#(reader.user)","data":{"limit":100}}"#, to: "assistant")
    let stream = await stream(for: Majordomo.Principal(role: .guest, userID: reader.user), Grants())
    return [("the history", String(describing: history)), ("the own stream", stream)]
  }

  private func stream(for reader: Majordomo.Principal, _ grants: Grants) async -> String {
    let page = await StreamService(store: house.store) { _ in grants }.source.read(reader, 0, [], 9999)
    return (page?.events ?? []).map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
  }

  private func advice(withProblems: Bool) async throws -> [(name: String, text: String)] {
    var outlets: [(String, String)] = []
    let wishes = withProblems ? AdvisorRequest.Wish.allCases : [.look, .families]
    let refused = wishes.map { wish in
      #""act":"\#(wish.rawValue)","opportunity":9,"family":9,"plan":9,"number":9,"company":"nobody","other":"nobody","#
        + #""note":"x","caseStep":"take","conflictStep":"hear","agreement":"check","item":"leads","reason":"law""#
    }
    for fields in refused + [#""act":"write_plan","plan":1,"lang":"sv""#] {
      let reply = try await house.send(
        #"{"id":"\#(UUID().uuidString)","op":"cooperation.advise.v1","data":{\#(fields)}}"#, to: "cooperation")
      outlets.append((String(fields.prefix(30)), String(describing: reply)))
    }
    return outlets
  }
}

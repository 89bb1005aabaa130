import Foundation
import Testing

/// What can't be done in the network is said in a clear sentence, in the language of who asked, and nothing has changed: in the chat in
/// three languages, and as a problem with a code for programs on the queue.
@Suite(.serialized, .timeLimit(.minutes(10))) struct BadInputTests {
  /// Who says it, what, and the phrase that answers it.
  private typealias Said = (who: String, text: String, phrase: String)

  private static let talks: [(lang: String, said: [Said])] = [
    (
      "en",
      [
        ("bo", "interested in number 2", "problem_state"), ("anna", "interested in number 3", "problem_own"),
        ("bo", "interested in number 99", "problem_number"),
        ("bo", "no longer interested in number 99", "problem_number"),
        ("bo", "agree 99", "problem_number"), ("bo", "refuse 99", "problem_number"),
        ("cleo", "agree plan 1", "problem_number"), ("cleo", "agree family 1", "problem_number"),
        ("cleo", "leave plan 1", "problem_number"), ("bo", "cost 2 1000 50/30 %", "problem_shares"),
        ("bo", "cost 2 1000 50/30/20 %", "problem_cost"), ("bo", "cost 2 99999999999", "problem_amount"),
        ("bo", "cost 2 -100", "problem_amount"), ("bo", "cost 99 1000", "problem_number"),
        ("bo", "task 99", "problem_number"), ("anna", "make a plan for 99 from 1.4.2027", "problem_number"),
        ("anna", "make a plan for 1 from 1.4.2020", "problem_date_past"),
        ("bo", "add task: book a van by 1.2.2020", "problem_date_past"),
        ("anna", "we have room for two more on a stand in Oslo until 1.2.2020", "problem_date_past"),
        ("bo", "put out 99", "problem_number"), ("bo", "put out 3", "problem_not_allowed"),
        ("bo", "welcome interest 99", "problem_number"), ("bo", "take down 99", "problem_number"),
        ("bo", "stop contact 99", "problem_number"), ("bo", "we met company 99", "problem_number"),
        ("bo", "done together number 99", "problem_number"), ("bo", "call off number 99", "problem_number"),
        ("bo", "nda with company 99", "problem_number"), ("bo", "conflict with company 99", "problem_number"),
        ("bo", "take back conflict 99", "problem_number"), ("bo", "leave family 99", "problem_number"),
        ("bo", "confirm family 99", "problem_number"), ("bo", "close plan 99", "problem_number"),
        ("dora", "interested in number 3", "network_ask_join"), ("dora", "leave the network", "not_visible"),
      ]
    ),
    (
      "fi",
      [
        ("bo", "kiinnostaa numero 2", "problem_state"), ("anna", "kiinnostaa numero 3", "problem_own"),
        ("bo", "kiinnostaa numero 99", "problem_number"), ("bo", "numero 99 ei kiinnosta enää", "problem_number"),
        ("bo", "hyväksyn 99", "problem_number"), ("bo", "en suostu 99", "problem_number"),
        ("cleo", "hyväksyn suunnitelman 1", "problem_number"), ("cleo", "hyväksyn perheen 1", "problem_number"),
        ("cleo", "jätämme suunnitelman 1", "problem_number"), ("bo", "kulu 2 1000 50/30 %", "problem_shares"),
        ("bo", "kulu 2 1000 50/30/20 %", "problem_cost"), ("bo", "kulu 2 99999999999", "problem_amount"),
        ("bo", "kulu 2 -100", "problem_amount"), ("bo", "kulu 99 1000", "problem_number"),
        ("bo", "tehtävä 99", "problem_number"), ("anna", "tee suunnitelma 99 alkaen 1.4.2027", "problem_number"),
        ("anna", "tee suunnitelma numerosta 1 alkaen 1.4.2020", "problem_date_past"),
        ("bo", "lisää tehtävä: varaa auto 1.2.2020 mennessä", "problem_date_past"),
        ("anna", "meillä on tilaa kahdelle muulle osastolla Oslossa 1.2.2020 asti", "problem_date_past"),
        ("bo", "julkaise 99", "problem_number"), ("bo", "julkaise 3", "problem_not_allowed"),
        ("bo", "ota kiinnostuneet 99", "problem_number"), ("bo", "poista tarjous 99", "problem_number"),
        ("bo", "lopeta yhteys 99", "problem_number"), ("bo", "tapasimme yrityksen 99", "problem_number"),
        ("bo", "yhdessä tehty numero 99", "problem_number"), ("bo", "perutaan numero 99", "problem_number"),
        ("bo", "salassapito yrityksen 99 kanssa", "problem_number"),
        ("bo", "riita yrityksen 99 kanssa", "problem_number"),
        ("bo", "peru riita 99", "problem_number"), ("bo", "jätämme perheen 99", "problem_number"),
        ("bo", "vahvistamme perheen 99", "problem_number"), ("bo", "päätä suunnitelma 99", "problem_number"),
        ("dora", "kiinnostaa numero 3", "network_ask_join"), ("dora", "poista meidät verkostosta", "not_visible"),
      ]
    ),
    (
      "sv",
      [
        ("bo", "intresserade av nummer 2", "problem_state"), ("anna", "intresserade av nummer 3", "problem_own"),
        ("bo", "intresserade av nummer 99", "problem_number"),
        ("bo", "inte längre intresserade av nummer 99", "problem_number"),
        ("bo", "godkänner 99", "problem_number"), ("bo", "avböjer 99", "problem_number"),
        ("cleo", "godkänner plan 1", "problem_number"), ("cleo", "godkänner familj 1", "problem_number"),
        ("cleo", "lämna planen 1", "problem_number"), ("bo", "kostnad 2 1000 50/30 %", "problem_shares"),
        ("bo", "kostnad 2 1000 50/30/20 %", "problem_cost"), ("bo", "kostnad 2 99999999999", "problem_amount"),
        ("bo", "kostnad 2 -100", "problem_amount"), ("bo", "kostnad 99 1000", "problem_number"),
        ("bo", "uppgift 99", "problem_number"), ("anna", "gör en plan för 99 från 1.4.2027", "problem_number"),
        ("anna", "gör en plan för 1 från 1.4.2020", "problem_date_past"),
        ("bo", "lägg till uppgift: boka bil senast 1.2.2020", "problem_date_past"),
        ("anna", "vi har plats för två till i vår monter i Oslo till 1.2.2020", "problem_date_past"),
        ("bo", "lägg ut 99", "problem_number"), ("bo", "lägg ut 3", "problem_not_allowed"),
        ("bo", "välkomna intresserade 99", "problem_number"), ("bo", "ta bort erbjudandet 99", "problem_number"),
        ("bo", "avsluta kontakten 99", "problem_number"), ("bo", "vi träffade företag 99", "problem_number"),
        ("bo", "gjort tillsammans nummer 99", "problem_number"), ("bo", "ställ in nummer 99", "problem_number"),
        ("bo", "sekretess med företag 99", "problem_number"), ("bo", "konflikt med företag 99", "problem_number"),
        ("bo", "ta tillbaka konflikt 99", "problem_number"), ("bo", "lämna familjen 99", "problem_number"),
        ("bo", "bekräfta familjen 99", "problem_number"), ("bo", "avsluta planen 99", "problem_number"),
        ("dora", "intresserade av nummer 3", "network_ask_join"), ("dora", "ta bort oss ur nätverket", "not_visible"),
      ]
    ),
  ]

  @Test(arguments: ["en", "fi", "sv"])
  func `In the chat a clear sentence says it, and nothing has changed`(lang: String) async throws {
    try await HouseOfServices.open { house in
      let companies = try await Self.companies(house)
      let (phrases, before) = (try Self.phrases(lang), try await Self.all(companies))
      for (who, text, name) in try #require(Self.talks.first { $0.lang == lang }).said {
        let caller = try #require(companies[who])
        // What was shown last is what a cost or a task is of.
        if who == "bo" { try await caller.say(lang == "fi" ? "suunnitelma 1" : "plan 1", lang: lang) }
        let answer = try await caller.say(text, lang: lang)["text"] as? String ?? ""
        let phrase = try #require(phrases[name])
        #expect(answer.hasPrefix(phrase), "\(who): \(text) -> \(answer)")
        #expect(try await Self.all(companies) == before, "\(who): \(text) changed something")
      }
    }
  }

  @Test func `On the queue a problem has its code, and nothing has changed`() async throws {
    try await HouseOfServices.open { house in
      let companies = try await Self.companies(house)
      let before = try await Self.all(companies)
      let task = #""plan":1,"task":2,"cost":{"cents":100000,"#
      let terms =
        #""terms":{"kind":"shared_stand","market":"","sector":"","what":"a stand","when":"","places":[1,2],"gives":"","#
        + #""audience":"network","isAnonymous":true,"closes":"#
      let asked: [(who: String, act: String, fields: String, code: String, cost: String?)] = [
        ("bo", "express", #""opportunity":2"#, "not_in_this_state", nil),
        ("anna", "express", #""opportunity":3"#, "own_opportunity", nil),
        ("bo", "express", #""opportunity":99"#, "unknown_number", nil),
        ("bo", "express", #""match":99"#, "unknown_number", nil),
        ("bo", "withdraw_interest", #""opportunity":3"#, "unknown_number", nil),
        ("bo", "answer", #""match":99,"yes":true"#, "unknown_number", nil), ("bo", "answer", "", "unknown_number", nil),
        ("cleo", "answer_plan", #""plan":1,"yes":true"#, "unknown_number", nil),
        ("cleo", "answer_family", #""family":1,"yes":true"#, "unknown_number", nil),
        ("cleo", "set_cost", task + #""kind":"equal","weights":[]}"#, "unknown_number", nil),
        ("bo", "set_cost", task + #""kind":"agreed","weights":[50,30]}"#, "cost", "shares_do_not_add_up"),
        ("bo", "set_cost", task + #""kind":"agreed","weights":[50,30,20]}"#, "cost", "not_one_weight"),
        ("bo", "set_cost", task + #""kind":"use","weights":[0,0]}"#, "cost", "no_weight"),
        ("bo", "set_cost", task + #""kind":"use","weights":[-1,2]}"#, "cost", "negative_weight"),
        (
          "bo", "set_cost", #""plan":1,"task":2,"cost":{"cents":-1,"kind":"equal","weights":[]}"#, "cost",
          "negative_amount"
        ),
        (
          "bo", "set_cost", #""plan":1,"task":99,"cost":{"cents":1,"kind":"equal","weights":[]}"#, "unknown_number", nil
        ),
        ("bo", "add_task", #""plan":1,"text":"book a van","day":"2020-02-01""#, "date_not_ahead", nil),
        ("anna", "make_plan", #""opportunity":1,"day":"2020-04-01","lang":"en""#, "date_not_ahead", nil),
        ("anna", "draft", terms + #""2020-02-01"}"#, "date_not_ahead", nil),
        ("anna", "draft", terms + #""2036-02-01"}"#, "date_too_far", nil), ("anna", "draft", "", "missing", nil),
        ("bo", "submit", #""opportunity":3"#, "not_allowed", nil),
        ("bo", "withdraw", #""opportunity":3"#, "not_allowed", nil),
        ("bo", "stop", #""match":99"#, "unknown_number", nil),
        ("bo", "step", #""match":1,"rung":6"#, "rung_missing", nil),
        ("bo", "raise_conflict", #""match":99"#, "unknown_number", nil),
        ("dora", "express", #""opportunity":3"#, "not_member", nil), ("dora", "peers", "", "not_member", nil),
      ]
      for (who, act, fields, code, cost) in asked {
        let caller = try #require(companies[who])
        let data = try #require(
          try await caller.send(act, fields)["data"] as? [String: Any], "\(who): \(act) \(fields)")
        let problem = data["problem"] as? [String: Any]
        #expect(problem?["code"] as? String == code, "\(who): \(act) \(fields) -> \(problem ?? [:])")
        #expect((problem?["cost"] as? [String: Any])?["code"] as? String == cost, "\(who): \(act) \(fields)")
        #expect(try await Self.all(companies) == before, "\(who): \(act) \(fields) changed something")
      }
      for body in [
        #"{"act":"dance"}"#, #"{"act":"draft","terms":{"kind":"x"}}"#, #"{"act":"set_cost","cost":7}"#, "{}",
      ] {
        let reply = try await house.send(#"{"id":"x","op":"cooperation.act.v1","data":\#(body)}"#, to: "cooperation")
        #expect((reply["problem"] as? [String: Any])?["status"] as? Int == 422, "\(body) -> \(reply)")
      }
    }
  }

  @Test func `What competitors must not settle is stopped in the task of a plan, too`() async throws {
    try await HouseOfServices.open { house in
      let companies = try await Self.companies(house)
      let before = try await Self.all(companies)
      let bo = try #require(companies["bo"])
      for text in ["our price is 42 euros an hour", "let's agree not to go below 50 euros"] {
        let data =
          try await bo.send("add_task", #""plan":1,"text":"\#(text)","day":"2026-12-20""#)["data"] as? [String: Any]
        #expect((data?["verdict"] as? [String: Any])?["verdict"] as? String == "stop", "\(text) -> \(data ?? [:])")
      }
      #expect(try await Self.all(companies) == before)
      try await bo.act("add_task", #""plan":1,"text":"print a price list for the stand","day":"2026-12-20""#)
      #expect(try await Self.all(companies) != before, "a lone word gives a hint at most")
    }
  }

  // MARK: A small network

  /// Anna and Bo have agreed on offer 1 and have a plan for it; offer 2 interested Bo and was taken down, offer 3 is open. Cleo is a
  /// member without a part in it, Dora has not joined.
  private static func companies(_ house: HouseOfServices) async throws -> [String: Caller] {
    var companies: [String: Caller] = [:]
    for name in ["anna", "bo", "cleo", "dora"] {
      let caller = Caller(house, name)
      try await caller.introduceItself(name: "\(name) Oy", offering: "doors", contact: "B", mail: "c@example.org")
      if name != "dora" { try await caller.join() }
      companies[name] = caller
    }
    let (anna, bo) = (try #require(companies["anna"]), try #require(companies["bo"]))
    for number in 1...3 {
      let what = #""terms":{"kind":"shared_stand","market":"DE","sector":"","what":"a stand","when":"","gives":"","#
      try await anna.act(
        "draft", what + #""places":[1,\#(number)],"closes":"2026-12-20","audience":"network","isAnonymous":true}"#)
      try await anna.act("submit", #""opportunity":\#(number)"#)
      try await house.advise(#""act":"pass","opportunity":\#(number)"#)
    }
    try await bo.act("express", #""opportunity":2"#)
    try await anna.act("withdraw", #""opportunity":2"#)
    try await bo.act("express", #""opportunity":1"#)
    for caller in [anna, bo] { try await caller.act("answer", #""match":1,"yes":true"#) }
    for company in try await house.members() { try await house.advise(#""act":"verify","company":"\#(company)""#) }
    try await anna.act("make_plan", #""opportunity":1,"lang":"en","day":"2027-03-01""#)
    return companies
  }

  private static func all(_ companies: [String: Caller]) async throws -> [Data] {
    var all: [Data] = []
    for (_, caller) in companies.sorted(by: { $0.key < $1.key }) { all.append(try await caller.look()) }
    return all
  }

  /// The sentences of a language by their names, up to what is filled in.
  private static func phrases(_ lang: String) throws -> [String: String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let text = try String(
      contentsOf: root.appending(path: "knowledge/common/phrases/\(lang).yaml"), encoding: .utf8)
    return text.split(separator: "\n").reduce(into: [:]) { phrases, line in
      guard let found = line.wholeMatch(of: /([a-z_]+): "(.*)"/) else { return }
      let sentence = found.2.replacing("\\\"", with: "\"").prefix { $0 != "{" }
      phrases[String(found.1)] = String(sentence)
    }
  }
}

import Foundation
import Testing

/// Three companies at a region's server, from the first word to a joint stand: a welder and an automation firm who speak Finnish and
/// English, an installer, and an advisor between them. The companies are made up.
@Suite(.timeLimit(.minutes(2)))
struct GoingTogetherTests {
  private static let names = ["Esimerkki Hitsaus Oy", "Example Control Oy", "Esimerkki Asennus Oy"]

  @Test func `Three companies go from first contact to a joint stand whose costs add up`() async throws {
    let server = try await RegionServer()
    let advisor = try TemporaryFolder()
    _ = try await server.key(of: advisor, role: "advisor")
    let welder = try Company(server, lang: "fi")
    let control = try Company(server, lang: "en")
    let installer = try Company(server, lang: "fi")

    // Joining: the card is shown before the yes; a bare yes joins nobody.
    try await welder.say("Teemme teräsrunkoja, metalli, 12 henkeä, Nivala", "Haluamme myydä Ruotsiin")
    let asked = try await welder.say("liitä meidät verkostoon", "koneistus", "messuosasto ja yhteinen tarjous")
    #expect(asked.text.contains("näytä meidät muille"))
    #expect(try await welder.say("joo").text.contains("verkostossa") == false)
    #expect(try await welder.say("mitä muut tarjoavat?").text.contains("Tulkaa ensin itse näkyviin"))
    try await welder.say("liitä meidät verkostoon", "näytä meidät muille")
    try await control.say("We do automation, electronics, 5 people, in Haapajärvi", "We want to sell to Sweden")
    try await control.say("join the network", "electrics and automation", "stand", "show us to others")
    try await installer.say("liitä meidät verkostoon", "rakentaminen", "8", "Sievi", "Ruotsi", "asennus", "osasto")
    try await installer.say("näytä meidät muille")

    // An offer: nobody sees it before the writer says so and an advisor has looked.
    let draft = try await welder.say("tarjotaan kahdelle muulle yritykselle paikka yhteisosastolta Tukholman messuilta")
    #expect(draft.text.contains("Kukaan ei näe sitä vielä") && draft.text.contains("julkaise 1"))
    #expect(try await welder.say("1.2.2020 asti").text.contains("tämän päivän jälkeen"))
    try await welder.say("julkaise 1")
    #expect(try await control.say("what are others offering?").text.contains("Others have nothing on the table"))
    let waiting = try await server.advise([], advisor)
    #expect(waiting.contains { $0.hasPrefix("offer 1  checking  shared_stand") })
    #expect(Self.names.allSatisfy { name in !waiting.contains { $0.contains(name) } }, "no name before a yes")
    try await server.advise(["pass", "1"], advisor)

    let how = try await welder.say("onko kukaan kiinnostunut?").text
    #expect(how.contains("ota kiinnostuneet 1") && how.contains("poista tarjous 1"), "\(how)")

    // Interest binds to nothing, and the sides are asked.
    let board = try await control.say("what are others offering?")
    #expect(board.text.contains("No. 1") && !board.text.contains("Hitsaus"))
    #expect(try await control.say("interested in number 1").text.contains("binds you to nothing"))
    #expect(try await installer.say("kiinnostaa numero 7").text.contains("Sellaista numeroa ei ole"))
    #expect(try await welder.say("kiinnostaa numero 1").text.contains("oma tarjouksenne"))
    try await installer.say("kiinnostaa numero 1")

    // Both say yes, each naming it; names wait for the advisor.
    for (company, name, yes) in [(welder, 0, "hyväksyn"), (control, 1, "agree"), (installer, 2, "hyväksyn")] {
      let unknown = try await company.say("\(yes) 9").text
      #expect(unknown.contains("Sellaista numeroa ei ole") || unknown.contains("no such number"), "\(unknown)")
      #expect(try await company.say("\(yes) 1").text.contains(Self.names[name]) == false)
      try await company.say(Self.names[name])
      let answers = try await company.say("\(yes) 1")
      for other in Self.names where other != Self.names[name] { #expect(!answers.text.contains(other)) }
    }
    let mine = try await welder.say("hyväksyn 2")
    #expect(!mine.text.contains("Example") && !mine.text.contains("Asennus"))
    let seen = try await server.advise([], advisor)
    #expect(seen.contains { $0.hasPrefix("waits  both said yes, verify: ") && $0.contains(Self.names[0]) }, "\(seen)")
    for company in try seen.filter({ $0.hasPrefix("company") }).map({
      try #require($0.split(separator: " ").dropFirst().first)
    }) {
      try await server.advise(["verify", String(company)], advisor)
    }
    let known = try await welder.say("mitä muut tarjoavat?")
    #expect(known.text.contains(Self.names[1]) && known.text.contains(Self.names[2]))
    #expect(known.text.contains("hinnat, asiakkaat, määrät ja tarjoukset pysyvät kunkin omina"), "before they talk")
    #expect(try await control.say("what are others offering?").text.contains(Self.names[2]) == false, "not introduced")

    // A joint stand: a key that does not add up is refused, one that does is shared to the cent, and all agree.
    try await welder.say("tehdään suunnitelma numerosta 1 alkaen \(Self.nextYear)")
    #expect(try await welder.say("kulu 2 1000,01 50/30/30 %").text.contains("110"))
    let costs = try await welder.say("kulu 2 1000,01 50/30/20 %", "kulu 5 100")
    for sum in ["533,35 €", "333,33 €", "233,33 €", "1100,01 €"] { #expect(costs.text.contains(sum), "\(costs.text)") }
    let added = try await welder.say("Lisää tehtävä: varaa tulkki, kolme päivää, \(Self.nextYear) mennessä")
    #expect(added.text.contains("varaa tulkki, kolme päivää"), "\(added.text)")
    #expect(try await welder.say("miten kulut jaetaan?").text.contains("1100,01 €"))
    try await welder.say("ehdota suunnitelma")
    let proposed = try await control.say("plan 1")
    #expect(proposed.text.contains("333.33 €") && proposed.text.contains("Read the organiser's rules"))
    try await control.say("agree plan 1")
    #expect(try await installer.say("hyväksyn suunnitelman 1").text.contains("kaikki ovat suostuneet"))

    // As a file for a member, and for the advisor; never with the name of one who is not introduced.
    let page = try await control.plan(1)
    #expect(page.contains("| \(Self.names[1]) | ") && page.contains("| Sum | 1100.01 € |"), "\(page)")
    #expect(page.contains("company 2") && !page.contains(Self.names[2]), "not introduced")
    #expect(page.contains("## Support\n\n- ") && page.contains("before anything is ordered"), "\(page)")
    let advised = try await server.advise(["plan", "1", "--markdown", "--lang", "fi"], advisor).joined(separator: "\n")
    for name in Self.names { #expect(advised.contains(name), "\(advised)") }
    #expect(try await server.advise(["plan", "1"], advisor).contains { $0.hasSuffix("1100.01 €") })

    // Secrets, and a conflict that is raised in confidence and heard apart.
    #expect(try await control.say("we need an nda with company 1").text.contains("paper on confidentiality"))
    #expect(try await welder.say("mitä muut tarjoavat?").text.contains("salassapito toivottu"))
    try await control.say("nda signed with company 1")
    #expect(try await welder.say("mitä muut tarjoavat?").text.contains("salassapito allekirjoitettu"))
    let raised = try await control.say("we have a conflict with company 1")
    #expect(raised.text.contains("conflict 1") && raised.text.contains("take back conflict 1"), "\(raised.text)")
    #expect(try await control.say("we have a conflict with company 2").text.contains("do not know each other"))
    #expect(try await welder.say("mitä muut tarjoavat?").text.contains("Riita") == false, "in confidence")
    #expect(try await server.advise([], advisor).contains { $0.hasPrefix("conflict 1  raised  raised by ") })
    try await server.advise(["conflict", "1", "hear"], advisor)
    #expect(try await welder.say("mitä muut tarjoavat?").text.contains("haluamme tavata, riita 1"))
    try await welder.say("haluamme tavata, riita 1")
    #expect(try await control.say("we want to meet, conflict 1").text.contains("both want to") == true)
    try await server.advise(["conflict", "1", "settle"], advisor)
    #expect(try await welder.say("pyydämme neuvojaa avuksi").text.contains("pyydätte apua"))
    #expect(try await server.advise([], advisor).contains { $0.hasPrefix("case 1  new  hand_over") })
    try await server.advise(["case", "1", "take"], advisor)

    // Leaving takes effect at once.
    try await welder.say("poista meidät verkostosta")
    #expect(try await control.say("what are others offering?").text.contains(Self.names[0]) == false)

    for company in [welder, control, installer] { await company.end() }
    // An advisor follows the talks without their words, and the server's own output tells of nobody.
    let monitor = try Program(["monitor", "--json", "--since", "0", "--no-follow"] + server.events, data: advisor)
    let followed = await monitor.rest() + [await monitor.complaint()]
    #expect(await monitor.end() == 0 && followed.count > 40)
    await server.stop()
    let printed = await server.program.rest() + [await server.program.complaint()]
    for text in followed + printed {
      #expect(!Self.names.contains { text.localizedCaseInsensitiveContains($0.dropLast(3)) }, "\(text)")
    }
  }

  @Test func `Three companies go in Swedish from first contact to a joint stand`() async throws {
    let server = try await RegionServer()
    let advisor = try TemporaryFolder()
    _ = try await server.key(of: advisor, role: "advisor")
    let firms = [
      ("metall", "12", "Nivala", "bearbetning"), ("bygg", "8", "Sievi", "installation"),
      ("elektronik", "5", "Haapajärvi", "el och programvara"),
    ]
    var companies: [Company] = []
    for (sector, people, place, role) in firms {
      let company = try Company(server, lang: "sv")
      companies.append(company)
      try await company.say("anslut oss till nätverket", sector, people, place)
      let asked = try await company.say("Sverige", role, "monter")
      #expect(asked.text.contains("visa oss för andra"), "\(asked.text)")
      #expect(try await company.say("visa oss för andra").text.contains("utan namn"))
    }
    let (host, guests) = (companies[0], companies.dropFirst())
    let draft = try await host.say("vi har plats för två företag till i vår monter på mässan i Stockholm")
    #expect(draft.text.contains("Ingen ser det ännu") && draft.text.contains("lägg ut 1"), "\(draft.text)")
    try await host.say("lägg ut 1")
    try await server.advise(["pass", "1"], advisor)
    for guest in guests {
      #expect(try await guest.say("vad erbjuder andra?").text.contains("Nr 1, gemensam monter"))
      #expect(try await guest.say("intresserade av nummer 1").text.contains("binder er inte"))
    }
    for (index, company) in companies.enumerated() {
      let answer = try await company.say("godkänner 1", "Exempel \(index) Ab", "godkänner 1")
      #expect(answer.text.contains("Tills dess får ingen veta"), "\(answer.text)")
      for other in 0..<companies.count where other != index { #expect(!answer.text.contains("Exempel \(other)")) }
    }
    try await host.say("godkänner 2")
    for line in try await server.advise([], advisor) where line.hasPrefix("company") {
      try await server.advise(["verify", String(try #require(line.split(separator: " ").dropFirst().first))], advisor)
    }
    let known = try await host.say("vad erbjuder andra?")
    #expect(known.text.contains("Exempel 1 Ab") && known.text.contains("Exempel 2 Ab"), "\(known.text)")
    #expect(try await companies[1].say("vad erbjuder andra?").text.contains("Exempel 2") == false, "not introduced")

    try await host.say("gör en plan för 1 från \(Self.nextYear)")
    let costs = try await host.say("kostnad 2 1000,01 50/30/20 %")
    for sum in ["500,01 €", "300,00 €", "200,00 €", "1000,01 €"] { #expect(costs.text.contains(sum), "\(costs.text)") }
    let named = try await host.say("lägg till uppgift: Exempel 1 Ab tar med en skärm senast \(Self.nextYear)")
    #expect(named.text.contains("utan namnet"), "\(named.text)")
    try await host.say("föreslå planen")
    #expect(try await companies[1].say("plan 1").text.contains("Exempel 2") == false, "not introduced")
    try await companies[1].say("godkänner plan 1")
    #expect(try await companies[2].say("godkänner plan 1").text.contains("alla har godkänt"))
    #expect(try await companies[2].plan(1).contains("| Exempel 0 Ab | "))
    for company in companies { await company.end() }
    await server.stop()
  }

  @Test func `An export family is thought of by the advisor, and each company is asked by itself`() async throws {
    let server = try await RegionServer()
    let advisor = try TemporaryFolder()
    _ = try await server.key(of: advisor, role: "advisor")
    let firms = [
      ("metal", "12", "machining"), ("machinery", "20", "assembly"), ("construction", "8", "installing"),
      ("construction", "3", "design"),
    ]
    var companies: [Company] = []
    for (sector, people, role) in firms {
      let company = try Company(server, lang: "en")
      companies.append(company)
      try await company.say("start the readiness test", "decided", "join the network", sector, people, "Nivala")
      try await company.say("Sweden", role, "joint offer", "show us to others")
    }
    try await companies[1].say("we already sell to Estonia every month")

    let found = try await server.advise(["families"], advisor)
    #expect(
      found.first?.contains("steel_hall") == true && found.first?.contains("no joint deed yet") == true, "\(found)")
    try await server.advise(["think", "1"], advisor)
    let asked = "An export family is being considered"
    #expect(
      try await companies[0].say("what are others offering?").text.contains(asked) == false, "an idea is told to nobody"
    )
    try await server.advise(["ask", "1"], advisor)
    let left = try await companies[3].say("leave family 1").text
    #expect(
      left.contains("does not learn what you answered"), "nobody hears of it, so there is nothing to tell: \(left)")
    let unknown = try await companies[3].say("agree family 9").text
    #expect(unknown.hasPrefix("I know no such number") && !unknown.contains("\n"), "\(unknown)")
    for company in companies {
      #expect(try await company.say("what are others offering?").text.contains(asked))
      #expect(try await company.say("agree family 1").text.contains("each can still say no"))
    }
    let standing = try await server.advise([], advisor)
    #expect(standing.contains { $0.hasPrefix("family 1  introducing  steel_hall  SE") })
    #expect(try await companies[0].say("what are others offering?").text.contains("agree 3"), "each pair is asked")

    // All know each other: the family is together, and plans once it takes shape.
    for (index, company) in companies.enumerated() {
      try await company.say("agree 1", "Example \(index) Oy", "agree 1", "agree 2", "agree 3")
    }
    for line in try await server.advise([], advisor) where line.hasPrefix("company") {
      try await server.advise(["verify", String(try #require(line.split(separator: " ").dropFirst().first))], advisor)
    }
    let together = try await companies[0].say("what are others offering?").text
    #expect(together.contains("confirm family 1") && together.contains("leave family 1"), "\(together)")
    let plan = "make a plan for family 1 from \(Self.nextYear)"
    #expect(try await companies[0].say(plan).text.contains("no longer possible"), "it does not take shape yet")
    try await server.advise(["advance", "1", "--note", "made up"], advisor)
    #expect(
      try await companies[1].say("make a plan for family 9 from \(Self.nextYear)").text.contains("no such number"))
    #expect(try await companies[1].say("make a plan for family 1 from 1.4.2020").text.contains("after today"))
    #expect(try await companies[1].say(plan).text.contains("Plan 1"))
    let split = try await companies[1].say("cost 2 1000,02")
    #expect(split.text.contains("250.01 €") && split.text.contains("1000.02 €"), "\(split.text)")
    #expect(try await companies[3].say("plan 1").text.contains("Example 1 Oy"))
    for company in companies { await company.end() }
    await server.stop()
  }

  /// A day that stays ahead: the first of next April but one.
  private static let nextYear: String = {
    let year = Calendar(identifier: .gregorian).component(.year, from: Date())
    return "1.4.\(year + 1)"
  }()
}

/// One company's chat, kept open.
private struct Company {
  private let chat: Program
  private let data: TemporaryFolder

  init(_ server: RegionServer, lang: String) throws {
    data = try TemporaryFolder()
    chat = try Program(["chat", "--json", "--lang", lang] + server.connect, data: data)
  }

  /// The answer to the last of these lines.
  @discardableResult
  func say(_ lines: String...) async throws -> PrintedAnswer {
    var answer: PrintedAnswer?
    for line in lines {
      chat.write(line + "\n")
      answer = try PrintedAnswer(await chat.line())
    }
    return try #require(answer)
  }

  /// What `/plan` writes to a file.
  func plan(_ number: Int) async throws -> String {
    let path = "\(data.path)/plan.md"
    chat.write("/plan \(number) \(path)\n")
    _ = await chat.line()
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  func end() async { #expect(await chat.end() == 0) }
}

extension RegionServer {
  /// What `rinnalla network` prints for an advisor.
  @discardableResult
  fileprivate func advise(_ arguments: [String], _ advisor: TemporaryFolder) async throws -> [String] {
    let program = try Program(["network"] + arguments + connect, data: advisor)
    let lines = await program.rest()
    #expect(await program.end() == 0, "network \(arguments)")
    return lines
  }
}

import Companies
import Cooperation
import Guidance
import Testing
import Vocabulary

/// What short messages ask of the network of companies: consent names its object, and other talk is no consent.
@Suite struct NetworkWishTests {
  private func request(_ text: String, _ lang: Language, memory: TalkMemory = TalkMemory()) throws -> NetworkRequest? {
    var talking = try Talking()
    talking.context.talk.memory = memory
    talking.context.talk.memory.lang = lang
    talking.context.company.apply(
      .setFact(
        Fact(
          key: FactKey(.companyName), value: .text("A"), source: .said, by: "u", at: talking.now)))
    let parsed = ParsedQuestion(lang: lang, intent: nil, confidence: 0)
    return talking.guidance.plan(
      text: text, parsed: parsed, lang: lang, in: talking.context, at: talking.now, by: "u"
    ).request
  }

  @Test(arguments: [
    ("agree 2", Language.en, true), ("I agree 2", .en, true), ("refuse 2", .en, false),
    ("we do not agree 2", .en, false),
    ("I don't agree 2", .en, false), ("hyväksyn 2", .fi, true), ("suostun kakkoseen 2", .fi, true),
    ("en suostu 2", .fi, false), ("emme hyväksy 2", .fi, false), ("godkänner 2", .sv, true),
    ("godkänner inte 2", .sv, false), ("avböjer 2", .sv, false),
  ])
  func `An answer to an introduction names it, and a no is never read as a yes`(
    text: String, lang: Language, yes: Bool
  ) throws {
    #expect(try request(text, lang) == NetworkRequest(.answer, match: 2, yes: yes))
  }

  @Test(arguments: [
    ("yes", Language.en), ("ok", .en), ("joo", .fi), ("ja", .sv), ("agree", .en), ("hyväksyn", .fi),
    ("we met 3 buyers in Sweden", .en), ("our export plan is ready in 2 weeks", .en),
    ("they agree to pay in 30 days", .en), ("tapasimme 3 ostajaa messuilla", .fi),
    ("vientisuunnitelma valmistuu 2 viikossa", .fi), ("kulut ovat 4500 euroa", .fi),
    ("vi träffade 3 köpare i Norge", .sv), ("Do we agree 2?", .en),
    ("we have a problem with 2 customers in Norway", .en),
    ("we need an nda for 3 drawings", .en), ("salassapito koskee 2 piirustusta", .fi),
    ("vi har en tvist om 2 fakturor", .sv),
    ("our contract with 2 companies was signed", .en), ("we have a problem with 2 firms", .en),
    ("kiinnostaa 2 uutta markkinaa", .fi), ("we are interested in 2 markets", .en),
    ("Who settles a dispute with company 2?", .en), ("is anybody interested in going to Hannover with us", .en),
  ])
  func `A bare yes and other talk ask nothing of the network`(text: String, lang: Language) throws {
    #expect(try request(text, lang) == nil)
  }

  @Test(arguments: [
    ("interested in number 2", Language.en, false), ("interested in 2", .en, true),
    ("interested in company 2", .en, true),
    ("kiinnostaa numero 2", .fi, false), ("kiinnostaa 2", .fi, true), ("intresserade av nummer 2", .sv, false),
    ("intresserade av 2", .sv, true),
  ])
  func `What is called a number is an offer, though companies were shown last`(
    text: String, lang: Language, isCompany: Bool
  ) throws {
    var memory = TalkMemory()
    memory.numbered = .companies
    let wanted = isCompany ? NetworkRequest(.express, match: 2) : NetworkRequest(.express, opportunity: 2)
    #expect(try request(text, lang, memory: memory) == wanted)
  }

  @Test(arguments: [("take down 1", Language.en), ("poista tarjous 1", .fi), ("ta ner 1", .sv)])
  func `An own offer is taken down as it is told how`(text: String, lang: Language) throws {
    #expect(try request(text, lang) == NetworkRequest(.withdraw, opportunity: 1))
  }

  @Test(arguments: [
    ("cost 2 -100", Language.en, -10_000), ("cost 2 −100,50", .en, -10_050),
    ("kulu 2 99999999999", .fi, 100_000_000_100), ("kostnad 2 9999999999999999999999", .sv, 100_000_000_100),
  ])
  func `A sum below nought or far too large is passed on, to be refused`(text: String, lang: Language, cents: Int)
    throws
  {
    var memory = TalkMemory()
    memory.plan = 1
    #expect(try request(text, lang, memory: memory)?.cost?.cents == cents)
  }

  @Test(arguments: [
    ("cost 2 4500", Language.en, 450_000, NetworkRequest.CostWish.Kind.equal, [Int]()),
    ("cost 2 4 500,50 €", .en, 450_050, .equal, []),
    ("kulu 2 1000,01 50/30/20 %", .fi, 100_001, .agreed, [50, 30, 20]),
    ("kulu 2 600 12/6/6 metriä", .fi, 60_000, .metres, [12, 6, 6]),
    ("kostnad 2 1.200 3/1", .sv, 120_000, .use, [3, 1]),
  ])
  func `A cost is read with its task, its sum to the cent and its key`(
    text: String, lang: Language, cents: Int, kind: NetworkRequest.CostWish.Kind, weights: [Int]
  ) throws {
    let request = try #require(try request(text, lang, memory: TalkMemory(plan: 7)))
    #expect(request.act == .setCost && request.plan == 7 && request.task == 2)
    #expect(request.cost == NetworkRequest.CostWish(cents: cents, kind: kind, weights: weights))
  }

  @Test func `A plan's day and opportunity are told apart`() throws {
    let made = try #require(try request("make a plan for 3 from 14.4.2027", .en))
    #expect(made.act == .makePlan && made.opportunity == 3 && made.day == Day("2027-04-14"))
    let shown = try #require(try request("suunnitelma 1", .fi))
    #expect(shown.act == .look && shown.plan == 1)
    let agreed = try #require(try request("godkänner planen 1", .sv))
    #expect(agreed.act == .answerPlan && agreed.plan == 1 && agreed.yes == true)
    let refused = try #require(try request("en hyväksy suunnitelmaa 1", .fi))
    #expect(refused.act == .answerPlan && refused.yes == false)
  }

  @Test(arguments: [
    ("make a plan for family 2 from 14.4.2027", Language.en, PlanKind?.none),
    ("make a plan for a web page for family 2 from 14.4.2027", .en, .webPage),
    ("tehdään suunnitelma esitteestä perheelle 2 alkaen 14.4.2027", .fi, .brochure),
    ("gör en plan för exportchef för familjen 2 från 14.4.2027", .sv, .exportPerson),
  ])
  func `A family has a plan of its own, for what is named`(text: String, lang: Language, kind: PlanKind?) throws {
    let request = try #require(try request(text, lang))
    #expect(request.act == .makePlan && request.family == 2 && request.opportunity == nil)
    #expect(request.planKind == kind && request.day == Day("2027-04-14"))
  }

  @Test func `A plan's day that has passed is not passed over`() throws {
    #expect(try request("make a plan for 1 from 14.4.2020", .en)?.day == Day("2020-04-14"))
  }

  @Test(arguments: [
    ("confirm family 2", Language.en, NetworkRequest.Wish.confirmStage), ("vahvistamme perheen 2", .fi, .confirmStage),
    ("bekräfta familjen 2", .sv, .confirmStage), ("leave family 2", .en, .leaveFamily),
    ("jätämme perheen 2", .fi, .leaveFamily), ("vi lämnar familjen 2", .sv, .leaveFamily),
    ("told the others, family 2", .en, .tellOfLeaving), ("kerroimme muille, perhe 2", .fi, .tellOfLeaving),
    ("berättat för de andra, familj 2", .sv, .tellOfLeaving),
  ])
  func `A family goes on, is left and hears of it in words that name it`(
    text: String, lang: Language, act: NetworkRequest.Wish
  ) throws {
    let request = try #require(try request(text, lang))
    #expect(request.act == act && request.family == 2)
  }

  @Test(arguments: [
    ("interested in 2", Language.en, NetworkRequest(.express, opportunity: 2)),
    ("kiinnostaa 2", .fi, NetworkRequest(.express, opportunity: 2)),
    ("vi är intresserade av företag 2", .sv, NetworkRequest(.express, match: 2)),
    ("decline interest 2", .en, NetworkRequest(.decline, opportunity: 2)),
    ("hylätään kiinnostus 2", .fi, NetworkRequest(.decline, opportunity: 2)),
    ("nej tack till intresset 2", .sv, NetworkRequest(.decline, opportunity: 2)),
    ("call off number 2", .en, NetworkRequest(.cancel, opportunity: 2)),
    ("perutaan numero 2", .fi, NetworkRequest(.cancel, opportunity: 2)),
    ("ställ in nummer 2", .sv, NetworkRequest(.cancel, opportunity: 2)),
    ("godkänn 2", .sv, NetworkRequest(.answer, match: 2, yes: true)),
    ("agreement signed with company 2", .en, NetworkRequest(.step, match: 2, rung: .agreed)),
  ])
  func `What becomes of an offer or a company is said with its number`(
    text: String, lang: Language, meant: NetworkRequest
  ) throws {
    #expect(try request(text, lang) == meant)
  }

  @Test(arguments: [
    ("close plan 7", Language.en, NetworkRequest.Wish.closePlan), ("päätetään suunnitelma 7", .fi, .closePlan),
    ("avsluta planen 7", .sv, .closePlan), ("review plan 7", .en, .reviewPlan),
    ("arvioitiin suunnitelma 7", .fi, .reviewPlan), ("planen är granskad 7", .sv, .reviewPlan),
  ])
  func `A plan is reviewed and closed`(text: String, lang: Language, act: NetworkRequest.Wish) throws {
    let request = try #require(try request(text, lang))
    #expect(request.act == act && request.plan == 7)
  }

  @Test(arguments: [
    ("letter of intent signed in family 2", Language.en, AgreementStep.signLetter),
    ("aiesopimus allekirjoitettu perheessä 2", .fi, .signLetter),
    ("sopimusluonnos perheen 2 sopimuksesta", .fi, .draft),
    ("avtalet undertecknat i familjen 2", .sv, .sign), ("agreement amended in family 2", .en, .amend),
    ("avtalet uppsagt i familjen 2", .sv, .end),
  ])
  func `The papers of a family are noted`(text: String, lang: Language, step: AgreementStep) throws {
    let request = try #require(try request(text, lang))
    #expect(request.act == .noteAgreement && request.family == 2 && request.agreement == step)
  }

  @Test(arguments: [
    ("what do others see of us?", Language.en), ("mitä muut näkevät meistä?", .fi), ("vad ser andra om oss?", .sv),
  ])
  func `The own card is shown to who asks what others see`(text: String, lang: Language) throws {
    let parsed = ParsedQuestion(lang: lang, intent: .showData, confidence: 0.99)
    let talking = try Talking()
    let plan = talking.guidance.plan(
      text: text, parsed: parsed, lang: lang, in: talking.context, at: talking.now, by: "u")
    #expect(plan.request?.act == .look && plan.wish == .question(.joinNetwork, Slots()))
  }

  @Test(arguments: [("until 15.3.", "2027-03-15"), ("15.3.2027 asti", "2027-03-15"), ("1.2.2020", "2020-02-01")])
  func `The draft that was shown takes another day, and a past one is not passed over`(text: String, day: String) throws
  {
    let lang: Language = text.hasSuffix("asti") ? .fi : .en
    let request = try #require(try request(text, lang, memory: TalkMemory(pending: .confirmOffer(4))))
    #expect(request.act == .rewrite && request.opportunity == 4 && request.closes == Day(day))
  }

  @Test(arguments: [
    ("we have a conflict with company 2", Language.en), ("trouble with firm 2", .en), ("riita yrityksen 2 kanssa", .fi),
    ("meillä on ongelmia yrityksen 2 kanssa", .fi), ("vi har en tvist med företag 2", .sv),
  ])
  func `A conflict is raised with the company that is named`(text: String, lang: Language) throws {
    #expect(try request(text, lang) == NetworkRequest(.raiseConflict, match: 2))
  }

  @Test(arguments: [
    ("take back conflict 3", Language.en, NetworkRequest.Wish.withdrawConflict),
    ("peru riita 3", .fi, .withdrawConflict),
    ("dra tillbaka konflikt 3", .sv, .withdrawConflict), ("we want to meet, conflict 3", .en, .wantToMeet),
    ("haluamme tavata, riita 3", .fi, .wantToMeet), ("vi vill träffas, konflikt 3", .sv, .wantToMeet),
  ])
  func `What becomes of a conflict is said with its own number`(text: String, lang: Language, act: NetworkRequest.Wish)
    throws
  {
    #expect(try request(text, lang) == NetworkRequest(act, conflict: 3))
  }

  @Test(arguments: [
    ("we need an nda with company 2", Language.en, AgreementStep.needNDA, false),
    ("nda signed with company 2", .en, .signNDA, false),
    ("salassapito yrityksen 2 kanssa", .fi, .needNDA, false),
    ("salassapito allekirjoitettu perheessä 2", .fi, .signNDA, true),
    ("sekretess med företag 2", .sv, .needNDA, false), ("sekretess undertecknad i familjen 2", .sv, .signNDA, true),
  ])
  func `Secrets are agreed on with a company or in a family`(
    text: String, lang: Language, step: AgreementStep, isFamily: Bool
  ) throws {
    let request = try #require(try request(text, lang))
    #expect(request.act == .noteAgreement && request.agreement == step)
    #expect(request.family == (isFamily ? 2 : nil) && request.match == (isFamily ? nil : 2))
  }

  @Test(arguments: [
    ("ask an advisor to help us", Language.en), ("pyydämme neuvojaa avuksi", .fi), ("be rådgivaren om hjälp", .sv),
  ])
  func `An advisor is called in`(text: String, lang: Language) throws {
    #expect(try request(text, lang) == NetworkRequest(.askAdvisor))
  }

  @Test(arguments: [
    ("add task: book an interpreter by 1.2.2027", Language.en, "book an interpreter by 1.2.2027"),
    ("Lisää tehtävä varaa tulkki 1.2.2027 mennessä", .fi, "varaa tulkki 1.2.2027 mennessä"),
    ("lägg till uppgift: boka tolk senast 1.2.2027", .sv, "boka tolk senast 1.2.2027"),
  ])
  func `A task is added to the plan that was shown, with its day`(text: String, lang: Language, what: String) throws {
    let request = try #require(try request(text, lang, memory: TalkMemory(plan: 7)))
    #expect(request.act == .addTask && request.plan == 7 && request.text == what && request.day == Day("2027-02-01"))
  }

  @Test(arguments: [
    ("how are the costs split?", Language.en), ("näytä suunnitelma", .fi), ("vad blir vår andel?", .sv),
  ])
  func `The plan that was shown is shown again when its costs are asked for`(text: String, lang: Language) throws {
    let request = try #require(try request(text, lang, memory: TalkMemory(plan: 7)))
    #expect(request.act == .look && request.plan == 7)
  }

  @Test func `What is no answer to a question on the way into the network does not lead away from it`() throws {
    let joining = TalkMemory(intent: .joinNetwork, pending: .fact(FactKey(.chainRoles)))
    #expect(try request("hmm", .en, memory: joining)?.act == .look)
    #expect(try request("hmm", .en, memory: TalkMemory(pending: .fact(FactKey(.chainRoles)))) == nil)
  }
}

import Companies
import Content
import Foundation
import Guidance
import Intents
import LanguageTools
import Testing
import Vocabulary

/// From a blank company to each of the six stages, by ordinary sentences alone: without the test of 24 questions.
struct StagesByTalkingTests {
  private static let parser: Result<IntentParser, any Error> = Result {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return IntentParser(
      rules: try IntentRules(documents: try ContentFolder(path: root.path).intents(), morphology: try Analyser()))
  }

  /// What an owner tells in one language: sentences, and answers to the questions that come back.
  struct Owner: Sendable, CustomTestStringConvertible {
    let lang: Language
    /// Until "First thoughts", "Foundations", "Looking around", "Preparing", "First deals" and "Growing".
    let sentences: [Stage: [String]]
    let whichStage: String
    let replies: [FactName: String]

    var testDescription: String { lang.rawValue }
  }

  private struct Speech {
    var talk: Talking
    let parser: IntentParser
    let analyser: Analyser

    mutating func say(_ text: String) -> ComposedAnswer {
      talk.hear(text) { [parser, analyser] in parser.parse(text, lang: nil, context: $0, morphology: analyser) }
    }
  }

  @Test(arguments: [english, finnish, swedish])
  func `Every stage is reached by talking, and explained by what was told`(owner: Owner) throws {
    var speech = Speech(talk: try Talking(), parser: try Self.parser.get(), analyser: try Analyser())
    #expect(speech.talk.context.company.stage == nil)
    for stage in Stage.allCases {
      for sentence in owner.sentences[stage] ?? [] { _ = speech.say(sentence) }
      var answer = speech.say(owner.whichStage)
      var asked: Set<FactKey> = []
      while speech.talk.context.company.stage != stage, case .fact(let key)? = speech.talk.context.talk.memory.pending,
        let reply = owner.replies[key.name], asked.insert(key).inserted
      {
        _ = speech.say(reply)
        #expect(speech.talk.context.company.known(key.name, market: key.market) != nil, "\(key): \(reply)")
        answer = speech.say(owner.whichStage)
      }
      let company = speech.talk.context.company
      #expect(company.stage == stage, "\(answer.text)")
      let name = try #require(speech.talk.base.stages.first { $0.id == stage.rawValue }?.names[owner.lang])
      #expect(answer.text.contains("\"\(name)\""), "\(answer.text)")
      let labels = (company.stageHistory.last?.because ?? []).compactMap { key in
        speech.talk.base.facts.first { $0.fact == key.name.rawValue }?.label[owner.lang]
      }
      #expect(labels.contains { answer.text.contains($0) }, "\(answer.text)")
    }
  }

  private static let english = Owner(
    lang: .en,
    sentences: [
      .awakening: ["We make steel doors"],
      .readiness: ["12 people, Nivala, metal", "We are thinking of exporting"],
      .exploring: [
        "We are looking into exporting", "We make a profit", "The owner looks after exporting",
        "We have steady customers at home", "We can wait a year or two", "We want to sell to Sweden",
      ],
      .preparing: ["We have looked into the market in Sweden", "We have sketched an export plan"],
      .entering: [
        "We have decided to export", "We've talked with buyers in Sweden", "The product rules are clear",
        "We'll sell through a distributor", "We have calculated an export price",
        "Our delivery and payment terms are ready",
      ],
      .growing: ["We sell to Sweden every month"],
    ],
    whichStage: "Which stage are we at?",
    replies: [
      .hoursPerWeek: "about 10 hours", .languages: "English and Swedish", .internationalExperience: "some",
      .budget: "about 10,000 euros", .cashRoom: "it is enough", .edgeClear: "yes, we can", .adaptable: "partly",
      .capacityRoom: "it can grow", .deliveryRecord: "well", .digitalLevel: "well", .leadsCount: "3",
      .termsReady: "no", .materialLanguages: "in English", .webLanguages: "English", .exportRhythm: "never",
      .cooperationExperience: "some", .cooperationInterests: "a shared stand and freight", .ndaReady: "yes",
      .marketStatus: "an idea", .compliance: "identified", .exportPlan: "none", .pricingDone: "no",
      .channel: "undecided", .exportShare: "20", .firstExportYear: "2024",
    ])

  private static let finnish = Owner(
    lang: .fi,
    sentences: [
      .awakening: ["Teemme teräsovia"],
      .readiness: ["12 henkeä, Nivala, metalliala", "Harkitsemme vientiä"],
      .exploring: [
        "Selvitämme vientiä", "Teemme voittoa", "Omistaja hoitaa vientiä", "Kauppa käy kotimaassa",
        "Voimme odottaa vuoden tai kaksi", "Haluamme myydä Ruotsiin",
      ],
      .preparing: [
        "Olemme selvittäneet Ruotsin markkinan, markkina on selvitetty", "Vientisuunnitelma on kirjoitettu",
      ],
      .entering: [
        "Olemme päättäneet lähteä ulkomaille", "Olemme jutelleet ostajien kanssa Ruotsissa",
        "Tuotevaatimukset ovat kunnossa", "Meillä on jälleenmyyjä", "Vientihinta on laskettu",
        "Toimitus- ja maksuehdot ovat valmiina",
      ],
      .growing: ["Myymme Ruotsiin joka kuukausi"],
    ],
    whichStage: "Missä vaiheessa olemme?",
    replies: [
      .hoursPerWeek: "noin 10 tuntia", .languages: "englantia ja ruotsia", .internationalExperience: "jonkin verran",
      .budget: "noin 10 000 euroa", .cashRoom: "kyllä se riittää", .edgeClear: "kyllä osaamme", .adaptable: "osittain",
      .capacityRoom: "voi kasvaa", .deliveryRecord: "hyvin", .digitalLevel: "hyvin", .leadsCount: "3",
      .termsReady: "ei", .materialLanguages: "englanniksi", .webLanguages: "englanniksi", .exportRhythm: "ei lainkaan",
      .cooperationExperience: "jonkin verran", .cooperationInterests: "yhteisosasto ja yhteisrahti", .ndaReady: "kyllä",
      .marketStatus: "ajatus", .compliance: "tunnistettu", .exportPlan: "ei ole", .pricingDone: "ei",
      .channel: "ei päätetty", .exportShare: "20", .firstExportYear: "2024",
    ])

  private static let swedish = Owner(
    lang: .sv,
    sentences: [
      .awakening: ["Vi gör ståldörrar"],
      .readiness: ["12 personer, Nivala, metall", "Vi funderar på export"],
      .exploring: [
        "Vi utreder export", "Vi går med vinst", "Ägaren sköter exporten", "Det säljer stadigt hemma",
        "Vi kan vänta två år", "Vi vill sälja till Norge",
      ],
      .preparing: ["Vi har utrett marknaden i Norge", "Vi har skissat en exportplan"],
      .entering: [
        "Vi har bestämt att exportera", "Vi har pratat med köpare i Norge", "Produktkraven är klara",
        "Vi ska sälja via en återförsäljare", "Vi har räknat ut exportpriset", "Våra villkor är klara",
      ],
      .growing: ["Vi säljer till Norge varje månad"],
    ],
    whichStage: "I vilket skede är vi?",
    replies: [
      .hoursPerWeek: "ungefär 10 timmar", .languages: "engelska och norska", .internationalExperience: "en del",
      .budget: "cirka 10 000 euro", .cashRoom: "ja, det räcker", .edgeClear: "ja, det kan vi", .adaptable: "delvis",
      .capacityRoom: "det kan växa", .deliveryRecord: "bra", .digitalLevel: "bra", .leadsCount: "3",
      .termsReady: "nej", .materialLanguages: "på engelska", .webLanguages: "engelska", .exportRhythm: "aldrig",
      .cooperationExperience: "en del", .cooperationInterests: "gemensam monter och gemensam frakt", .ndaReady: "ja",
      .marketStatus: "en idé", .compliance: "identifierade", .exportPlan: "ingen", .pricingDone: "nej",
      .channel: "inte bestämt", .exportShare: "20", .firstExportYear: "2024",
    ])
}

import Intents
import Language
import Testing
import Vocabulary

/// Cuts a few Finnish and English endings: enough to show that both sides are cut alike.
private struct TestMorphology: Morphology {
  func analysis(of word: String, in language: Vocabulary.Language) -> WordAnalysis {
    let folded = TextFolding.folded(word)
    let lemmas = ["tullista": "tulli", "norjassa": "norja", "tukea": "tuki", "messuavustus": "messuavustus"]
    let stem = language == .en && folded.hasSuffix("s") ? String(folded.dropLast()) : folded
    return WordAnalysis(
      lemmas: lemmas[folded].map { [$0] } ?? [], parts: folded == "messuavustus" ? ["messu", "avustus"] : [], stem: stem
    )
  }
}

@Suite struct IntentParserTests {
  private static let english: Literal = [
    "language": "en",
    "question_words": ["how", "what"],
    "skip_words": ["please", "well"],
    "intents": [
      "set_target_market": ["data": [["sentences": ["we want to sell (in|to) {market} [and {market}]"]]]],
      "affirm": ["data": [["sentences": ["yes"]]]],
      "ask_guidance": ["data": [["sentences": ["and [in] {market}"], "requires_context": ["topic": nil]]]],
    ],
    "lists": [
      "market": [
        "values": [
          ["in": "(Norway|norwegian*)", "out": "NO"], ["in": "Sweden", "out": "SE"], ["in": "Finland", "out": "FI"],
        ]
      ],
      "masked": ["values": [["in": "swedish language", "out": "x"]]],
      "instrument": [
        "values": [
          ["in": "Tempo", "out": "tempo"], ["in": "Finnvera", "out": "finnvera"],
          ["in": "export guarantee", "out": "finnvera_export_guarantee"],
        ]
      ],
      "sector": [
        "values": [["in": "wood", "out": "wood"], ["in": "metal", "out": "metal"], ["in": "food", "out": "food"]]
      ],
    ],
    "evidence": [
      ["topic": "customs", "weight": 3, "any": ["customs", "duty", "letter of credit"]],
      ["topic": "vat", "weight": 3, "any": ["vat", "sales tax"]],
      ["intent": "ask_guidance", "weight": 3, "any": ["{topic}"]],
      [
        "intent": "find_funding", "weight": 4, "all": [["money", "support", "grant"], ["get", "find", "apply"]],
        "none": ["lottery"],
      ],
      ["intent": "out_of_scope", "weight": 5, "any": ["lottery"]],
      ["intent": "ask_instrument", "weight": 4, "any": ["{instrument}"]],
      ["intent": "greet", "weight": 4, "any": ["^hello"]],
      ["intent": "ask_market", "weight": 2, "any": ["{market}"], "none": ["{topic}"]],
      ["intent": "express_interest", "weight": 5, "any": ["interested"]],
      ["intent": "tell_profile", "weight": 4, "any": ["people", "{money}", "{municipality}"]],
    ],
    "purposes_of_topics": ["vat": "advice"],
    "cues": [
      "follow_up": ["^and", "same"], "ordinal_2": ["second"], "all": ["both"], "negation": ["not"],
      "chosen_number": ["number"],

      "employees": ["people"], "offering": ["we make"], "founded_year": ["founded"], "turnover_eur": ["turnover"],
    ],
  ]
  private static let finnish: Literal = [
    "language": "fi",
    "lists": ["market": ["values": [["in": "Norja", "out": "NO"]]]],
    "evidence": [
      ["topic": "customs", "weight": 3, "any": ["tulli"]],
      ["intent": "ask_guidance", "weight": 3, "any": ["{topic}"]],
      ["intent": "find_funding", "weight": 3, "any": ["tuki", "avustus", "markkinatutkimus"]],
    ],
  ]
  private static let swedish: Literal = [
    "language": "sv",
    "evidence": [
      ["intent": "greet", "weight": 4, "any": ["hej"]],
      ["intent": "find_funding", "weight": 4, "any": ["bidrag"]],
      ["topic": "joint_marketing", "weight": 4, "any": ["försäljning"]],
      ["intent": "out_of_scope", "weight": 4, "any": ["fotboll"]],
    ],
  ]

  private static func rules() throws -> IntentRules {
    try IntentRules(
      documents: [
        YAMLDocument(file: "en.yaml", root: english.yaml), YAMLDocument(file: "fi.yaml", root: finnish.yaml),
        YAMLDocument(file: "sv.yaml", root: swedish.yaml),
      ], morphology: TestMorphology())
  }

  private func parse(
    _ text: String, _ lang: Vocabulary.Language? = .en, context: DialogueContext? = nil
  ) throws -> ParsedQuestion {
    try IntentParser(rules: Self.rules()).parse(text, lang: lang, context: context, morphology: TestMorphology())
  }

  @Test func `A Swedish compound of two known words means what its last part means`() throws {
    #expect(try parse("försäljningsbidrag", .sv).intent == .findFunding)
    #expect(try parse("fotbollsbidrag", .sv).intent == .findFunding)
    #expect(try parse("okändbidrag", .sv).intent == .outOfScope)
  }

  @Test func templatesComeFirst() throws {
    let parsed = try parse("We want to sell to Norway!")
    #expect(parsed.intent == .setTargetMarket)
    #expect(parsed.slots[.market] == .text("NO"))
    #expect(parsed.because.first?.rule.hasPrefix("en.yaml:") == true)
    #expect(parsed.confidence > 0.9)
  }

  @Test func severalValuesBecomeAList() throws {
    #expect(try parse("we want to sell in Norway and Sweden").slots[.market] == .list(["NO", "SE"]))
    #expect(try parse("customs between Sweden and Norway").slots[.market] == .list(["SE", "NO"]))
  }

  @Test func theHomeMarketIsNoTarget() throws {
    #expect(try parse("customs from Finland to Norway").slots[.market] == .text("NO"))
  }

  private func explain(_ text: String, _ context: DialogueContext? = nil) throws -> ParseExplanation {
    try IntentParser(rules: Self.rules()).explain(text, lang: .en, context: context, morphology: TestMorphology())
  }

  @Test func theWayByATemplateIsTold() throws {
    let told = try explain("We want to sell to norwegians and Sweden")
    #expect(told.parsed == (try parse("We want to sell to norwegians and Sweden", .en)))
    #expect(told.candidates.map(\.intent) == ["set_target_market"])
    #expect(told.candidates.first?.decides == true)
    #expect(told.candidates.first?.place == told.parsed.because.first?.rule)
    #expect(told.slots == [.init(slot: .market, value: "NO, SE", words: "norwegians … Sweden")])
  }

  @Test func theWayByEvidenceIsTold() throws {
    let told = try explain("what duty is there in Norway")
    #expect(told.candidates == [])
    #expect(told.evidence.first { $0.claims == ["topic customs"] }?.words == "duty")
    #expect(told.evidence.map { abs($0.weight) } == told.evidence.map { abs($0.weight) }.sorted(by: >))
    #expect(
      told.slots == [
        .init(slot: .market, value: "NO", words: "Norway"), .init(slot: .topic, value: "customs", words: "duty"),
      ])
  }

  @Test func whatTheTalkGaveHasNoWords() throws {
    let told = try explain(
      "and Sweden", DialogueContext(lang: .en, intent: .askGuidance, slots: Slots([.topic: .text("vat")])))
    #expect(
      told.slots == [.init(slot: .market, value: "SE", words: "Sweden"), .init(slot: .topic, value: "vat", words: nil)])
  }

  @Test func nothingIsExplainedAsNothing() throws {
    let told = try explain("")
    #expect(told.candidates.isEmpty && told.evidence.isEmpty && told.slots.isEmpty)
  }

  @Test func evidenceUnderstandsWhatNoTemplateForesaw() throws {
    let parsed = try parse("something about duty in norwegian ports")
    #expect(parsed.intent == .askGuidance)
    #expect(parsed.slots[.topic] == .text("customs"))
    #expect(parsed.slots[.market] == .text("NO"))
    #expect(parsed.because.contains { $0.words == "norwegian" || $0.words.isEmpty == false })
  }

  @Test func phrasesAllowArticlesOnly() throws {
    #expect(try parse("letter of the credit").slots[.topic] == .text("customs"))
    #expect(try parse("letter of good credit").slots[.topic] == nil)
  }

  @Test func everyGroupOfAllMustHold() throws {
    #expect(try parse("where to find support").intent == .findFunding)
    #expect(try parse("support").intent == .outOfScope)
    #expect(try parse("find money in a lottery").intent == .outOfScope)
  }

  @Test func typosAreForgiven() throws {
    #expect(try parse("custms duty").slots[.topic] == .text("customs"))
    #expect(try parse("markinatutkimuus", .fi).intent == .findFunding)
  }

  @Test func finnishWordsAreFoundByLemmaAndCompoundPart() throws {
    let parsed = try parse("tullista norjassa", .fi)
    #expect(parsed.slots[.topic] == .text("customs"))
    #expect(parsed.slots[.market] == .text("NO"))
    #expect(try parse("messuavustus", .fi).intent == .findFunding)
  }

  @Test func anchoredWordsCountAtTheBeginningOnly() throws {
    #expect(try parse("well, hello there").intent == .greet)
    #expect(try parse("say so hello").intent != .greet)
  }

  @Test func contextFillsWhatIsLeftOut() throws {
    let context = DialogueContext(lang: .en, slots: Slots([.topic: .text("vat"), .market: .text("SE")]))
    let parsed = try parse("and Norway?", context: context)
    #expect(parsed.intent == .askGuidance)
    #expect(parsed.slots[.topic] == .text("vat"))
    #expect(parsed.slots[.market] == .text("NO"))
  }

  @Test func contextTellsThePurposeOfMoney() throws {
    let context = DialogueContext(lang: .en, slots: Slots([.topic: .text("vat"), .market: .text("SE")]))
    let parsed = try parse("can we get support for that", context: context)
    #expect(parsed.intent == .findFunding)
    #expect(parsed.slots[.purpose] == .text("advice"))
    #expect(parsed.slots[.market] == .text("SE"))
  }

  @Test func choicesAreReadByTheTalk() throws {
    let context = DialogueContext(
      lang: .en, slots: Slots([.topic: .text("vat"), .market: .list(["SE", "NO"])]))
    let second = try parse("the second one", context: context)
    #expect(second.intent == .setTargetMarket)
    #expect(second.slots[.market] == .text("NO"))
    #expect(try parse("both", context: context).slots[.market] == .list(["SE", "NO"]))
    #expect(try parse("both").intent != .setTargetMarket)
  }

  @Test func theSameIsAskedOfAnotherMarket() throws {
    let context = DialogueContext(lang: .en, slots: Slots([.topic: .text("vat"), .market: .text("SE")]))
    let parsed = try parse("is it the same thing in Norway", context: context)
    #expect(parsed.intent == .askGuidance)
    #expect(parsed.slots[.topic] == .text("vat"))
    #expect(parsed.slots[.market] == .text("NO"))
    #expect(try parse("is it the same thing in Norway").intent == .askMarket)
  }

  @Test func deniedMarketsAreLeftOut() throws {
    #expect(try parse("customs, not Norway but Sweden").slots[.market] == .text("SE"))
  }

  @Test func offersAreKnownByTheirNumber() throws {
    #expect(try parse("we are interested in number three").slots[.opportunity] == .text("3"))
    #expect(try parse("interested in the second").slots[.opportunity] == .text("2"))
  }

  @Test func anInstrumentStandsBeforeItsOrganisation() throws {
    #expect(try parse("Finnvera export guarantee").slots[.instrument] == .text("finnvera_export_guarantee"))
    #expect(try parse("Finnvera or Tempo").slots[.instrument] == .list(["finnvera", "tempo"]))
  }

  @Test func onlyNeighbouringSectorsCount() throws {
    #expect(try parse("customs for wood and metal goods").slots[.sector] == .list(["wood", "metal"]))
    #expect(try parse("customs for metal tanks of a food company").slots[.sector] == .text("metal"))
  }

  @Test func profileFactsAreRead() throws {
    let parsed = try parse("we make steel doors, 12 people, founded 1987, turnover 1.2 M€")
    #expect(parsed.intent == .tellProfile)
    #expect(parsed.slots[.employees] == .number(12))
    #expect(parsed.slots[.foundedYear] == .number(1987))
    #expect(parsed.slots[.turnover] == .number(1_200_000))
    #expect(parsed.slots[.offering] == .text("steel doors"))
  }

  @Test func whatStandsAloneInAnIntroductionIsWhatIsMade() throws {
    #expect(try parse("a bakery, 5 people, rye bread and biscuits").slots[.offering] == .text("rye bread and biscuits"))
    #expect(try parse("we have a mill, 12 people, founded 1987").slots[.offering] == nil)
    // A name that no list holds is a place or a person, and what joins nothing is a sentence.
    #expect(try parse("a mill, 12 people, Pyhäjoki").slots[.offering] == nil)
    #expect(try parse("a mill, 12 people, this is what we are").slots[.offering] == nil)
  }

  @Test func onlySlotsOfTheIntentAreGiven() throws {
    #expect(
      try parse("hello Norway customs", .en).slots.filled.allSatisfy { slot, _ in
        Intent.askGuidance.slots.contains(slot)
      })
    #expect(try parse("Tempo in Norway").slots.filled.map(\.slot) == [.instrument])
  }

  @Test func nothingUnderstoodIsHonest() throws {
    let parsed = try parse("qwerty zxcvb")
    #expect(parsed.intent == .outOfScope)
    #expect(parsed.confidence < 0.5)
    #expect(try parse("  ").intent == nil)
    #expect(try parse("  ").confidence == 0)
  }

  @Test func otherReadingsAreTold() throws {
    let parsed = try parse("how to find support for customs")
    #expect(!parsed.alternatives.isEmpty)
    #expect(parsed.alternatives.allSatisfy { $0.intent != parsed.intent && $0.confidence < parsed.confidence })
  }

  @Test(arguments: [
    ("how do we get support for this", Vocabulary.Language.en), ("saako tähän tukea jostakin", .fi),
    ("finns det något stöd för det här", .sv), ("Norja", .fi), ("hej", .sv), ("customs?", .en),
  ])
  func recognisesTheLanguage(text: String, language: Vocabulary.Language) throws {
    #expect(try parse(text, nil).lang == language)
  }

  @Test func oneStrayWordKeepsTheLanguageOfTheTalk() throws {
    let talk = DialogueContext(lang: .fi)
    #expect(try parse("customs", nil, context: talk).lang == .fi)
    #expect(try parse("ok hej", nil, context: talk).lang == .fi)
    #expect(try parse("can we speak about what we need in English please", nil, context: talk).lang == .en)
  }

  @Test func onlyTheFirstTwoThousandCharactersAreRead() throws {
    let filler = String(repeating: "x ", count: 1_000)
    #expect(try parse(filler + "customs").slots[.topic] == nil)
    #expect(try parse("customs " + filler).slots[.topic] == .text("customs"))
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "customs ", count: 50_000), String(repeating: "a", count: 100_000),
      String(repeating: "ä\u{308}", count: 5_000),
      String(repeating: "👍", count: 3_000), String(repeating: "1 ", count: 5_000), "\u{0}\u{200B}\u{FEFF}",
      "%s %n {market} <x> [",
    ])
  func anyInputIsAnsweredInTime(text: String) throws {
    let parser = try IntentParser(rules: Self.rules())
    let time = ContinuousClock().measure {
      _ = parser.parse(text, lang: nil, context: nil, morphology: TestMorphology())
    }
    #expect(time < .seconds(2), "\(time)")
  }

  @Test func theSameInputGivesTheSameAnswer() throws {
    let parser = try IntentParser(rules: Self.rules())
    let text = "how to find money for customs in Norway and Sweden with Tempo, 12 people"
    let first = parser.parse(text, lang: nil, context: nil, morphology: TestMorphology())
    for _ in 0..<20 {
      let rebuilt = try IntentParser(rules: Self.rules())
      #expect(rebuilt.parse(text, lang: nil, context: nil, morphology: TestMorphology()) == first)
    }
  }

  @Test func faultsOfAllFilesAreGathered() {
    let bad: Literal = [
      "language": "en",
      "evidence": [
        ["intent": "no_such", "weight": 2, "any": ["a"]], ["weight": 1],
        ["topic": "x", "weight": 1, "any": ["{nothing}"]],
      ],
      "intents": ["nobody": ["data": [["sentences": ["(a"]]]]], "surprise": "x",
    ]
    let error = #expect(throws: ContentFaults.self) {
      try IntentRules(
        documents: [
          YAMLDocument(file: "a.yaml", root: bad.yaml), YAMLDocument(file: "b.yaml", root: .mapping([], line: 1)),
        ],
        morphology: TestMorphology())
    }
    let text = error?.description ?? ""
    for part in [
      "no intent no_such", "speaks for nothing", "no feature {nothing}", "no intent nobody", "')' is missing",
      "`surprise`", "b.yaml:1: ",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }
}

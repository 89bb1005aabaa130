import Intents
import Language
import Testing
import Vocabulary

@Suite struct IntentReviewTests {
  /// Complaints about one English file with these intents, and words for everything else.
  private func complaints(_ intents: Literal, skipWords: [String] = [], topics: Set<String> = []) -> [String] {
    var documents = Vocabulary.Language.allCases.map { language in
      YAMLDocument(
        file: "intents/\(language.rawValue)/evidence.yaml",
        root: Literal.map([
          ("language", .text(language.rawValue)),
          ("evidence", .list(Intent.allCases.map { ["intent": .text($0.rawValue), "weight": "3", "any": ["x"]] })),
        ]).yaml)
    }
    documents.append(
      YAMLDocument(
        file: "intents/en/templates.yaml",
        root: Literal.map([
          ("language", "en"), ("intents", intents), ("skip_words", .list(skipWords.map { .text($0) })),
          ("lists", ["market": ["values": ["Norway", "Sweden"]], "w": ["wildcard": true]]),
        ]).yaml))
    return IntentReview.complaints(documents: documents, topics: topics).map(\.description)
  }

  private func block(_ sentences: Literal...) -> Literal { ["data": [["sentences": .list(sentences)]]] }

  @Test func rulesOfUseAreLeftAlone() {
    #expect(complaints(["greet": block("hello [there]", "hi {w}"), "thank": block("thanks|thank you")]) == [])
  }

  @Test func twoIntentsThatSayTheSameAreTold() {
    let found = complaints(["cancel": block("(drop|stop) it"), "skip_step": block("(drop|skip) it", "leave it")])
    #expect(found.count == 1)
    #expect(
      found.first?.contains("\"drop it\" means cancel here and skip_step at intents/en/templates.yaml:") == true,
      "\(found)")
  }

  @Test func sentencesOfOneIntentMayOverlap() {
    #expect(complaints(["greet": block("hello [there]", "(hello|hi) [you]")]) == [])
  }

  @Test func conditionsTellIntentsApart() {
    let found = complaints([
      "affirm": ["data": [["sentences": ["do it"], "requires_context": ["pending": nil]]]],
      "complete_step": block("do it"),
    ])
    #expect(found == [])
  }

  @Test func aTemplateThatAnotherTakesWholeIsTold() {
    let found = complaints(["greet": block("hello {market}"), "thank": block("hello (Norway|Sweden)")])
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix("intents/en/templates.yaml:8: \"hello {market}\": it never decides") == true, "\(found)")
    #expect(found.first?.contains("is taken by intents/en/templates.yaml:13, intent thank") == true, "\(found)")
  }

  @Test func aTemplateThatNothingMatchesIsTold() {
    let found = complaints(["greet": block("ask Dr. Who", "hello"), "thank": block("{market} [x|]")])
    #expect(found.count == 1)
    #expect(
      found.first?.contains(":8: \"ask Dr. Who\": no sentence of it is understood, as \"ask Dr. Who\"") == true,
      "\(found)")
  }

  @Test func aTemplateThatCanBeReadInTooManyWaysIsTold() {
    let found = complaints(["greet": block("([a];[a];[a];[a];[a];[a];[a];[a];[a];[a]) [a] [a] [a] [a] [a]")])
    #expect(found.count == 1)
    #expect(found.first?.contains("can be read in too many ways") == true, "\(found)")
  }

  @Test func aSkipWordInATemplateIsNoFault() {
    #expect(complaints(["greet": block("please stop")], skipWords: ["please"]) == [])
  }

  @Test func whatALanguageLacksIsTold() {
    let found = complaints(
      [
        "ask_guidance": ["data": [["sentences": ["customs"], "slots": ["topic": "customs"]]]]
      ], topics: ["customs", "vat"])
    #expect(
      found.filter { $0.contains("topic customs") } == [
        "intents/fi:1: no template and no rule speaks for the topic customs: add words for it, as intents/en/templates.yaml:8 does",
        "intents/sv:1: no template and no rule speaks for the topic customs: add words for it, as intents/en/templates.yaml:8 does",
      ])
    #expect(found.count { $0.hasSuffix("speaks for the topic vat: add words for it") } == 3)
  }

  @Test func anIntentThatALanguageLacksIsTold() {
    let found = IntentReview.complaints(
      documents: [
        YAMLDocument(
          file: "intents/en/a.yaml", root: (["language": "en", "intents": ["greet": block("hello")]] as Literal).yaml)
      ], topics: [])
    #expect(
      found.map(\.description).contains(
        "intents/fi:1: no template and no rule speaks for the intent greet: add words for it, as intents/en/a.yaml:8 does"
      ))
    #expect(!found.contains { $0.file == "intents/en" && $0.message.contains("intent greet") })
  }
}

import Intents
import Language
import Testing

@Suite struct TemplateRecognizerTests {
  private func slots(_ match: TemplateMatch?) -> [String: TemplateValue] {
    Dictionary(uniqueKeysWithValues: (match?.entities ?? []).map { ($0.slot, $0.value) })
  }

  @Test func fillsSlotsFromLists() throws {
    let recognizer = try TemplateRecognizer.of(
      ["sell {thing} to {market}"],
      lists: ["thing": ["wildcard": true], "market": ["values": [["in": "(Norway|Norwegian market)", "out": "NO"]]]])
    let match = recognizer.best("Sell red boats to Norway!")
    #expect(slots(match) == ["thing": .text("red boats"), "market": .text("NO")])
    #expect(match?.template == "sell {thing} to {market}")
    #expect(match?.file == "test.yaml")
  }

  @Test func needsTheWholeText() throws {
    let recognizer = try TemplateRecognizer.of(["hello"])
    #expect(recognizer.best("hello") != nil)
    #expect(recognizer.best("hello there") == nil)
    #expect(recognizer.best("") == nil)
  }

  @Test func prefersTheTemplateWithMoreOfTheText() throws {
    let recognizer = try TemplateRecognizer.of(
      ["tell me about {x}", "tell me about the weather"], lists: ["x": ["wildcard": true]])
    #expect(recognizer.best("tell me about the weather")?.template == "tell me about the weather")
  }

  @Test func contextDecides() throws {
    let document = TemplateDocument([
      "language": "en",
      "intents": [
        "A": ["data": [["sentences": ["yes"], "requires_context": ["pending": nil]]]],
        "B": ["data": [["sentences": ["yes"]]]],
      ],
    ])
    let recognizer = try TemplateRecognizer(document)
    #expect(recognizer.best("yes")?.intent == "B")
    #expect(recognizer.best("yes", context: ["pending": .text("employees")])?.intent == "A")
  }

  @Test func skipWordsCanBeKept() throws {
    let document = TemplateDocument([
      "language": "en", "skip_words": ["please"], "intents": ["A": ["data": [["sentences": ["please stop", "go"]]]]],
    ])
    let recognizer = try TemplateRecognizer(document)
    #expect(recognizer.best("please go")?.template == "go")
    #expect(recognizer.best("please stop") == nil)
    #expect(recognizer.best("please stop", options: .init(keepsSkipWords: true)) != nil)
  }

  @Test func gathersAllFaultsWithTheirPlaces() {
    let document = TemplateDocument([
      "language": "en",
      "intents": ["A": ["data": [["sentences": ["go {nowhere}", "turn (on", "see <missing>", "fine"]]]]],
      "expansion_rules": ["one": "a <two>", "two": "b <one>", "bad": "[x"],
      "lists": ["empty": ["nothing": "here"]],
    ])
    let error = #expect(throws: ContentFaults.self) { try TemplateRecognizer(document) }
    let messages = error?.faults.map(\.description) ?? []
    for part in ["no list {nowhere}", "')' is missing", "no rule <missing>", "']' is missing", "{empty} needs one of"] {
      #expect(messages.contains { $0.contains(part) && $0.hasPrefix("test.yaml:") }, "\(part) in \(messages)")
    }
  }

  @Test func recursionIsRefusedWhereItBegins() {
    let error = #expect(throws: ContentFaults.self) {
      try TemplateRecognizer.of(["start <one>"], rules: ["one": "a <two>", "two": "b [<one>]"])
    }
    #expect(
      error?.description
        == "test.yaml:12: <one> uses itself (<one> → <two> → <one>): take one of them out (character 4), in \"b [<one>]\""
    )
  }

  @Test func anUnknownNameIsToldWithItsPlace() {
    let error = #expect(throws: ContentFaults.self) { try TemplateRecognizer.of(["go", "go to <place> in {room}"]) }
    let messages = error?.faults.map(\.description) ?? []
    #expect(messages.contains { $0.hasPrefix("test.yaml:9: there is no rule <place>") && $0.contains("(character 7)") })
    #expect(messages.contains { $0.hasPrefix("test.yaml:9: there is no list {room}") && $0.contains("(character 18)") })
  }

  @Test func listsThatHoldThemselvesAreRefused() {
    #expect(throws: ContentFaults.self) {
      try TemplateRecognizer.of(["{a}"], lists: ["a": ["values": ["x [{a}]"]]])
    }
  }

  @Test func rulesThatMultiplyAreRefused() {
    var rules: [(String, Literal)] = [("r0", "a")]
    for level in 1...30 { rules.append(("r\(level)", .text("<r\(level - 1)> <r\(level - 1)>"))) }
    #expect(throws: ContentFaults.self) { try TemplateRecognizer.of(["<r30>"], rules: .map(rules)) }
  }

  @Test func templatesThatAreTooManyTogetherAreRefused() {
    let items = (0..<12).map { "[a\($0)]" }.joined(separator: ";")
    let sentences = (0..<200).map { Literal.text("go (\(items)) \($0)") }
    let error = #expect(throws: ContentFaults.self) {
      try TemplateRecognizer(
        TemplateDocument(["language": "en", "intents": ["A": ["data": [["sentences": .list(sentences)]]]]]))
    }
    #expect(error?.description.contains("the templates up to here have more than") == true)
  }

  // The syntax of hassil 3.12.1; the answers are its answers.
  @Test func rangesMayBeWrittenInPlace() throws {
    let recognizer = try TemplateRecognizer.of(["set {0..100:level} [now]", "step {0..100,5:level}"])
    #expect(slots(recognizer.best("set 50 now")) == ["level": .number(50)])
    #expect(recognizer.best("set 101") == nil)
    #expect(slots(recognizer.best("step 55")) == ["level": .number(55)])
    #expect(recognizer.best("step 52") == nil)
    #expect(throws: ContentFaults.self) { try TemplateRecognizer.of(["set {9..5:level}"]) }
  }

  @Test func capturesAreNoSlots() throws {
    let recognizer = try TemplateRecognizer.of(
      ["on {@l} now", "on {l:@thing} {l}", "on {w:@x} then"],
      lists: ["l": ["values": ["lamp", ["in": "red fan", "out": "f"]]], "w": ["wildcard": true]])
    #expect(slots(recognizer.best("on red fan now")) == [:])
    #expect(recognizer.best("on red fan now")?.captures == ["l": "red fan"])
    #expect(slots(recognizer.best("on lamp red fan")) == ["l": .text("f")])
    #expect(recognizer.best("on lamp red fan")?.captures == ["thing": "lamp"])
    #expect(slots(recognizer.best("on a b then")) == ["x": .text("a b")])
  }

  @Test func threadsShareARecognizer() async throws {
    let recognizer = try TemplateRecognizer.of(
      ["sell {thing} to {market}", "set {0..100:level} [now]"],
      lists: ["thing": ["wildcard": true], "market": ["values": ["Norway", "Sweden"]]])
    let texts = (0..<200).map { $0.isMultiple(of: 2) ? "sell boats \($0) to Norway" : "set \($0 % 101) now" }
    let alone = texts.map { recognizer.best($0) }
    let together = await withTaskGroup(of: (Int, TemplateMatch?).self) { group in
      for (index, text) in texts.enumerated() { group.addTask { (index, recognizer.best(text)) } }
      var found = [TemplateMatch?](repeating: nil, count: texts.count)
      for await (index, match) in group { found[index] = match }
      return found
    }
    #expect(together == alone)
    #expect(!alone.contains(nil))
  }
}

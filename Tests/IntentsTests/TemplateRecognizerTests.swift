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

  @Test func recursionIsRefused() {
    let error = #expect(throws: ContentFaults.self) {
      try TemplateRecognizer.of(["start <one>"], rules: ["one": "a <two>", "two": "b [<one>]"])
    }
    #expect(
      error?.description.contains("<one> uses itself (<one> → <two> → <one>)") == true, "\(error?.description ?? "")")
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

  // Each of these takes ages in a matcher that tries every way.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      (String(repeating: "[a ][a ]", count: 20) + "c", String(repeating: "a ", count: 40) + "b"),
      (String(repeating: "(a|a)", count: 40) + "c", String(repeating: "a", count: 40)),
      (String(repeating: "(a|a)", count: 40), String(repeating: "a", count: 40)),
      (String(repeating: "{l}", count: 24) + " end", String(repeating: "a", count: 40)),
      (String(repeating: "{l}", count: 24), String(repeating: "a", count: 36)),
      (String(repeating: "{w} x ", count: 10) + "y", String(repeating: "x ", count: 500)),
      ("(a;b;c;d;e;f;g;h) z", "a b c d e f g h"),
    ])
  func timeIsBounded(template: String, text: String) throws {
    let recognizer = try TemplateRecognizer.of(
      [template], lists: ["l": ["values": ["a", "aa", "(a|aa)", "[a]a"]], "w": ["wildcard": true]])
    let clock = ContinuousClock()
    let time = clock.measure { _ = recognizer.best(text) }
    #expect(time < .seconds(10), "\(time)")
  }

  @Test func timeDoesNotGrowWithTemplatesThatCannotMatch() throws {
    func micros(_ count: Int) throws -> Double {
      let recognizer = try TemplateRecognizer.of(
        (0..<count).map { "(start|begin) [the] word\($0)q [now]" } + ["hello world"])
      let clock = ContinuousClock()
      _ = recognizer.best("hello world")
      let best = (0..<20).map { _ in clock.measure { _ = recognizer.best("hello world") } }.min() ?? .zero
      return best / .microseconds(1)
    }
    let few = try micros(100)
    let many = try micros(5_000)
    #expect(many < few * 10 + 200, "\(few) µs with 100 templates, \(many) µs with 5,000")
  }
}

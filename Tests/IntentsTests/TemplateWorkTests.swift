import Language
import Testing

@testable import Intents

/// Work is counted in steps and letters looked at, so these hold on any machine.
@Suite struct TemplateWorkTests {
  private static let syllables = ["ka", "lo", "mi", "nu", "pe", "ri", "sa", "ty", "vo", "he"]

  /// A name of its own for each number.
  private func name(_ number: Int) -> String {
    String(String(number).compactMap { $0.wholeNumberValue }.flatMap { Self.syllables[$0] }) + " \(number)"
  }

  private func recognizer(templates count: Int, _ template: (String) -> String) throws -> TemplateRecognizer {
    try TemplateRecognizer.of(
      (0..<count).map { template(name($0)) },
      lists: ["area": ["values": ["kitchen", "office"]], "w": ["wildcard": true]])
  }

  private func recognizer(values count: Int) throws -> TemplateRecognizer {
    try TemplateRecognizer.of(
      ["turn on [the] {name}", "play {w} on {name}", "{w} {name}"],
      lists: ["name": ["values": .list((0..<count).map { .text(name($0)) })], "w": ["wildcard": true]])
  }

  private func expectNoGrowth(_ few: TemplateRecognizer, _ many: TemplateRecognizer, _ texts: [String]) {
    for text in texts {
      #expect((many.best(text) == nil) == (few.best(text) == nil), "\(text)")
      let (less, more) = (few.work(text), many.work(text))
      #expect(more <= 2 * less, "\(text): \(less) with few, \(more) with many")
    }
  }

  @Test func templatesCostNothing() throws {
    let few = try recognizer(templates: 100) { "(start|begin) [the] \($0) [in [the] {area}]" }
    let many = try recognizer(templates: 10_000) { "(start|begin) [the] \($0) [in [the] {area}]" }
    expectNoGrowth(
      few, many,
      ["start the \(name(77)) in the kitchen", "begin \(name(5))", "start the unknown thing in the kitchen", "hello"])
  }

  @Test func templatesCostNothingBehindAWildcard() throws {
    let few = try recognizer(templates: 100) { "put {w} \($0)" }
    let many = try recognizer(templates: 10_000) { "put {w} \($0)" }
    expectNoGrowth(few, many, ["put the blue cup \(name(77))", "put the blue cup on the table"])
  }

  @Test func valuesCostNothing() throws {
    let few = try recognizer(values: 100)
    let many = try recognizer(values: 100_000)
    expectNoGrowth(
      few, many,
      ["turn on the \(name(77))", "play a song of old on \(name(42))", "play a song on the moon", "a \(name(9))"])
  }

  @Test func valuesThatAreTemplatesCostNothing() throws {
    func recognizer(_ count: Int) throws -> TemplateRecognizer {
      try TemplateRecognizer.of(
        ["turn on {name}", "play {w} on {name}"],
        lists: [
          "name": ["values": .list((0..<count).map { .text("[the] \(name($0)) [(lamp|light)]") })],
          "w": ["wildcard": true],
        ])
    }
    expectNoGrowth(
      try recognizer(100), try recognizer(3_000),
      ["turn on \(name(77)) lamp", "play a song on \(name(42))", "play a song on the moon"])
  }

  @Test func noMatchCostsNoMoreThanAMatch() throws {
    let recognizer = try recognizer(templates: 1_000) { "(start|begin) [the] \($0) [in [the] {area}]" }
    let matching = recognizer.work("start the \(name(77)) in the kitchen")
    for text in [
      "start the \(name(77)) in the cellar", "start the unknown thing in the kitchen", "what is the weather",
    ] {
      #expect(recognizer.work(text) <= matching * 6 / 5, "\(text)")
    }
  }

  /// A template and a text that take ages in a matcher that tries every way.
  struct HardCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var template: String
    var text: String

    init(_ description: String, _ template: String, _ text: String) {
      testDescription = description
      self.template = template
      self.text = text
    }
  }

  private static func times(_ count: Int, _ part: String) -> String { String(repeating: part, count: count) }

  static let hardCases = [
    HardCase("optionals in a row", times(20, "[a ][a ]") + "c", times(40, "a ") + "b"),
    HardCase("optionals in each other", times(50, "[") + "a" + times(50, " a]"), times(60, "a ")),
    HardCase("equal alternatives without a match", times(40, "(a|a)") + "c", times(40, "a")),
    HardCase("equal alternatives with a match", times(40, "(a|a)"), times(40, "a")),
    HardCase("lists without a match", times(24, "{l}") + " end", times(40, "a")),
    HardCase("lists with a match", times(24, "{l}"), times(36, "a")),
    HardCase("values that are hard themselves", times(24, "{d}"), times(36, "a")),
    HardCase("wildcards", times(10, "{w} x ") + "y", times(500, "x ")),
    HardCase("optional wildcards", times(12, "[{w}] x "), times(500, "x ") + "y"),
    HardCase("numbers behind wildcards", "{w} {n} {w} {n} z", times(300, "five 5 ")),
    HardCase("a permutation without a match", "(a;b;c;d;e;f;g;h) z", "a b c d e f g h"),
    HardCase("a permutation of equals", "([a];[a];[a];[a];[a];[a];[a];[a]) z", times(8, "a ")),
    HardCase("a wildcard that may end anywhere", "{w} a", times(19_000, "a")),
    HardCase("values behind a wildcard that may end anywhere", "{w} a{l}b", times(19_000, "a")),
  ]

  @Test(arguments: hardCases)
  func workIsBounded(_ hard: HardCase) throws {
    let recognizer = try TemplateRecognizer.of(
      [hard.template],
      lists: [
        "l": ["values": ["a", "aa", "(a|aa)", "[a]a"]], "w": ["wildcard": true],
        "n": ["range": ["from": 0, "to": 9]], "d": ["values": [.text(Self.times(8, "(a|[a]a)"))]],
      ])
    #expect(recognizer.work(hard.text) <= TemplateMatcher.templateWorkMax + 2 * TemplateRecognizer.textMax)
  }

  @Test func manyHardTemplatesAreBoundedTogether() throws {
    let recognizer = try TemplateRecognizer.of(
      (0..<200).map { String(repeating: "{w} x ", count: 10) + "y [\($0)]" }, lists: ["w": ["wildcard": true]])
    let text = String(repeating: "x ", count: 500) + "y"
    #expect(recognizer.work(text) <= TemplateMatcher.workMax + 2 * TemplateRecognizer.textMax)
  }

  @Test func aTextThatIsNoSentenceCostsNothing() throws {
    let recognizer = try TemplateRecognizer.of(["{w}", "say {w}"], lists: ["w": ["wildcard": true]])
    #expect(recognizer.best("say hello") != nil)
    #expect(recognizer.best(String(repeating: "say ", count: 250_000)) == nil)
    #expect(recognizer.work(String(repeating: "say ", count: 250_000)) == 0)
    #expect(recognizer.best(String(repeating: "word ", count: 10_000)) == nil)
  }
}

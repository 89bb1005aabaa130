import Intents
import Testing

@Suite struct TemplateParserTests {
  @Test func readsEveryPart() throws {
    let tree = try TemplateParser.parse("a [b] (c|d) {l:s} <r>")
    #expect(
      tree
        == .sequence([
          .text("a "), .alternatives([.sequence([.text("b")]), .text("")], isOptional: true), .text(" "),
          .alternatives([.sequence([.text("c")]), .sequence([.text("d")])], isOptional: false), .text(" "),
          .list(name: "l", slot: "s", endsWord: true), .text(" "), .rule("r"),
        ]))
  }

  @Test(arguments: [
    ("turn (on", "')' is missing"), ("turn [on", "']' is missing"), ("x {n", "'}' is missing"),
    ("x <r", "'>' is missing"),
    ("a)b", "has no opening sign"), ("()", "empty"), ("{}", "names nothing"), ("  ", "empty"),
    ("(a|b;c)", "';' after '|'"),
    ("a\\", "escapes nothing"),
  ])
  func saysWhatIsWrong(template: String, part: String) {
    let error = #expect(throws: TemplateSyntaxError.self) { try TemplateParser.parse(template) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test func deepNestingIsRefused() {
    let deep = String(repeating: "(", count: 5_000) + "a" + String(repeating: ")", count: 5_000)
    #expect(throws: TemplateSyntaxError.self) { try TemplateParser.parse(deep) }
  }

  @Test func endlessTemplatesAreRefused() {
    #expect(throws: TemplateSyntaxError.self) { try TemplateParser.parse(String(repeating: "a ", count: 20_000)) }
  }

  @Test func everySampleIsMatchedByItsTemplate() throws {
    let template = "[please] (turn|switch) on [the] ({area} light[s]|light[s] in {area}|(a;b c)) <now>"
    let lists: Literal = ["area": ["values": ["kitchen", "(living|dining) room"]]]
    let rules: Literal = ["now": "[right] now"]
    var document = TemplateDocument()
    document.add(TemplateNode(Literal.map([("lists", lists), ("expansion_rules", rules)]).yaml), file: "test.yaml")
    let sentences = try TemplateSampler(document).sentences(of: template, countMax: 10_000)
    let recognizer = try TemplateRecognizer.of([template], lists: lists, rules: rules)
    #expect(sentences.count > 100)
    for sentence in sentences { #expect(recognizer.best(sentence) != nil, "\(sentence)") }
  }
}

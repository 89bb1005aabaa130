import Knowledge
import Testing
import Vocabulary

struct GlossaryTests {
  private let glossary = Glossary([
    term("ddp", en: ["DDP", "delivered duty paid"], fi: ["DDP", "tullattuna"], sv: ["DDP"]),
    term("eori", en: ["EORI", "EORI number"], fi: ["EORI", "EORI-numero"], sv: ["EORI", "EORI-nummer"]),
    term("eur1", en: ["EUR.1"], fi: ["EUR.1"], sv: ["EUR.1"]),
    term("forwarder", en: ["forwarder"], fi: ["huolitsija"], sv: ["speditör"]),
    term("credit", en: ["letter of credit", "L/C"], fi: ["remburssi", "L/C"], sv: ["remburs", "L/C"]),
    term("oss", en: ["OSS"], fi: ["OSS"], sv: ["OSS"]),
    term("agent", en: ["agent"], fi: ["agentti"], sv: ["agent"]),
    term("sales_agent", en: ["sales agent", "agents"], fi: ["myyntiagentti"], sv: ["säljagent"]),
  ])

  private static func term(_ id: String, en: [String], fi: [String], sv: [String]) -> Term {
    Term(
      id: id, topic: "customs", names: LocalizedList(en: en, fi: fi, sv: sv),
      text: LocalizedText(en: id, fi: id, sv: id),
      sources: [], checked: Day(daysSince1970: 0))
  }

  @Test(
    arguments: [
      ("ddp", .en, "ddp"), ("Delivered duty-paid", .en, "ddp"), ("forwarders", .en, "forwarder"), ("LCs", .en, nil),
      ("l/c", .en, "credit"), ("EORI's", .en, "eori"), ("eur1", .en, nil), ("EUR 1", .en, "eur1"),
      ("DDP:n", .fi, "ddp"), ("DDP:tä", .fi, "ddp"), ("EORI-numeron", .fi, "eori"), ("EORIn", .fi, "eori"),
      ("huolitsijaa", .fi, "forwarder"), ("huolitsijalla", .fi, "forwarder"), ("remburssia", .fi, "credit"),
      ("remburssin", .fi, "credit"), ("letter of credit", .fi, "credit"), ("EUR.1:n", .fi, "eur1"),
      ("speditören", .sv, "forwarder"), ("speditörer", .sv, "forwarder"), ("speditörerna", .sv, "forwarder"),
      ("rembursen", .sv, "credit"), ("EORI-numret", .sv, nil), ("agentens", .sv, "agent"),
    ] as [(String, Language, String?)])
  func `A term is found by its names in the forms that they take`(name: String, lang: Language, id: String?) {
    #expect(glossary.term(named: name, in: lang)?.id == id)
  }

  @Test(
    arguments: [
      ("", .en), ("?", .fi), ("ossi", .sv), ("dd", .fi), ("eori ja ddp", .fi), ("agent contract", .en),
      ("speditörsavtal", .sv),
      ("tulli", .fi), ("n", .fi),
    ] as [(String, Language)])
  func `What is no name of a term finds none`(name: String, lang: Language) {
    #expect(glossary.term(named: name, in: lang) == nil)
  }

  @Test func `A name as it is written counts before one without its ending`() {
    #expect(glossary.term(named: "agents", in: .en)?.id == "sales_agent")
  }
}

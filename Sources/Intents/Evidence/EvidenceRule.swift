import Language
import Vocabulary

/// What a rule speaks for.
enum Claim: Sendable, Hashable {
  case intent(Intent)
  case slot(Slot, String)
}

/// One entry of an evidence file, compiled.
struct EvidenceRule: Sendable {
  var claims: [Claim]
  var weight: Double
  var any: [Condition]
  var all: [[Condition]]
  var none: [Condition]
  var file: String
  var line: Int

  /// Whether it asks what other rules found out.
  var isLate: Bool {
    func asks(_ condition: Condition) -> Bool { condition == .feature(.topic) || condition == .feature(.purpose) }
    return any.contains(where: asks) || none.contains(where: asks) || all.contains { $0.contains(where: asks) }
  }
}

/// Reads evidence files and gathers their faults.
struct EvidenceReader {
  private static let slots: Set<Slot> = [.topic, .purpose, .rating, .language, .sector, .instrument, .market]
  private static let keys: Set<String> = ["intent", "weight", "any", "all", "none"]

  let file: String
  var faults: [ContentFault] = []
  var rules: [EvidenceRule] = []

  init(file: String) {
    self.file = file
  }

  private mutating func fault(_ line: Int, _ message: String) {
    faults.append(ContentFault(file: file, line: line, message: message))
  }

  mutating func read(_ evidence: YAMLValue, into phrases: inout PhraseBook.Builder) {
    guard let items = evidence.items else {
      return fault(evidence.line, "`evidence` is not a list: begin each rule with `- `")
    }
    for item in items {
      guard let entries = item.entries else {
        fault(item.line, "a rule is not a map: give it `intent` or a slot, `weight`, and `any` or `all`")
        continue
      }
      if let rule = rule(entries, item, &phrases) { rules.append(rule) }
    }
  }

  private mutating func rule(
    _ entries: [YAMLValue.Entry], _ item: YAMLValue, _ phrases: inout PhraseBook.Builder
  ) -> EvidenceRule? {
    let known = faults.count
    var claims: [Claim] = []
    for entry in entries where !Self.keys.contains(entry.key) || entry.key == "intent" {
      if let claim = claim(entry) { claims.append(claim) }
    }
    let weight = item["weight"]?.text.flatMap(Double.init)
    if weight == nil {
      fault(item.line, "a rule needs a number `weight`: 1 is a weak hint, 5 nearly certain, below 0 speaks against")
    }
    if claims.isEmpty, faults.count == known {
      fault(item.line, "a rule speaks for nothing: add `intent` or a slot such as `topic`")
    }
    let any = conditions(item["any"], &phrases)
    let all = (item["all"]?.items ?? []).map { conditions($0, &phrases) }
    if item["any"] == nil, all.isEmpty { fault(item.line, "a rule has no words: add `any` or `all`") }
    let none = conditions(item["none"], &phrases)
    guard faults.count == known, let weight else { return nil }
    return EvidenceRule(claims: claims, weight: weight, any: any, all: all, none: none, file: file, line: item.line)
  }

  private mutating func claim(_ entry: YAMLValue.Entry) -> Claim? {
    guard let name = entry.value.text else {
      fault(entry.line, "`\(entry.key)` is not a text")
      return nil
    }
    if entry.key == "intent" {
      guard let intent = Intent(rawValue: name) else {
        fault(entry.line, "there is no intent \(name): take a name of the catalogue")
        return nil
      }
      return .intent(intent)
    }
    guard let slot = Slot(rawValue: entry.key), Self.slots.contains(slot) else {
      fault(entry.line, "a rule has no key `\(entry.key)`: known are intent, weight, any, all, none and slots")
      return nil
    }
    return .slot(slot, name)
  }

  private mutating func conditions(_ value: YAMLValue?, _ phrases: inout PhraseBook.Builder) -> [Condition] {
    guard let value else { return [] }
    guard let items = value.items else {
      fault(value.line, "words stand in a list: [one, two]")
      return []
    }
    return items.compactMap { condition($0, &phrases) }
  }

  private mutating func condition(_ item: YAMLValue, _ phrases: inout PhraseBook.Builder) -> Condition? {
    guard let text = item.text else {
      fault(
        item.line,
        "a word is not a text: write features as \"{market}\" in quotes, and groups of `all` as lists in a list")
      return nil
    }
    if text == "question" { return .feature(.question) }
    if text.hasPrefix("{"), text.hasSuffix("}") {
      let name = String(text.dropFirst().dropLast())
      if let feature = MessageFeature(rawValue: name) { return .feature(feature) }
      let names = MessageFeature.allCases.map(\.rawValue).joined(separator: ", ")
      fault(item.line, "there is no feature {\(name)}: known are \(names)")
      return nil
    }
    guard let number = phrases.number(text) else {
      fault(item.line, "\"\(text)\" has no word")
      return nil
    }
    return .phrase(number)
  }
}

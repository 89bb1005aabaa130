import Companies
import Knowledge
import Vocabulary

/// The values of a fact that a reply names among other words: "the owner takes care of it", "about 10,000 euros".
struct NamedValues {
  private let fact: FactText
  private let spoken: SpokenWords
  private let lang: Language
  private let phrases: Phrasebook

  init(_ fact: FactText, in spoken: SpokenWords, lang: Language, _ phrases: Phrasebook) {
    self.fact = fact
    self.spoken = spoken
    self.lang = lang
    self.phrases = phrases
  }

  /// `nil` when it names none, several that exclude each other, or denies one.
  func value(of text: String, for name: FactName) -> FactValue? {
    switch FactCatalogue.definition(of: name).kind {
    case .languages:
      let ids = fact.values(in: spoken, lang: lang)
      return ids.isEmpty ? nil : .list(ids)
    case .choice:
      if let number = WrittenNumber.only(in: text.lowercased()), let id = band(of: number) { return .text(id) }
      guard !spoken.tells(.noWords, in: lang, phrases) else { return nil }
      let longest = named.map(\.length).max()
      let ids = named.filter { $0.length == longest }.map(\.id)
      return ids.count == 1 ? FactValue(named: ids[0], for: name) : nil
    case .text, .choices, .words, .markets, .number, .integer, .flag: return nil
    }
  }

  /// Words that only say yes or no name nothing.
  private var named: [(id: String, length: Int)] {
    let plain = Set(phrases.words(.yesWords, lang) + phrases.words(.noWords, lang))
    return fact.values.compactMap { value in
      let words = ([value.label[lang].lowercased()] + value.words[lang]).filter { !plain.contains($0) }
      return spoken.longest(of: words.map(SpokenWords.Turn.init)).map { (value.id, $0) }
    }
  }

  private func band(of number: Double) -> String? {
    guard fact.values.contains(where: { $0.upTo != nil }) else { return nil }
    return (fact.values.first { $0.upTo.map { number <= $0 } ?? false } ?? fact.values.last)?.id
  }
}

/// Numbers as people write them.
enum WrittenNumber {
  /// The one number of a text, with its thousands parted by spaces, commas or stops or not at all; `nil` when there are several.
  static func only(in text: String) -> Double? {
    var groups = text.split { !$0.isNumber && $0 != "," && $0 != "." }
      .map { $0.trimmingPunctuation }.filter { !$0.isEmpty }
    while groups.count > 1, groups[1].count == 3, groups[1].allSatisfy(\.isNumber), groups[0].count <= 3 {
      groups[0...1] = [groups[0] + groups[1]]
    }
    guard groups.count == 1, var digits = groups.first else { return nil }
    let parts = digits.split { !$0.isNumber }
    if parts.count > 1, parts.dropFirst().allSatisfy({ $0.count == 3 }) { digits = parts.joined() }
    return Double(digits.map { $0 == "," ? "." : String($0) }.joined())
  }
}

extension FactValue {
  /// The value that the content names by this id.
  init(named id: String, for name: FactName) {
    switch FactCatalogue.definition(of: name).kind {
    case _ where id == "unknown": self = .unknown
    case .number, .integer: self = Double(id).map(FactValue.number) ?? .text(id)
    case .flag: self = .flag(id == "yes" || id == "true")
    case .choices, .words, .languages, .markets: self = .list([id])
    case .choice, .text: self = .text(id)
    }
  }
}

extension Substring {
  /// Without the stops and commas that end a sentence.
  fileprivate var trimmingPunctuation: String {
    var view = self
    while let first = view.first, !first.isNumber { view.removeFirst() }
    while let last = view.last, !last.isNumber { view.removeLast() }
    return String(view)
  }
}

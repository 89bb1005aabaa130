import Vocabulary

/// A number that a message says, in digits or words.
public struct NumberMention: Sendable, Hashable {
  public enum Unit: Sendable, Hashable {
    case none
    /// Money in the currency with this ISO 4217 code.
    case money(String)
    case percent
  }

  public var value: Double
  public var unit: Unit
  /// The tokens that say it, with the unit.
  public var tokens: Range<Int>
  /// Whether it is spelled in words alone.
  public var isSpelled: Bool
  /// Four digits from 1800 to 2100 with no unit.
  public var isYear: Bool

  public init(value: Double, unit: Unit, tokens: Range<Int>, isSpelled: Bool, isYear: Bool) {
    self.value = value
    self.unit = unit
    self.tokens = tokens
    self.isSpelled = isSpelled
    self.isYear = isYear
  }
}

/// Reads the numbers of a message: `12`, `1 200 000`, `1,2 M€`, `500 t€`, `half a million`, `kaksitoista`, `15 %`.
public struct NumberReader: Sendable {
  private let language: Vocabulary.Language
  private let tokens: [Token]

  /// Every number of a text, in order, none overlapping.
  public static func mentions(in text: TokenizedText, language: Vocabulary.Language) -> [NumberMention] {
    let reader = NumberReader(language: language, tokens: text.tokens)
    var mentions: [NumberMention] = []
    var index = 0
    while index < text.tokens.count {
      if let mention = reader.mention(at: index) {
        mentions.append(mention)
        index = mention.tokens.upperBound
      } else {
        index += 1
      }
    }
    return mentions
  }

  private func mention(at start: Int) -> NumberMention? {
    guard var number = digits(at: start) ?? half(at: start) ?? spelled(at: start) else { return nil }
    let plain = number
    while let factor = multiplier(at: number.end) ?? number.suffix.flatMap({ Self.multipliers[$0] }) {
      let hadSuffix = number.suffix != nil
      number.value = (number.value * factor.value * 100).rounded() / 100
      number.suffix = nil
      if !hadSuffix { number.end += 1 }
      if let currency = factor.currency { number.currency = currency }
      if number.value > 1e12 { return nil }
    }
    var unit = number.currency.map { NumberMention.Unit.money($0) } ?? .none
    if let suffix = number.suffix, let found = Self.unit(suffix) {
      unit = found
      number.suffix = nil
    } else if unit == .none, number.end < tokens.count, let found = Self.unit(tokens[number.end].folded) {
      unit = found
      number.end += 1
    } else if unit == .none, number.end + 1 < tokens.count, tokens[number.end].folded == "per",
      tokens[number.end + 1].folded == "cent"
    {
      unit = .percent
      number.end += 2
    } else if unit == .none, start > 0, let found = Self.unit(tokens[start - 1].folded),
      tokens[start - 1].kind == .sign,
      found != .percent
    {
      unit = found
    }
    let isYear =
      (plain.isFourDigits || plain.isSpelled) && unit == .none && number.value == plain.value
      && (1800...2100).contains(number.value)
    return NumberMention(
      value: number.value, unit: unit, tokens: start..<number.end, isSpelled: number.isSpelled, isYear: isYear)
  }

  private struct Partial {
    var value: Double
    var end: Int
    var isSpelled = false
    var isFourDigits = false
    /// Letters that hang on the digits: `12kpl`, `2M`.
    var suffix: String?
    var currency: String?
  }

  private func digits(at start: Int) -> Partial? {
    let token = tokens[start]
    guard token.kind == .number else { return nil }
    let head = token.folded.prefix { $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".") }
    guard var value = Self.decimal(String(head)) else { return nil }
    var tail = String(token.folded.dropFirst(head.count))
    var end = start + 1
    if tail.isEmpty, head.count <= 3, head.allSatisfy(\.isNumber) {
      // "1 200 000": groups of three that stand one space apart.
      while end < tokens.count, tokens[end].kind == .number, tokens[end].folded.count == 3,
        tokens[end].folded.allSatisfy({ $0.isASCII && $0.isNumber }),
        tokens[end].range.lowerBound == tokens[end - 1].range.upperBound + 1, let group = Double(tokens[end].folded)
      {
        value = value * 1000 + group
        end += 1
      }
    }
    // "12:sta" and "10-15" keep their first number; a Finnish ending says nothing of the amount.
    if let mark = tail.first, !mark.isLetter { tail = String(tail.dropFirst()) }
    let known = Self.multipliers[tail] != nil || Self.unit(tail) != nil
    return Partial(
      value: value, end: end, isFourDigits: end == start + 1 && head.count == 4 && !head.contains { !$0.isNumber },
      suffix: tail.isEmpty || !known ? nil : tail)
  }

  private func half(at start: Int) -> Partial? {
    let word = tokens[start].folded
    let next = start + 1 < tokens.count ? tokens[start + 1].folded : ""
    switch (language, word) {
    case (.fi, "puoli"), (.fi, "puol"), (.fi, "puolen"), (.fi, "puolisen"), (.sv, "halv"), (.sv, "halvan"):
      guard multiplier(at: start + 1) != nil else { return nil }
      return Partial(value: 0.5, end: start + 1, isSpelled: true)
    case (.fi, "puolitoista"): return Partial(value: 1.5, end: start + 1, isSpelled: true)
    case (.fi, "pari"), (.fi, "parin"):
      return Partial(value: 2, end: start + 1, isSpelled: true)
    case (.en, "three")
    where next == "quarters" && start + 3 < tokens.count && tokens[start + 3].folded == "a"
      && multiplier(at: start + 4) != nil:
      return Partial(value: 0.75, end: start + 4, isSpelled: true)
    case (.en, "a"), (.en, "an"):
      guard next == "hundred" else { return nil }
      return hundreds(1, from: start + 1)
    case (.en, "half") where next == "a" && multiplier(at: start + 2) != nil:
      return Partial(value: 0.5, end: start + 2, isSpelled: true)
    default: return nil
    }
  }

  private func spelled(at start: Int) -> Partial? {
    guard var value = word(at: start) else { return nil }
    var end = start + 1
    if value >= 20, value < 100, value.truncatingRemainder(dividingBy: 10) == 0, let unit = word(at: end), unit > 0,
      unit < 10
    {
      value += unit
      end += 1
    }
    if value < 10, let partial = hundreds(value, from: end) { return partial }
    if let (half, halfEnd) = andHalf(at: end), multiplier(at: halfEnd) != nil {
      return Partial(value: value + half, end: halfEnd, isSpelled: true)
    }
    if language == .en, end < tokens.count, tokens[end].folded == "point", let tenth = word(at: end + 1), tenth < 10 {
      return Partial(value: value + tenth / 10, end: end + 2, isSpelled: true)
    }
    // An article is no number unless a multiplier follows.
    if value == 1, end == start + 1, language == .sv || tokens[start].folded == "one", multiplier(at: end) == nil {
      return nil
    }
    return Partial(value: value, end: end, isSpelled: true)
  }

  /// `two and a half`, `kolme ja puoli`, `två och en halv`: the half, and where its words end.
  private func andHalf(at index: Int) -> (Double, Int)? {
    let halves = [["and", "a", "half"], ["ja", "puoli"], ["ja", "puol"], ["och", "en", "halv"]]
    for words in halves where index + words.count <= tokens.count {
      if zip(words, tokens[index...]).allSatisfy({ $0 == $1.folded }) { return (0.5, index + words.count) }
    }
    return nil
  }

  /// `two hundred and ten`, from the word "hundred" on.
  private func hundreds(_ count: Double, from index: Int) -> Partial? {
    guard let hundred = hundredWord(at: index) else { return nil }
    var value = count * hundred
    var end = index + 1
    let joins = end < tokens.count && ["and", "och", "ja"].contains(tokens[end].folded)
    if let rest = word(at: joins ? end + 1 : end), rest < 100 {
      value += rest
      end += joins ? 2 : 1
      if rest >= 20, rest.truncatingRemainder(dividingBy: 10) == 0, let unit = word(at: end), unit > 0, unit < 10 {
        value += unit
        end += 1
      }
    }
    return Partial(value: value, end: end, isSpelled: true)
  }

  private func hundredWord(at index: Int) -> Double? {
    guard index < tokens.count, ["hundred", "hundra", "sataa"].contains(tokens[index].folded) else { return nil }
    return 100
  }

  private func word(at index: Int) -> Double? {
    guard index < tokens.count, tokens[index].kind == .word else { return nil }
    return NumberWords.value(of: tokens[index].folded, in: language)
  }

  private func multiplier(at index: Int) -> (value: Double, currency: String?)? {
    guard index < tokens.count else { return nil }
    let word = tokens[index].folded
    if let found = Self.multipliers[word] {
      // A lone "m" or "t" counts only when money follows ("2 m €"); "5 t" may be tonnes.
      let isShort = word.count == 1
      let moneyFollows = index + 1 < tokens.count && Self.unit(tokens[index + 1].folded).map { $0 != .percent } == true
      return isShort && !moneyFollows ? nil : found
    }
    return ["miljoon", "million", "miljon"].contains { word.hasPrefix($0) } ? (1e6, nil) : nil
  }

  private static let multipliers: [String: (value: Double, currency: String?)] = [
    "k": (1e3, nil), "t": (1e3, nil), "m": (1e6, nil), "milj": (1e6, nil), "mn": (1e6, nil), "mio": (1e6, nil),
    "thousand": (1e3, nil), "tuhat": (1e3, nil), "tuhatta": (1e3, nil), "tuhannen": (1e3, nil), "tusen": (1e3, nil),
    "meur": (1e6, "EUR"), "teur": (1e3, "EUR"), "keur": (1e3, "EUR"), "msek": (1e6, "SEK"), "mkr": (1e6, "SEK"),
    "tkr": (1e3, "SEK"), "tonnia": (1e3, nil), "dozen": (12, nil), "dussin": (12, nil),
  ]

  private static func unit(_ word: String) -> NumberMention.Unit? {
    switch word {
    case "%", "percent", "percents", "pct", "prosenttia", "prosentti", "prosentin", "pros", "procent", "prosenttii",
      "prossaa":
      return .percent
    case "€", "eur", "euro", "euros", "euroa", "euron", "euroo", "eurolla", "e", "eurot": return .money("EUR")
    case "kr", "sek", "kronor", "kruunua": return .money("SEK")
    case "$", "usd", "dollar", "dollars", "dollaria": return .money("USD")
    case "£", "gbp", "pounds", "puntaa", "pund": return .money("GBP")
    default: return nil
    }
  }

  /// `1,2` and `1.2` are decimals, `1.200.000` and `1,200` are groups of three.
  private static func decimal(_ text: String) -> Double? {
    let trimmed = text.reversed().drop { !$0.isNumber }.reversed()
    let parts = String(trimmed).split(whereSeparator: { $0 == "," || $0 == "." }, omittingEmptySubsequences: false)
    guard let first = parts.first, trimmed.count <= 18 else { return nil }
    if parts.count == 1 { return Double(first) }
    let grouped = parts.dropFirst().allSatisfy { $0.count == 3 } && first != "0" && first.count <= 3
    if grouped { return Double(parts.joined()) }
    guard parts.count == 2 else { return Double(first) }
    return Double("\(first).\(parts[1])")
  }
}

extension Collection where Element == Character {
  fileprivate func split(
    whereSeparator isSeparator: (Character) -> Bool, omittingEmptySubsequences: Bool
  ) -> [String] {
    split(maxSplits: Int.max, omittingEmptySubsequences: omittingEmptySubsequences, whereSeparator: isSeparator)
      .map { String($0) }
  }
}

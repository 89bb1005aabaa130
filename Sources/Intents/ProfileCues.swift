import Language
import Vocabulary

/// Words that tell what a number or a name in a company's self-description is, from `cues:` of the rule files.
struct ProfileCues: Sendable {
  private var phrases: [String: Set<Int32>] = [:]

  init(_ cues: [String: [String]], _ builder: inout PhraseBook.Builder) {
    for (name, words) in cues.sorted(by: { $0.key < $1.key }) {
      for word in words {
        if let number = builder.number(TextFolding.folded(word)) { phrases[name, default: []].insert(number) }
      }
    }
  }

  /// Where the words of a cue stand in a message.
  func places(_ cue: String, _ message: Message) -> [Range<Int>] {
    (phrases[cue] ?? []).flatMap { message.phraseHits[$0]?.map(\.tokens) ?? [] }.sorted {
      $0.lowerBound < $1.lowerBound
    }
  }
}

/// Reads the facts of a company from a message.
struct ProfileReader {
  let message: Message
  let rules: LanguageRules

  /// More people than this are no small company: the number means something else.
  private static let employeesMax = 1_000.0
  /// A turnover without a currency is at least this many euros.
  private static let turnoverMin = 2_000.0

  /// The facts that are said; nothing is guessed from the company's context.
  func slots() -> [Slot: SlotValue] {
    var found: [Slot: SlotValue] = [:]
    let numbers = message.numbers
    let money = numbers.filter { if case .money("EUR") = $0.unit { true } else { false } }
    let percents = numbers.filter { $0.unit == .percent }
    let plain = numbers.filter { $0.unit == .none && $0.value == $0.value.rounded() }
    let years = plain.filter(\.isYear)
    if let year = cued("founded_year", years, within: 5) ?? (years.count == 1 ? years.first : nil) {
      found[.foundedYear] = .number(year.value)
    }
    let counts = plain.filter {
      !$0.isYear && $0.value >= 1 && $0.value <= Self.employeesMax && !stands("time_unit", behind: $0)
    }
    if let people = cued("employees", counts, within: 4) {
      found[.employees] = .number(people.value)
    } else if !rules.cues.places("alone", message).isEmpty {
      found[.employees] = .number(1)
    }
    let large = numbers.filter { $0.unit == .none && !$0.isYear && $0.value >= Self.turnoverMin }
    if let turnover = turnover(of: money, large) { found[.turnover] = .number(turnover.value) }
    if let share = percents.last {
      found[.exportShare] = .number(share.value)
    } else if !rules.cues.places("half_exported", message).isEmpty {
      found[.exportShare] = .number(50)
    }
    if let municipality = message.values("municipality").first { found[.municipality] = .text(municipality) }
    if let name = companyName() { found[.companyName] = .text(name) }
    let isIntroduction = found[.employees] != nil || found[.municipality] != nil
    if let offering = offering() ?? (isIntroduction ? listedOffering() : nil) { found[.offering] = .text(offering) }
    return found
  }

  /// A sum that is said to be the turnover, or one that is said to be nothing else: no price, cost, support or invoice.
  private func turnover(of money: [NumberMention], _ large: [NumberMention]) -> NumberMention? {
    if let cued = cued("turnover_eur", money + large, within: 5) { return cued }
    guard rules.cues.places("other_sum", message).isEmpty else { return nil }
    return money.last ?? (large.count == 1 ? large.first : nil)
  }

  /// Whether the word right behind the number is one of the cue: "2 years" are no people.
  private func stands(_ cue: String, behind number: NumberMention) -> Bool {
    rules.cues.places(cue, message).contains { $0.lowerBound == number.tokens.upperBound }
  }

  /// The number nearest to a cue, at most so many tokens away; the one just before it wins.
  private func cued(_ cue: String, _ numbers: [NumberMention], within reach: Int) -> NumberMention? {
    var best: (distance: Double, number: NumberMention)?
    for place in rules.cues.places(cue, message) {
      for number in numbers {
        let distance =
          number.tokens.upperBound <= place.lowerBound
          ? Double(place.lowerBound - number.tokens.upperBound)
          : Double(number.tokens.lowerBound - place.upperBound) + 0.5
        if distance < Double(reach), distance < best?.distance ?? .infinity { best = (max(0, distance), number) }
      }
    }
    return best?.number
  }

  /// The words with capitals before and including the legal form.
  private func companyName() -> String? {
    let tokens = message.text.tokens
    guard
      let end = tokens.firstIndex(where: {
        CompanyName.endings.contains($0.text.split(separator: ":").first.map(String.init) ?? "")
      })
    else { return nil }
    var start = end
    while start > 0, end - start < 5, let first = tokens[start - 1].text.first,
      first.isUppercase || (first.isNumber && start > 1)
    {
      start -= 1
    }
    while start < end, FunctionWords.all(rules.language).contains(tokens[start].folded) { start += 1 }
    guard start < end else { return nil }
    let name = message.text.words(start..<(end + 1))
    return String(name.split(separator: ":").first ?? "")
  }

  /// What stands after a cue such as "we make", to the next comma, number, place or joining word; a plan or a loss is none.
  private func offering() -> String? {
    let tokens = message.text.tokens
    for place in rules.cues.places("offering", message) {
      var end = place.upperBound
      while end < tokens.count, end - place.upperBound < 6, !stopsOffering(end, after: place.upperBound) { end += 1 }
      let words = place.upperBound..<end
      let isDeed = rules.cues.places("no_offering", message).contains { words.contains($0.lowerBound) }
      if !words.isEmpty, !isDeed { return message.text.words(words) }
    }
    return nil
  }

  /// What stands by itself between commas or stops, beside the rest of an introduction: "bakery, 5 people, rye bread and biscuits".
  /// The first part names the company or greets.
  private func listedOffering() -> String? {
    var parts: [Range<Int>] = []
    var start = 0
    for index in message.text.tokens.indices.dropFirst() where isParted(index) {
      parts.append(start..<index)
      start = index
    }
    parts.append(start..<message.text.tokens.count)
    return parts.dropFirst().last(where: isNamedAlone).map(message.text.words)
  }

  private func isNamedAlone(_ part: Range<Int>) -> Bool {
    let others = Self.otherCues.flatMap { rules.cues.places($0, message) }
    // One word with a capital is a name, such as that of a place which no list holds.
    let isName = part.count == 1 && message.text.words(part).first?.isUppercase == true
    return !isName && (1...Self.offeringWordsMax).contains(part.count)
      && part.allSatisfy { index in
        let token = message.text.tokens[index]
        return token.kind == .word && !isPlaceOrNumber(index) && !others.contains { $0.contains(index) }
          && (Self.joiningWords.contains(token.folded) || !FunctionWords.all(rules.language).contains(token.folded))
      }
  }

  /// More words tell something.
  private static let offeringWordsMax = 5
  private static let joiningWords: Set<String> = ["and", "or", "ja", "sekä", "tai", "och", "eller"]
  /// Words that tell something else than what is made.
  private static let otherCues = [
    "employees", "alone", "turnover_eur", "export_share", "founded_year", "no_offering", "negation", "time_unit",
    "turn",
  ]

  /// Whether a comma or a stop stands before the word.
  private func isParted(_ index: Int) -> Bool {
    let tokens = message.text.tokens
    let gap = message.text.string(tokens[index - 1].range.upperBound..<tokens[index].range.lowerBound)
    return gap.contains { ",.;:!?()".contains($0) }
  }

  private func isPlaceOrNumber(_ index: Int) -> Bool {
    message.listHits.contains { ["municipality", "market"].contains($0.list) && $0.tokens.contains(index) }
      || message.numbers.contains { $0.tokens.contains(index) }
  }

  private func stopsOffering(_ index: Int, after start: Int) -> Bool {
    let token = message.text.tokens[index]
    if token.kind != .word { return true }
    if index > start && isParted(index) || isPlaceOrNumber(index) { return true }
    return rules.cues.places("offering_end", message).contains { $0.contains(index) }
  }
}

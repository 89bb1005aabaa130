/// One sentence, or two in a row, looked through with the words of the guard-rails.
struct SentenceReader {
  /// The names of the families and signs that stand in it.
  let found: Set<String>

  private let sentence: [MessageWord]
  private let words: GuardRailWords
  private let ranges: [String: [Range<Int>]]
  /// The words that a family of the reading begins at.
  private let starts: [GuardRailWords.Reading: Set<Int>]

  init(_ sentence: [MessageWord], _ words: GuardRailWords) {
    self.sentence = sentence
    self.words = words
    let ranges = words.index.ranges(in: sentence)
    self.ranges = ranges
    starts = Dictionary(
      uniqueKeysWithValues: GuardRailWords.Reading.allCases.map { reading in
        (reading, Set((ranges[reading.rawValue] ?? []).map(\.lowerBound)))
      })
    found = Set(ranges.keys)
  }

  /// With the signs, which only cases need.
  var signs: Set<String> {
    var signs = found
    func add(_ sign: GuardRailCase.Sign, if holds: Bool) { if holds { signs.insert(sign.rawValue) } }
    let figures = figures
    let places = starts[.places] ?? []
    let names = Set(sentence.indices.filter(isName))
    let parts = places.union(starts[.segments] ?? []).union(names)
    add(.money, if: figures.contains(.money))
    add(.number, if: figures.contains(.number))
    add(.figure, if: !figures.isEmpty)
    add(.name, if: !names.isEmpty)
    add(.place, if: !places.isEmpty)
    // "The Norwegian importer" is one part, not two.
    add(.twoParts, if: parts.count { !parts.contains($0 - 1) } >= 2)
    add(.customerNamed, if: namesCustomer)
    add(.abstainsTwice, if: (starts[.abstains] ?? []).count >= 2)
    return signs
  }

  func has(_ reading: GuardRailWords.Reading) -> Bool { found.contains(reading.rawValue) }

  /// The topics that have a word in the sentence.
  var topics: [GuardRailTopic] { GuardRailTopic.allCases.filter { found.contains($0.rawValue) } }

  /// The sentence without its parts, between commas and words such as "and", that name a shared cost.
  var withoutSharedCosts: [MessageWord] {
    var parts: [[MessageWord]] = [[]]
    for (index, word) in sentence.enumerated() {
      if has(.joins, at: index) { parts.append([]) }
      parts[parts.count - 1].append(word)
      if word.endsClause { parts.append([]) }
    }
    let shared = GuardRailWords.Reading.sharedCost.rawValue
    return parts.filter { words.index.ranges(in: $0)[shared] == nil }.flatMap { $0 }
  }

  private enum Figure { case money, number }

  private var figures: Set<Figure> {
    Set(sentence.indices.compactMap { figure(at: $0) })
  }

  private func figure(at index: Int) -> Figure? {
    let word = sentence[index]
    guard word.digits != nil || has(.numbers, at: index), !word.isYear else { return nil }
    let hasUnit = has(.units, at: index + 1)
    if word.isDate && !hasUnit { return nil }
    let isMeasured = has(.measures, at: index + 1)
    if index > 0 && ["€", "$"].contains(sentence[index - 1].folded) || hasUnit && !isMeasured { return .money }
    if isMeasured || has(.clock, at: index - 1) { return nil }
    if let digits = word.digits { return digits.count > 1 ? .number : nil }
    return index + 1 == sentence.count || word.endsClause ? .number : nil
  }

  /// A name right behind a customer's word or before it, or with nothing but "is" or "such as" between them.
  private var namesCustomer: Bool {
    (ranges[GuardRailTopic.customers.rawValue] ?? []).contains { range in
      var behind = range.upperBound
      while has(.links, at: behind) { behind += 1 }
      var before = range.lowerBound - 1
      while has(.links, at: before) { before -= 1 }
      return isName(behind) || before < range.lowerBound - 1 && isName(before) || opensWithName(before: range)
    }
  }

  /// "Peab is our main customer": the name opens the sentence, "is our" follows, then at most one word more.
  private func opensWithName(before customer: Range<Int>) -> Bool {
    (3...4).contains(customer.lowerBound) && sentence[0].isCapitalised && !has(.places, at: 0)
      && !has(.noNames, at: 0) && has(.links, at: 1) && has(.own, at: 2)
  }

  private func isName(_ index: Int) -> Bool {
    sentence.indices.contains(index) && sentence[index].isNameLike && !has(.noNames, at: index)
      && !has(.places, at: index)
  }

  private func has(_ reading: GuardRailWords.Reading, at index: Int) -> Bool {
    starts[reading]?.contains(index) == true
  }
}

import Vocabulary

/// Finds the day that a message names: "in two weeks", "on Monday", "maaliskuussa", "15.3.".
struct WhenReader {
  let phrases: Phrasebook
  let lang: Language
  let today: Day

  /// The day, always after today, and the words that are left without it; `nil` when none is named.
  func day(in text: String) -> (day: Day, rest: String)? {
    let words = text.split(whereSeparator: \.isWhitespace).map { word in
      String(word).lowercased().trimmingEdges { !$0.isLetter && !$0.isNumber }
    }
    for (index, word) in words.enumerated() {
      if let day = calendarDay(word) { return (day, rest(words, without: index...index)) }
      if let month = place(of: word, in: .monthNames) { return named(month + 1, at: index, words) }
      if place(of: word, in: .tomorrowWords) != nil {
        return (today.adding(days: 1), rest(words, without: index...index))
      }
      if let weekday = place(of: word, in: .weekdayNames) {
        return (next(weekday: weekday), rest(words, without: index...index))
      }
      if let unit = [Phrase.dayWords, .weekWords, .monthWords].firstIndex(where: { place(of: word, in: $0) != nil }) {
        return span(unit, at: index, words)
      }
    }
    return nil
  }

  /// A day that is written out with its year, be it past.
  func writtenDay(in text: String) -> Day? {
    text.split(whereSeparator: \.isWhitespace).lazy.compactMap { word in
      let numbers = word.split(separator: ".").compactMap { Int($0) }
      return numbers.count == 3 ? Day(year: numbers[2], month: numbers[1], day: numbers[0]) : nil
    }.first
  }

  /// `15.3.` or `15.3.2027`; without a year the next one.
  private func calendarDay(_ word: String) -> Day? {
    let numbers = word.split(separator: ".").map { Int($0) }
    guard (2...3).contains(numbers.count), let day = numbers[0], let month = numbers[1] else { return nil }
    if numbers.count == 3 {
      return numbers[2].flatMap { Day(year: $0, month: month, day: day) }.flatMap { $0 > today ? $0 : nil }
    }
    return next(day, month)
  }

  private func next(_ day: Int, _ month: Int) -> Day? {
    [today.year, today.year + 1].compactMap { Day(year: $0, month: month, day: day) }.first { $0 > today }
  }

  /// A month, with the day of it beside the name when there is one.
  private func named(_ month: Int, at index: Int, _ words: [String]) -> (day: Day, rest: String)? {
    let before = index > 0 ? Int(words[index - 1].filter(\.isNumber)) : nil
    guard let day = next(before ?? 1, month) else { return nil }
    return (day, rest(words, without: (before == nil ? index : index - 1)...index))
  }

  /// Monday = 0.
  private func next(weekday: Int) -> Day {
    // 1970-01-01 was a Thursday.
    let current = (today.daysSince1970 + 3) % 7
    let ahead = (weekday - current + 7) % 7
    return today.adding(days: ahead == 0 ? 7 : ahead)
  }

  /// So many days, weeks or months; one when no number stands before them.
  private func span(_ unit: Int, at index: Int, _ words: [String]) -> (day: Day, rest: String)? {
    let before = index > 0 ? number(words[index - 1]) : nil
    let count = before ?? 1
    guard (1...1000).contains(count) else { return nil }
    let day = unit == 2 ? today.adding(months: count) : today.adding(days: count * [1, 7][unit])
    return (day, rest(words, without: (before == nil ? index : index - 1)...index))
  }

  private func number(_ word: String) -> Int? { Int(word) ?? place(of: word, in: .countWords).map { $0 + 1 } }

  /// Which of the words of a list it is; forms of one word are parted by `/`.
  private func place(of word: String, in list: Phrase) -> Int? {
    phrases.words(list, lang).firstIndex { forms in forms.split(separator: "/").contains { word.fits($0) } }
  }

  private func rest(_ words: [String], without range: ClosedRange<Int>) -> String {
    (words[..<range.lowerBound] + words[(range.upperBound + 1)...]).joined(separator: " ")
  }
}

extension String {
  /// Whether it is this word, or begins like it when a star ends it.
  func fits(_ pattern: some StringProtocol) -> Bool {
    pattern.hasSuffix("*") ? hasPrefix(pattern.dropLast()) : self == pattern
  }

  fileprivate func trimmingEdges(_ isEdge: (Character) -> Bool) -> String {
    guard let first = firstIndex(where: { !isEdge($0) }), let last = lastIndex(where: { !isEdge($0) }) else {
      return ""
    }
    return String(self[first...last])
  }
}

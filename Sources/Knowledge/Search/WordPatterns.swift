import Language
import Vocabulary

/// Phrases of one or more words, found in a question; a star at a word's end or beginning stands for the rest of it.
struct WordPatterns: Sendable {
  /// Each phrase as the numbers of its words.
  private var phrases: [[Int]] = []
  private var phraseNumbers: [[Int]: Int] = [:]
  private var wordNumbers: [String: Int] = [:]
  /// Words of phrases by the forms that they are met under.
  private var byForm: [String: [Int]] = [:]
  /// The few words of phrases with a star on both sides, without their stars.
  private var inner: [(text: String, number: Int)] = []
  private var byFirstWord: [Int: [Int]] = [:]

  /// The words that are no beginning or end of a longer word.
  var wholeWords: [String] { wordNumbers.keys.filter { !$0.contains("*") } }

  /// Whether a form stands for a word of a phrase.
  func knows(_ form: String) -> Bool { !numbers(of: form).isEmpty }

  /// The number of a phrase; `nil` when it has no word.
  mutating func add(_ text: String, _ terms: SearchTerms) -> Int? {
    let words = TextFolding.folded(text.hasPrefix("^") ? String(text.dropFirst()) : text)
      .split(separator: " ").flatMap(RuleWord.cut).map { number($0, terms) }
    guard let first = words.first else { return nil }
    if let known = phraseNumbers[words] { return known }
    phrases.append(words)
    phraseNumbers[words] = phrases.count - 1
    byFirstWord[first, default: []].append(phrases.count - 1)
    return phrases.count - 1
  }

  /// The phrases that stand in a question, with the place of their first word.
  ///
  /// - Parameters:
  ///   - words: the question's words, each with its forms.
  ///   - gaps: which of them may stand between the words of a phrase.
  func found(in words: [Set<String>], gaps: [Bool]) -> [Int: Int] {
    let numbers = words.map { forms in Set(forms.flatMap(numbers(of:))) }
    var found: [Int: Int] = [:]
    for start in numbers.indices {
      for word in numbers[start] {
        for phrase in byFirstWord[word] ?? [] where found[phrase] == nil {
          if stands(phrases[phrase], at: start, in: numbers, gaps) { found[phrase] = start }
        }
      }
    }
    return found
  }

  private func stands(_ phrase: [Int], at start: Int, in numbers: [Set<Int>], _ gaps: [Bool]) -> Bool {
    var place = start
    for (order, word) in phrase.enumerated() {
      if order > 0 {
        while place < numbers.count, gaps[place], !numbers[place].contains(word) { place += 1 }
      }
      guard place < numbers.count, numbers[place].contains(word) else { return false }
      place += 1
    }
    return true
  }

  /// Words of phrases that a form stands for: itself, and those with a star that it begins with, ends with or holds.
  private func numbers(of form: String) -> [Int] {
    var all = byForm[form] ?? []
    var end = form.endIndex
    while end > form.startIndex {
      all += byForm[form[..<end] + "*"] ?? []
      end = form.index(before: end)
    }
    for start in form.indices { all += byForm["*" + form[start...]] ?? [] }
    for (text, number) in inner where form.contains(text) { all.append(number) }
    return all
  }

  private mutating func number(_ word: String, _ terms: SearchTerms) -> Int {
    if let known = wordNumbers[word] { return known }
    let number = wordNumbers.count
    wordNumbers[word] = number
    if word.hasPrefix("*"), word.hasSuffix("*") {
      inner.append((word.filter { $0 != "*" }, number))
      return number
    }
    let keys = word.contains("*") ? [word, TextFolding.withoutMarks(word)] : terms.keys(word)
    for key in Set(keys) { byForm[key, default: []].append(number) }
    return number
  }
}

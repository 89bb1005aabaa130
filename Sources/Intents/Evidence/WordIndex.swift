import Language
import Vocabulary

/// All single words of a language's rules and lists, and which of them a word of a message stands for.
struct WordIndex: Sendable {
  private let language: Vocabulary.Language
  private var exact: [String: [Int32]] = [:]
  private var unmarked: [String: [Int32]] = [:]
  private var stems: [String: [Int32]] = [:]
  private var unmarkedStems: [String: [Int32]] = [:]
  private var prefixes = ScalarTrie()
  private var suffixes = ScalarTrie()
  private var insides: [(text: String, term: Int32)] = []
  private var typos = TypoIndex(words: [])
  private var typoTerms: [Int32] = []
  private(set) var count: Int32 = 0

  /// Shorter unmarked stems would stand for too many words.
  private static let unmarkedStemLengthMin = 4

  struct Builder {
    private var numbers: [String: Int32] = [:]
    private(set) var words: [String] = []

    /// The number of a word or pattern; words may end or begin with `*`.
    mutating func number(_ word: String) -> Int32 {
      if let known = numbers[word] { return known }
      let number = Int32(words.count)
      numbers[word] = number
      words.append(word)
      return number
    }
  }

  init(_ builder: Builder, language: Vocabulary.Language, morphology: some Morphology) {
    self.language = language
    var spelled: [String] = []
    for (number, word) in builder.words.enumerated() {
      add(word, Int32(number), morphology)
      if !word.contains("*"), TypoIndex.slipsAllowed(length: word.unicodeScalars.count) > 0 {
        spelled.append(word)
        typoTerms.append(Int32(number))
      }
    }
    typos = TypoIndex(words: spelled)
    count = Int32(builder.words.count)
  }

  private mutating func add(_ word: String, _ number: Int32, _ morphology: some Morphology) {
    let core = word.split(separator: "*").joined()
    guard !core.isEmpty else { return }
    let plain = TextFolding.withoutMarks(core)
    switch (word.hasPrefix("*"), word.hasSuffix("*")) {
    case (false, true): Set([core, plain]).sorted().forEach { prefixes.insert($0.unicodeScalars, number) }
    case (true, false): Set([core, plain]).sorted().forEach { suffixes.insert($0.unicodeScalars.reversed(), number) }
    case (true, true): Set([core, plain]).sorted().forEach { insides.append(($0, number)) }
    case (false, false):
      exact[core, default: []].append(number)
      unmarked[plain, default: []].append(number)
      if language != .fi {
        let stem = morphology.analysis(of: core, in: language).stem
        let plainStem = TextFolding.withoutMarks(stem)
        stems[stem, default: []].append(number)
        if plainStem.count >= Self.unmarkedStemLengthMin { unmarkedStems[plainStem, default: []].append(number) }
      }
    }
  }

  /// Whether a rule or list has exactly this folded word, or the beginning of it.
  func hasExact(_ word: String) -> Bool {
    if exact[word] != nil { return true }
    var node = ScalarTrie.root
    for scalar in word.unicodeScalars {
      guard let next = prefixes.next(node, scalar) else { return false }
      node = next
      if !prefixes.wordsAt[Int(node)].isEmpty { return true }
    }
    return false
  }

  /// The terms that a word stands for, with how well.
  func terms(for token: Token, _ forms: WordForms) -> [Int32: Double] {
    var found: [Int32: Double] = [:]
    func keep(_ terms: [Int32]?, _ quality: Double) {
      for term in terms ?? [] where quality > found[term] ?? 0 { found[term] = quality }
    }
    for (form, quality) in forms.words {
      keep(exact[form], quality)
      keepPatterns(form, quality, keep)
    }
    for (form, quality) in forms.unmarked {
      keep(unmarked[form], quality)
      keepPatterns(form, quality, keep)
    }
    for (stem, quality) in forms.stems { keep(stems[stem], quality) }
    for (stem, quality) in forms.unmarkedStems { keep(unmarkedStems[stem], quality) }
    if found.isEmpty, !forms.isKnown { keepTypos(token, keep) }
    return found
  }

  private func keepPatterns(_ form: String, _ quality: Double, _ keep: ([Int32]?, Double) -> Void) {
    var node = ScalarTrie.root
    for scalar in form.unicodeScalars {
      guard let next = prefixes.next(node, scalar) else { break }
      node = next
      keep(prefixes.wordsAt[Int(node)], quality)
    }
    node = ScalarTrie.root
    for scalar in form.unicodeScalars.reversed() {
      guard let next = suffixes.next(node, scalar) else { break }
      node = next
      keep(suffixes.wordsAt[Int(node)], quality)
    }
    for inside in insides where form.contains(inside.text) { keep([inside.term], quality) }
  }

  /// Slips are looked for only in words that nothing else explains; the first letter is nearly always right.
  private func keepTypos(_ token: Token, _ keep: ([Int32]?, Double) -> Void) {
    for hit in typos.nearest(to: token.folded) {
      keep([typoTerms[hit.word]], Quality.typo)
    }
  }
}

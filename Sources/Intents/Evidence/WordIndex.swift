import Language
import Vocabulary

/// All single words of a language's rules and lists, and which of them a word of a message stands for.
struct WordIndex: Sendable {
  private let language: Vocabulary.Language
  private var exact: [String: [Int32]] = [:]
  private var unmarked: [String: [Int32]] = [:]
  private var stems: [String: [Int32]] = [:]
  private var unmarkedStems: [String: [Int32]] = [:]
  private var patterns = WordPatterns()
  private var unmarkedPatterns = WordPatterns()
  private var typos = TypoIndex(words: [])
  private var typoTerms: [Int32] = []
  private var beginningTypos = TypoIndex(words: [])
  private var beginningTerms: [Int32] = []
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
    var beginnings: [String] = []
    for (number, word) in builder.words.enumerated() {
      add(word, Int32(number), morphology)
      if !word.contains("*"), TypoIndex.slipsAllowed(length: word.unicodeScalars.count) > 0 {
        spelled.append(word)
        typoTerms.append(Int32(number))
      } else if let beginning = Self.beginning(of: word) {
        beginnings.append(beginning)
        beginningTerms.append(Int32(number))
      }
    }
    typos = TypoIndex(words: spelled)
    beginningTypos = TypoIndex(words: beginnings)
    count = Int32(builder.words.count)
  }

  /// Shorter beginnings would take in words that only look alike.
  private static let beginningLengthMin = 6

  /// What stands before the star of a pattern such as `vientihin*`, when it is long enough to be known by a slip.
  private static func beginning(of word: String) -> String? {
    guard word.hasSuffix("*"), !word.hasPrefix("*") else { return nil }
    let beginning = String(word.dropLast())
    return beginning.unicodeScalars.count >= beginningLengthMin ? beginning : nil
  }

  private mutating func add(_ word: String, _ number: Int32, _ morphology: some Morphology) {
    let core = word.split(separator: "*").joined()
    guard !core.isEmpty else { return }
    let plain = TextFolding.withoutMarks(core)
    switch (word.hasPrefix("*"), word.hasSuffix("*")) {
    case (let isOpenBefore, let isOpenAfter) where isOpenBefore || isOpenAfter:
      patterns.add(core, number, isOpenBefore: isOpenBefore, isOpenAfter: isOpenAfter)
      unmarkedPatterns.add(plain, number, isOpenBefore: isOpenBefore, isOpenAfter: isOpenAfter)
    default:
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
    exact[word] != nil || patterns.hasBeginning(of: word)
  }

  /// The terms that a word stands for, with how well.
  func terms(for token: Token, _ forms: WordForms, _ morphology: some Morphology) -> [Int32: Double] {
    var found: [Int32: Double] = [:]
    func keep(_ terms: [Int32]?, _ quality: Double) {
      for term in terms ?? [] where quality > found[term] ?? 0 { found[term] = quality }
    }
    for (form, quality) in forms.words {
      keep(exact[form], quality)
      for term in patterns.terms(in: form) { keep([term], quality) }
    }
    for (form, quality) in forms.unmarked {
      keep(unmarked[form], quality)
      for term in unmarkedPatterns.terms(in: form) { keep([term], quality) }
    }
    // A small word stands for itself: "vill" is no "villa".
    if !FunctionWords.all(language).contains(token.folded) {
      for (stem, quality) in forms.stems { keep(stems[stem], quality) }
      for (stem, quality) in forms.unmarkedStems { keep(unmarkedStems[stem], quality) }
    }
    if language == .sv { keepCompoundParts(token.folded, morphology, keep) }
    if found.isEmpty || forms.isGuess, !forms.isKnown { keepTypos(token, keep) }
    return found
  }

  /// Swedish writes compounds as one word, and no dictionary parts them here: both parts must be words of the rules. The last
  /// says what the thing is; the first alone would speak for something else (`flygplats` is no `flyg`).
  private func keepCompoundParts(_ word: String, _ morphology: some Morphology, _ keep: ([Int32]?, Double) -> Void) {
    guard exact[word] == nil else { return }
    for (first, last) in SwedishCompound.divisions(of: word) {
      let stem = morphology.analysis(of: last, in: .sv).stem
      guard let lastTerms = exact[last] ?? stems[stem], exact[first] != nil || hasStem(first, morphology) else {
        continue
      }
      return keep(lastTerms, Quality.compoundPart)
    }
  }

  private func hasStem(_ word: String, _ morphology: some Morphology) -> Bool {
    stems[morphology.analysis(of: word, in: .sv).stem] != nil
  }

  /// Slips are looked for only in words that nothing else explains; the first letter is nearly always right.
  private func keepTypos(_ token: Token, _ keep: ([Int32]?, Double) -> Void) {
    for hit in typos.nearest(to: token.folded) { keep([typoTerms[hit.word]], Quality.typo) }
    let letters = Array(token.folded.unicodeScalars)
    guard letters.count >= Self.beginningLengthMin else { return }
    for length in (Self.beginningLengthMin - 1)...min(letters.count, TypoIndex.lengthMax) {
      var beginning = String.UnicodeScalarView()
      beginning.append(contentsOf: letters[..<length])
      for hit in beginningTypos.nearest(to: String(beginning)) where hit.distance == 1 {
        keep([beginningTerms[hit.word]], Quality.typo)
      }
    }
  }
}

/// Words with an open end or beginning: `vienti*`, `*seteli`, `*kauppa*`.
private struct WordPatterns: Sendable {
  private var beginnings = ScalarTrie()
  private var endings = ScalarTrie()
  private var insides: [(text: String, term: Int32)] = []

  mutating func add(_ core: String, _ term: Int32, isOpenBefore: Bool, isOpenAfter: Bool) {
    if isOpenBefore, isOpenAfter {
      insides.append((core, term))
    } else if isOpenAfter {
      beginnings.insert(core.unicodeScalars, term)
    } else {
      endings.insert(core.unicodeScalars.reversed(), term)
    }
  }

  func terms(in word: String) -> [Int32] {
    Self.walk(beginnings, word.unicodeScalars) + Self.walk(endings, word.unicodeScalars.reversed())
      + insides.filter { word.contains($0.text) }.map(\.term)
  }

  func hasBeginning(of word: String) -> Bool { !Self.walk(beginnings, word.unicodeScalars).isEmpty }

  private static func walk(_ trie: ScalarTrie, _ letters: some Sequence<Unicode.Scalar>) -> [Int32] {
    var node = ScalarTrie.root
    var found: [Int32] = []
    for letter in letters {
      guard let next = trie.next(node, letter) else { break }
      node = next
      found += trie.wordsAt[Int(node)]
    }
    return found
  }
}

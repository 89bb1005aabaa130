/// Guesses what a Finnish word that is written as it is spoken would be in the written language. A guess is worth nothing until a
/// dictionary knows it.
///
/// The sound changes are those of the western dialects and of common spoken Finnish: endings cut short (`firmast`, `saadaanks`,
/// `pitäs`), `h`, `r` or nothing for `d` (`saaha`, `meirän`, `tiiän`), `tt` for `ts` (`mettä`), a vowel between consonants
/// (`kolome`), doubled consonants (`hyvvää`), `i` lost from diphthongs (`rahotus`), long vowels (`vaikee`, `kattoo`).
enum SpokenFinnish {
  /// More guesses than this are not made, so that a strange word costs little.
  static let guessesMax = 40
  /// Shorter words would become too many others.
  private static let lengthMin = 4

  private static let vowels = Set("aeiouyäö")

  /// - Parameter word: a folded word that no dictionary knows.
  /// - Returns: other writings, those with one change before those with two.
  static func guesses(for word: String) -> [String] {
    guard word.count >= lengthMin, word.allSatisfy(\.isLetter) else { return [] }
    var seen: Set<String> = [word]
    let once = changes(Array(word)).filter { seen.insert($0).inserted }
    let twice = once.flatMap { changes(Array($0)) }.filter { seen.insert($0).inserted }
    return Array((once + twice).prefix(guessesMax))
  }

  private static func changes(_ letters: [Character]) -> [String] {
    endings(letters) + (1..<letters.count).flatMap { sounds(letters, at: $0) }
  }

  /// Whole endings for those that are cut short.
  private static func endings(_ letters: [Character]) -> [String] {
    let word = String(letters)
    let isFront = !letters.contains { "aou".contains($0) }
    let a = isFront ? "ä" : "a"
    let o = isFront ? "ö" : "o"
    func cut(_ count: Int, _ ending: String) -> String { String(letters.dropLast(count)) + ending }
    for question in ["ko", "kö"] where word.hasSuffix("s" + question) {
      return [cut(2, "i" + question), cut(3, "isi" + question), cut(3, "isiin" + question)]
    }
    return switch word {
    case _ where word.hasSuffix("ks"): [word + "i", cut(1, o)]
    case _ where word.hasSuffix("ss") || word.hasSuffix("st"): [word + a]
    case _ where word.hasSuffix("ll") || word.hasSuffix("lt"): [word + a]
    case _ where word.hasSuffix("is"): [word + "i", word + "iin"]
    case _ where word.hasSuffix("s"): [cut(1, "isi"), cut(1, "isiin")]
    case _ where ["nu", "ny", "lu", "ly", "ru", "ry", "su", "sy"].contains(where: word.hasSuffix): [word + "t"]
    case _ where word.hasSuffix("ee"): [cut(1, a), cut(2, "ia"), cut(2, "iä")]
    case _ where word.hasSuffix("oo") || word.hasSuffix("uu") || word.hasSuffix("öö") || word.hasSuffix("yy"):
      [cut(1, a), word + "n"]
    case _ where word.hasSuffix("nen"): [cut(3, "inen")]
    default: []
    }
  }

  /// One sound inside the word as the written language has it.
  private static func sounds(_ letters: [Character], at index: Int) -> [String] {
    func replaced(_ length: Int, by text: String) -> String {
      String(letters[..<index]) + text + String(letters[(index + length)...])
    }
    let before = letters[index - 1]
    let here = letters[index]
    let next = index + 1 < letters.count ? letters[index + 1] : nil
    var found: [String] = []
    if here == next, !vowels.contains(here) { found.append(replaced(2, by: String(here))) }
    switch here {
    case "h": found += [replaced(1, by: "d"), replaced(next == "h" ? 2 : 1, by: "hd")]
    case "j", "r": found.append(replaced(1, by: "d"))
    case "t" where next == "t": found += [replaced(2, by: "ts"), replaced(0, by: "i")]
    case "t" where "oö".contains(before) && (next == "u" || next == "y"): found.append(replaced(0, by: "i"))
    case "n" where vowels.contains(before) && next == "e": found.append(replaced(0, by: "i"))
    case "i" where before == "i": found.append(replaced(1, by: "ed"))
    case "e", "y", "u":
      if vowels.contains(before), let next, vowels.contains(next) { found.append(replaced(0, by: "d")) }
    default: break
    }
    // kolome, jalaka, vanaha: the vowel before is said again.
    if vowels.contains(here), index >= 2, "lnhr".contains(before), letters[index - 2] == here, let next,
      !vowels.contains(next)
    {
      found.append(replaced(1, by: ""))
    }
    return found
  }
}

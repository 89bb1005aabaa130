/// The cases in which Finns write the name of a place, as one template: names from abroad keep their consonants in all of them.
enum FinnishCases {
  private static let local = ["ssa", "sta", "lla", "lle", "lta"]

  static func template(of name: String) -> String {
    let lastPart = name.split(whereSeparator: { $0 == " " || $0 == "-" }).last ?? ""
    let isBack = lastPart.lowercased().contains { "aou".contains($0) }
    func harmonic(_ endings: [String]) -> String {
      endings.map { isBack ? $0 : $0.replacing("a", with: "ä") }.joined(separator: "|")
    }
    for (ending, stem) in [("saaret", "saar"), ("maat", "ma")] where name.hasSuffix(ending) {
      let start = name.dropLast(ending.count) + stem
      return ending == "maat"
        ? "(\(name)|\(start)i(\(harmonic(local + ["ta", "hin", "den"]))))"
        : "(\(name)|\(start)i(\(harmonic(local + ["a", "in", "en"])))|\(start)ten)"
    }
    if name.hasSuffix("valta") {
      return "(\(name)[a|an]|\(name.dropLast(2))la(\(harmonic(local + ["n"]))))"
    }
    guard let last = name.last else { return name }
    if "aeiouyäöé".contains(last) {
      return "\(name)[\(harmonic(local + ["n", "a"]))|\(last)n]"
    }
    let loan = "\(name)[i(\(harmonic(local + ["n", "a", "in"])))]"
    guard let vowel = name.dropLast().last, last == "s", "uoa".contains(vowel) else { return loan }
    return "(\(loan)|\(name)ta|\(name.dropLast())kse(\(harmonic(local + ["n", "en"]))))"
  }
}

/// Where a Swedish compound such as `exportkurser` or `försäljningsbidrag` may be parted.
enum SwedishCompound {
  /// Shorter parts are endings as often as words.
  private static let partLengthMin = 4
  /// Longer words are no compound that a rule knows.
  private static let lengthMax = 40

  /// - Parameter word: a folded word.
  /// - Returns: the first part without a joining `s`, and the last; long last parts first.
  static func divisions(of word: String) -> [(first: String, last: String)] {
    guard word.count >= 2 * partLengthMin, word.count <= lengthMax, word.allSatisfy(\.isLetter) else { return [] }
    let letters = Array(word)
    return (partLengthMin...(letters.count - partLengthMin)).flatMap { place -> [(first: String, last: String)] in
      let first = letters[..<place]
      let last = String(letters[place...])
      let joined = first.last == "s" && first.count > partLengthMin ? [(String(first.dropLast()), last)] : []
      return [(String(first), last)] + joined
    }
  }
}

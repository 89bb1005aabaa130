/// Finds the words of a fixed set that are within one or two slips of a word: a letter missing, added, changed, or two swapped.
///
/// Every word is stored under all forms that lack up to two of its letters, so a look-up costs the length of the asked word, whatever
/// the size of the set.
public struct TypoIndex: Sendable {
  /// A word found, and how many slips away it is.
  public struct Hit: Sendable, Hashable {
    public var word: Int
    public var distance: Int
  }

  private let words: [[Unicode.Scalar]]
  private let byDeletion: [String: [Int32]]

  /// - Parameter words: folded words; a hit is the index into them.
  public init(words: [String]) {
    self.words = words.map { Array($0.unicodeScalars) }
    var byDeletion: [String: [Int32]] = [:]
    for (index, word) in self.words.enumerated() {
      for form in Self.deletions(of: word, upTo: Self.slipsAllowed(length: word.count)) {
        byDeletion[form, default: []].append(Int32(index))
      }
    }
    self.byDeletion = byDeletion
  }

  /// None below five letters, one from five, two from nine.
  public static func slipsAllowed(length: Int) -> Int {
    length < 5 ? 0 : length < 9 ? 1 : 2
  }

  /// The words nearest to a folded word, the nearest first, then in their own order; longer than 40 letters finds nothing.
  public func nearest(to word: String) -> [Hit] {
    let scalars = Array(word.unicodeScalars)
    let allowed = Self.slipsAllowed(length: scalars.count)
    guard allowed > 0, scalars.count <= 40 else { return [] }
    var seen: Set<Int32> = []
    var hits: [Hit] = []
    for form in Self.deletions(of: scalars, upTo: allowed) {
      for index in byDeletion[form] ?? [] where seen.insert(index).inserted {
        let distance = Self.distance(scalars, words[Int(index)])
        if distance <= min(allowed, Self.slipsAllowed(length: words[Int(index)].count)) {
          hits.append(Hit(word: Int(index), distance: distance))
        }
      }
    }
    let least = hits.map(\.distance).min() ?? 0
    return hits.filter { $0.distance == least }.sorted { $0.word < $1.word }
  }

  private static func deletions(of word: [Unicode.Scalar], upTo count: Int) -> Set<String> {
    var forms: Set<String> = [string(word[...])]
    var latest: Set<[Unicode.Scalar]> = [word]
    for _ in 0..<count {
      var next: Set<[Unicode.Scalar]> = []
      for form in latest {
        for index in form.indices {
          var shorter = form
          shorter.remove(at: index)
          next.insert(shorter)
        }
      }
      for form in next { forms.insert(string(form[...])) }
      latest = next
    }
    return forms
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Edit distance with swaps of neighbours (optimal string alignment).
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var twoBack = [Int](repeating: 0, count: b.count + 1)
    var back = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in 0..<b.count {
        var best = min(back[j] + (a[i] == b[j] ? 0 : 1), back[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, twoBack[j - 1] + 1) }
        row.append(best)
      }
      twoBack = back
      back = row
    }
    return back[b.count]
  }
}

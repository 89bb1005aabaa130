/// Finds the words of a fixed set that are within one or two slips of a word: a letter missing, added, changed, or two swapped.
///
/// The first letter is taken as right: people rarely miss it, and so a look-up compares with a small share of the words.
public struct TypoIndex: Sendable {
  /// A word found, and how many slips away it is.
  public struct Hit: Sendable, Hashable {
    public var word: Int
    public var distance: Int
  }

  private struct Bucket: Hashable {
    var first: Unicode.Scalar
    var length: Int
  }

  private let words: [[Unicode.Scalar]]
  private let buckets: [Bucket: [Int]]

  /// Longer words are not looked up.
  public static let lengthMax = 40

  /// - Parameter words: folded words; a hit is the index into them.
  public init(words: [String]) {
    self.words = words.map { Array($0.unicodeScalars) }
    var buckets: [Bucket: [Int]] = [:]
    for (index, word) in self.words.enumerated() where Self.slipsAllowed(length: word.count) > 0 {
      buckets[Bucket(first: word[0], length: word.count), default: []].append(index)
    }
    self.buckets = buckets
  }

  /// None below five letters, one from five, two from nine.
  public static func slipsAllowed(length: Int) -> Int {
    length < 5 ? 0 : length < 9 ? 1 : 2
  }

  /// The words nearest to a folded word, in their own order.
  public func nearest(to word: String) -> [Hit] {
    let asked = Array(word.unicodeScalars)
    let allowed = Self.slipsAllowed(length: asked.count)
    guard allowed > 0, asked.count <= Self.lengthMax else { return [] }
    var best = allowed
    var hits: [Hit] = []
    for length in (asked.count - allowed)...(asked.count + allowed) {
      for index in buckets[Bucket(first: asked[0], length: length)] ?? [] {
        let limit = min(best, Self.slipsAllowed(length: length))
        guard let distance = Self.distance(asked, words[index], atMost: limit) else { continue }
        best = distance
        hits.append(Hit(word: index, distance: distance))
      }
    }
    return hits.filter { $0.distance == best }.sorted { $0.word < $1.word }
  }

  /// Edit distance with swaps of neighbours (optimal string alignment), `nil` above a limit.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int? {
    if abs(a.count - b.count) > limit { return nil }
    var twoBack = [Int](repeating: 0, count: b.count + 1)
    var back = Array(0...b.count)
    var row = back
    for i in 0..<a.count {
      row[0] = i + 1
      var least = i + 1
      for j in 0..<b.count {
        var best = min(back[j] + (a[i] == b[j] ? 0 : 1), back[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, twoBack[j - 1] + 1) }
        row[j + 1] = best
        least = min(least, best)
      }
      // A swap can still reach back one row, so both must be above the limit.
      if least > limit, (back.min() ?? 0) > limit { return nil }
      swap(&twoBack, &back)
      swap(&back, &row)
    }
    return back[b.count] <= limit ? back[b.count] : nil
  }
}

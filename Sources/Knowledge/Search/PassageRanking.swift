/// Okapi BM25 over passages: how well each fits some terms (Robertson and Zaragoza, 2009).
struct PassageRanking: Sendable {
  /// How soon a further mention of a term counts less, and how much a long text is held back.
  private static let (saturation, lengthShare) = (1.2, 0.75)

  private var postings: [String: [(passage: Int, count: Double)]] = [:]
  private var lengths: [Double] = []
  private var meanLength = 1.0

  /// - Parameter passages: the terms of each with their counts.
  init(_ passages: [[String: Double]]) {
    for (passage, terms) in passages.enumerated() {
      lengths.append(terms.values.reduce(0, +))
      for (term, count) in terms { postings[term, default: []].append((passage, count)) }
    }
    if !lengths.isEmpty { meanLength = max(1, lengths.reduce(0, +) / Double(lengths.count)) }
  }

  /// Scores by passage; those that hold none of the terms are left out.
  func scores(_ terms: [String: Double]) -> [Int: Double] {
    var scores: [Int: Double] = [:]
    // In the order of terms, so that sums are the same at each run.
    for (term, weight) in terms.sorted(by: { $0.key < $1.key }) {
      guard let list = postings[term] else { continue }
      let (all, with) = (Double(lengths.count), Double(list.count))
      let rarity = (1 + (all - with + 0.5) / (with + 0.5)).logarithm
      for (passage, count) in list {
        let held = Self.saturation * (1 - Self.lengthShare + Self.lengthShare * lengths[passage] / meanLength)
        scores[passage, default: 0] += weight * rarity * count * (Self.saturation + 1) / (count + held)
      }
    }
    return scores
  }
}

extension Double {
  /// To the base of two, straight between its powers: near enough to order passages, and the same on each machine.
  fileprivate var logarithm: Double { Double(exponent) + significand - 1 }
}

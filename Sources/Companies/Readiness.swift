import Vocabulary

/// How ready a company is to go abroad, reckoned from answers or from the facts that stand for them.
///
/// A total never closes a door, and is to be compared with the same company's later, not with others'.
public enum Readiness {
  /// The score of all dimensions, and what is missing in it.
  public struct Result: Sendable, Hashable {
    /// 0…100; `nil` when nothing was answered.
    public let total: Double?
    /// 0…100 of each dimension that has an answer.
    public let scores: [ReadinessDimension: Double]
    /// The weight of the questions that were answered with 0…3 in that of all: below 0.8 it opens no stage.
    public let knownShare: Double
    /// Whether a dimension has no answer at all; its weight is then shared among the others.
    public let isPartial: Bool
    /// What was answered with "do not know", in the order of the form.
    public let toFindOut: [ReadinessQuestion]
    let answers: [ReadinessQuestion: ReadinessAnswer]

    /// The two dimensions with the lowest scores, the weakest first.
    public var weakest: [ReadinessDimension] {
      let scored = ReadinessDimension.allCases.filter { scores[$0] != nil }
      return Array(scored.stableSorted { scores[$0] ?? 0 }.prefix(2))
    }

    /// Whether what must hold before money is spent on a market holds here; `nil` when that is not known yet.
    /// A dimension without such a demand always holds.
    public func holdsGate(of dimension: ReadinessDimension) -> Bool? {
      guard let gate = Readiness.gate(of: dimension) else { return true }
      guard let score = scores[dimension], let answer = answers[gate.question] else { return nil }
      guard case .scale(let points) = answer else { return nil }
      return score >= gate.score && points >= gate.points
    }
  }

  /// The score of answers. Questions that were not asked, or not answered, are left out of `answers`.
  public static func result(answers: [ReadinessQuestion: ReadinessAnswer]) -> Result {
    var scores: [ReadinessDimension: Double] = [:]
    for dimension in ReadinessDimension.allCases { scores[dimension] = score(of: dimension, answers) }
    let answered = ReadinessDimension.allCases.filter { scores[$0] != nil }
    let weight = answered.reduce(0) { $0 + $1.weight }
    let sum = answered.reduce(0) { $0 + $1.weight * (scores[$1] ?? 0) }
    let all = ReadinessQuestion.allCases
    let known = all.filter { if case .scale = answers[$0] { true } else { false } }
    return Result(
      total: answered.isEmpty ? nil : sum / weight, scores: scores,
      knownShare: Double(known.reduce(0) { $0 + $1.weight }) / Double(all.reduce(0) { $0 + $1.weight }),
      isPartial: answered.count < ReadinessDimension.allCases.count, toFindOut: all.filter { answers[$0] == .unknown },
      answers: answers)
  }

  /// The score of a company by its facts.
  /// - Parameter today: when given, facts that are too old are left out.
  public static func result(of company: Company, today: Day? = nil) -> Result {
    result(answers: answers(of: company, today: today))
  }

  /// What the facts of a company already answer.
  public static func answers(of company: Company, today: Day? = nil) -> [ReadinessQuestion: ReadinessAnswer] {
    let scale = ReadinessScale(company: company, today: today)
    var answers: [ReadinessQuestion: ReadinessAnswer] = [:]
    for question in ReadinessQuestion.allCases { answers[question] = scale.answer(to: question) }
    return answers
  }

  /// The facts that still have to be asked for the readiness check: what decides a gate first, then in the order of
  /// the form. What the company did not know, or rather not said, is not asked again.
  public static func openFacts(of company: Company, today: Day? = nil) -> [FactKey] {
    let scale = ReadinessScale(company: company, today: today)
    let gates = ReadinessDimension.allCases.compactMap { gate(of: $0)?.question }
    var keys: [FactKey] = []
    for question in gates + ReadinessQuestion.allCases.filter({ !gates.contains($0) }) {
      if let key = scale.openFact(of: question), !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  /// What must hold in a dimension: its score, and the points of one question.
  static func gate(of dimension: ReadinessDimension) -> (score: Double, question: ReadinessQuestion, points: Int)? {
    switch dimension {
    case .commitment: (50, .decision, 2)
    case .finance: (34, .profit, 1)
    case .offering: (45, .proven, 1)
    case .people, .capacity, .market, .practice, .cooperation: nil
    }
  }

  private static func score(
    of dimension: ReadinessDimension, _ answers: [ReadinessQuestion: ReadinessAnswer]
  ) -> Double? {
    let answered = dimension.questions.compactMap { question in answers[question].map { (question.weight, $0) } }
    guard !answered.isEmpty else { return nil }
    let points = answered.reduce(0) { sum, answer in
      if case .scale(let points) = answer.1 { sum + answer.0 * points } else { sum }
    }
    return 100 * Double(points) / Double(3 * answered.reduce(0) { $0 + $1.0 })
  }
}

extension Array {
  /// Sorted by a number; what is equal stays in its order.
  fileprivate func stableSorted(by number: (Element) -> Double) -> [Element] {
    enumerated().sorted { (number($0.element), $0.offset) < (number($1.element), $1.offset) }.map(\.element)
  }
}

import Vocabulary

/// What the readiness check came to on a day. Results are compared with the same company's own, never with others'.
public struct ReadinessRecord: Sendable, Hashable, Codable {
  /// Of one dimension, 0…100, rounded.
  public struct Score: Sendable, Hashable, Codable {
    public var dimension: ReadinessDimension
    public var score: Int

    public init(_ dimension: ReadinessDimension, _ score: Int) {
      self.dimension = dimension
      self.score = score
    }
  }

  /// A dimension that is not what it was; `nil` = no answer then, or now.
  public struct Move: Sendable, Hashable {
    public var dimension: ReadinessDimension
    public var before: Int?
    public var after: Int?
  }

  public var day: Day
  /// 0…100, rounded.
  public var total: Int
  /// Of the dimensions that had an answer, in the order of the form.
  public var scores: [Score]

  public init(day: Day, total: Int, scores: [Score]) {
    self.day = day
    self.total = total
    self.scores = scores
  }

  /// `nil` when nothing was answered.
  public init?(_ result: Readiness.Result, on day: Day) {
    guard let total = result.total else { return nil }
    self.init(
      day: day, total: Int(total.rounded()),
      scores: ReadinessDimension.allCases.compactMap { dimension in
        result.scores[dimension].map { Score(dimension, Int($0.rounded())) }
      })
  }

  /// What moved from an earlier result to this one, in the order of the form.
  public func moves(since earlier: ReadinessRecord) -> [Move] {
    ReadinessDimension.allCases.compactMap { dimension in
      let move = Move(dimension: dimension, before: earlier.score(of: dimension), after: score(of: dimension))
      return move.before == move.after ? nil : move
    }
  }

  private func score(of dimension: ReadinessDimension) -> Int? { scores.first { $0.dimension == dimension }?.score }
}

extension Company {
  /// The result to compare a new one with: the latest of an earlier day that differs from it, else the latest of those.
  public func readiness(before record: ReadinessRecord) -> ReadinessRecord? {
    let earlier = readinessHistory.filter { $0.day < record.day }
    return earlier.last { !record.moves(since: $0).isEmpty } ?? earlier.last
  }

  /// How the stage went: of each day the last, without those that changed nothing.
  /// - Parameter day: the day of a moment by the region's calendar.
  public func stages(by day: (Timestamp) -> Day) -> [StageChange] {
    var days: [StageChange] = []
    for change in stageHistory {
      if let last = days.last, day(last.at) == day(change.at) { days.removeLast() }
      if days.last?.stage != change.stage { days.append(change) }
    }
    return days
  }
}

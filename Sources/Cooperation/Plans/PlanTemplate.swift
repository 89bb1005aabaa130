import Vocabulary

/// What a plan of one kind usually holds, in one language; it stands in the content.
public struct PlanTemplate: Sendable, Hashable {
  public var tasks: [Task]
  public var leads: String
  public var measure: String
  /// Days from the main day to the review and to the end.
  public var reviewAfter: Int
  public var endAfter: Int

  /// Something to do so many days before the main day; below zero, after it.
  public struct Task: Sendable, Hashable {
    public var what: String
    public var daysBefore: Int

    public init(what: String, daysBefore: Int) {
      self.what = what
      self.daysBefore = daysBefore
    }
  }

  public init(tasks: [Task], leads: String, measure: String, reviewAfter: Int, endAfter: Int) {
    self.tasks = tasks
    self.leads = leads
    self.measure = measure
    self.reviewAfter = reviewAfter
    self.endAfter = endAfter
  }

  /// A first plan, its dates counted from the main day: the fair's first, or the day when the brochure, page or person
  /// is to be ready. Tasks whose day has passed are due today. `nil` when the main day itself has passed.
  public func plan(
    _ kind: PlanKind, aim: String, market: String, members: [PlanMember], on mainDay: Day, today: Day
  ) -> MarketingPlan? {
    guard mainDay >= today else { return nil }
    let actions = tasks.map { task in
      PlanAction(what: task.what, by: max(today, mainDay.adding(days: -task.daysBefore)))
    }
    return MarketingPlan(
      kind: kind, aim: aim, market: market, members: members, actions: actions, leads: leads, measure: measure,
      reviewOn: mainDay.adding(days: reviewAfter), endsOn: mainDay.adding(days: endAfter))
  }
}

extension Day {
  fileprivate func adding(days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }
}

import Companies
import GRDB
import Vocabulary

/// The announcing of steps whose day has come, in the tables `step` and `event`.
extension Database {
  /// As `CompanyStore.announceDueSteps`, in the caller's transaction.
  func announceDueSteps(on today: Day, limit: Int, now: Timestamp) throws -> Int {
    let due = try stepsToAnnounce(on: today, limit: limit)
    var numbering = EventNumbering(last: try logIdentity().last)
    for step in due {
      try run(
        "UPDATE step SET announced = ? WHERE company = ? AND id = ?",
        [step.day.description, step.company.rawValue, step.step])
      if let talk = try latestTalk(of: step.company) { _ = numbering.add([step.event(in: talk)], at: now) }
    }
    try numbering.write(self)
    return due.count
  }

  /// `StepRecord.isToAnnounce` in SQL; days in this form have the order of their text. The last terms are those of the
  /// index, which holds nothing but the steps that still wait.
  private func stepsToAnnounce(on today: Day, limit: Int) throws -> [DueStep] {
    let sql = """
      SELECT company, id, until FROM step
      WHERE until <= ? AND state = 'later' AND (announced IS NULL OR announced < until)
      ORDER BY until, company, id LIMIT ?
      """
    return try rows(sql, [today.description, max(0, limit)]) { row in
      guard let day = Day(row[2] as String) else { throw UnreadableRow() }
      return DueStep(company: CompanyID(rawValue: row[0]), step: row[1], day: day)
    }
  }
}

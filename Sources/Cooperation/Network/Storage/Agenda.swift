import Vocabulary

/// When time itself brings something about for a record.
struct Agenda: Sendable, Hashable {
  private var days: [Int: Table<RecordID, Timestamp>] = [:]

  /// What is due by this moment, in no order.
  func due(by now: Timestamp) -> [RecordID] {
    days.filter { $0.key <= Self.day(of: now) }.flatMap { _, due in due.filter { $0.value <= now }.map(\.key) }
  }

  mutating func move(_ id: RecordID, from old: Timestamp?, to new: Timestamp?) {
    if old == new { return }
    if let old {
      let day = Self.day(of: old)
      days[day]?[id] = nil
      if days[day]?.count == 0 { days[day] = nil }
    }
    if let new { days[Self.day(of: new), default: Table()][id] = new }
  }

  private static func day(of moment: Timestamp) -> Int { moment.day.daysSince1970 }
}

extension Record {
  /// When `passTime` has to look at it; `nil`: never.
  var dueAt: Timestamp? {
    switch self {
    case .membership(let member): member.isActive ? member.confirmedAt.adding(days: Work.cardDays) : nil
    case .opportunity(let opportunity):
      switch opportunity.state {
      case .checking, .open: opportunity.terms.closes.adding(days: 1).start
      // Somebody may still wait for a turn.
      case .forming: Timestamp(milliseconds: 0)
      default: nil
      }
    case .interest(let interest):
      switch interest.state {
      case .expressed: interest.changedAt.adding(days: Work.interestDays)
      case .withdrawn: interest.changedAt.adding(days: Work.withdrawnDays)
      default: nil
      }
    case .introduction(let introduction): introduction.state.isWaiting ? introduction.endsAt : nil
    case .family(let family):
      ([family.endsAt] + family.members.map { $0.isLeavingTold ? nil : $0.leavesAt?.adding(days: Family.daysToTell) })
        .compactMap { $0 }.min()
    case .advisorCase(let open):
      open.state.isEnd || open.state == .stuck ? nil : open.changedAt.adding(days: AdvisorCase.daysToStuck)
    case .trust, .plan, .conflict: nil
    }
  }
}

extension Day {
  /// Its first moment in UTC.
  fileprivate var start: Timestamp { Timestamp(milliseconds: Int64(daysSince1970) * 86_400_000) }
}

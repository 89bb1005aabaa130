import MajordomoSimulation

/// What happened in a region, in the words of a region.
struct RegionRecord {
  enum Happening: String, CaseIterable {
    case brokerRestarts = "the broker is started anew"
    case workerDies = "worker dies"
    case chatDies = "chat is closed"
    case dispatcherDies = "the dispatcher dies"
    case powerCut = "the power is cut"
    case clockJumps = "the host stands still"
    case connectionBreaks = "connection breaks"
    case streamRestarts = "the stream is started anew"
    case diskFails = "the disk takes nothing for a while"
    case joins = "the second person joins the first's company"
    case syncs = "written is synced"
    case syncFails = "a sync fails"
    case arrives = "message arrives from/at socket"
    case lost = "message finds nobody at socket"
    case event = "the broker is told"
    case asks = "person asks question"
    case answered = "person has the answer to question"
    case refused = "person is refused"
    case works = "worker works on tag"
    case replies = "worker replies to tag"
    case replays = "somebody replays the question of person"
    case takes = "the dispatcher takes requests"
    case streamTells = "the stream tells socket"
    case readerGets = "reader gets event"
  }

  private(set) var history = History()

  mutating func note(_ happening: Happening, _ numbers: Int..., at now: Int64) {
    history.note(
      happening.rawValue, code: Happening.allCases.firstIndex(of: happening) ?? 0, numbers, at: now)
  }
}

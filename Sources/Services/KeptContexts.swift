import Companies
import Synchronization
import Vocabulary

/// Where the latest talks stand, so that the next turn need not ask the store. It may be outdated when others serve the same
/// talk: the commit finds that out, and the turn is computed anew from the store.
///
/// A context is given away when it is taken, so that two messages at once do not begin with the same one. It is forgotten after some
/// minutes, and before that when there are many.
final class KeptContexts: Sendable {
  private static let most = 256
  private static let milliseconds: Int64 = 10 * 60_000

  private struct Key: Hashable {
    let conversation: ConversationID
    let person: Principal
  }

  private struct Entry {
    let context: CompanyContext
    let at: Timestamp

    func isOld(at now: Timestamp) -> Bool { now.milliseconds - at.milliseconds > KeptContexts.milliseconds }
  }

  private let entries = Mutex<[Key: Entry]>([:])

  func take(_ conversation: ConversationID?, of person: Principal, at now: Timestamp) -> CompanyContext? {
    guard let conversation else { return nil }
    let entry = entries.withLock { $0.removeValue(forKey: Key(conversation: conversation, person: person)) }
    return entry.flatMap { $0.isOld(at: now) ? nil : $0.context }
  }

  func keep(_ context: CompanyContext, of person: Principal, at now: Timestamp) {
    entries.withLock { entries in
      for (key, entry) in entries where entry.isOld(at: now) { entries[key] = nil }
      if entries.count >= Self.most, let oldest = entries.min(by: { $0.value.at < $1.value.at })?.key {
        entries[oldest] = nil
      }
      entries[Key(conversation: context.talk.id, person: person)] = Entry(context: context, at: now)
    }
  }
}

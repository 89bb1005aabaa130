import Companies
import Vocabulary

/// Announces on the event stream that the day of a step has come.
public struct Reminders: Sendable {
  /// The most events in one transaction, so that turns never wait for long.
  private static let announcedAtOnce = 256
  /// The longest pause (milliseconds): a clock that was set is noticed by then.
  private static let pauseMax: Int64 = 3_600_000
  /// The pause when the store can't be reached.
  private static let pauseOfTrouble: Int64 = 60_000

  private let editions: Editions
  private let store: any CompanyStore
  private let environment: Environment

  public init(_ editions: Editions, store: any CompanyStore, environment: Environment) {
    self.editions = editions
    self.store = store
    self.environment = environment
  }

  /// Announces all that is due by the region's date.
  /// - Returns: when to call it again: when the next day begins there, or sooner.
  public func announce() async -> Timestamp {
    let calendar = RegionCalendar(editions.current.knowledge.region)
    let now = environment.now()
    let today = calendar.day(of: now)
    do {
      while try await store.announceDueSteps(on: today, limit: Self.announcedAtOnce, now: now) == Self.announcedAtOnce {
      }
      return min(calendar.nextDay(after: now), Timestamp(milliseconds: now.milliseconds + Self.pauseMax))
    } catch {
      return Timestamp(milliseconds: now.milliseconds + Self.pauseOfTrouble)
    }
  }
}

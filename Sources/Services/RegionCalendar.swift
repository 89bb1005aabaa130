import Foundation
import Knowledge
import Vocabulary

/// When the days of a region begin.
public struct RegionCalendar: Sendable {
  private let calendar: Calendar

  /// The names of time zones are checked when the content is read.
  public init(_ region: Region) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: region.timeZone) ?? .gmt
    self.calendar = calendar
  }

  /// The day on which the moment falls there.
  public func day(of moment: Timestamp) -> Day {
    let date = calendar.dateComponents([.year, .month, .day], from: Date(moment))
    return Day(year: date.year ?? 0, month: date.month ?? 0, day: date.day ?? 0) ?? moment.day
  }

  /// When the day after that of this moment begins.
  func nextDay(after moment: Timestamp) -> Timestamp {
    let next = calendar.nextDate(
      after: Date(moment), matching: DateComponents(hour: 0), matchingPolicy: .nextTime)
    return Timestamp(
      milliseconds: next.map { Int64(($0.timeIntervalSince1970 * 1000).rounded(.up)) }
        ?? moment.milliseconds + 86_400_000)
  }
}

extension Date {
  fileprivate init(_ moment: Timestamp) { self.init(timeIntervalSince1970: Double(moment.milliseconds) / 1000) }
}

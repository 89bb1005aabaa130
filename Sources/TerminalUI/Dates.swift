import Foundation
import Vocabulary

/// A day as it is written in all three languages here: `23.11.2026`, without the year in `year`. Text that is no
/// day is kept.
func dayText(_ text: String, in year: Int? = nil) -> String {
  guard let day = Day(text) else { return sanitisedLine(text) }
  return day.year == year ? "\(day.day).\(day.month)." : "\(day.day).\(day.month).\(day.year)"
}

/// A moment of RFC 3339 as day and time of day at a place.
struct LocalTime {
  var day: Day
  var hour, minute, second: Int

  /// `nil` when the text is no moment of RFC 3339.
  init?(_ text: String, zone: TimeZone) {
    let whole = Date.ISO8601FormatStyle()
    let fraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = (try? fraction.parse(text)) ?? (try? whole.parse(text)) else { return nil }
    self.init(date, zone: zone)
  }

  init(_ date: Date, zone: TimeZone) {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    let days = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    let rest = seconds - days * 86_400
    day = Day(daysSince1970: days)
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
  }

  /// `23.11.2026 14:05`; Finnish writes `14.05`.
  func text(lang: Language, withSeconds: Bool = false) -> String {
    let mark = lang == .fi ? "." : ":"
    let numbers = [hour, minute] + (withSeconds ? [second] : [])
    return "\(dayText(day.description)) \(numbers.map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: mark))"
  }
}

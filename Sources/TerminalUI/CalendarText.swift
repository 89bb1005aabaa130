import Foundation
import Messages
import Vocabulary

extension Welcome {
  /// Writes the reminders to a file.
  func saveCalendar(in kept: PersonalFile, file: String?, zone: TimeZone) -> PersonalFile.Outcome {
    let now = Date()
    let stamp = Timestamp(milliseconds: Int64(now.timeIntervalSince1970 * 1000))
    return kept.save(
      calendarText(reminders, of: conversation, stamp: stamp), file: file,
      name: LocalTime(now, zone: zone).day.description)
  }
}

/// Steps with their days as a calendar of RFC 5545, for the person's own calendar: a whole day each, with an alarm at nine.
///
/// The same step of the same talk has the same UID, so that a calendar that takes it in again moves it.
func calendarText(_ reminders: [Welcome.Reminder], of talk: ConversationID, stamp: Timestamp) -> String {
  var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rinnalla//Rinnalla//EN"]
  for reminder in reminders {
    guard let day = Day(reminder.day) else { continue }
    let title = escaped(reminder.title)
    lines += [
      "BEGIN:VEVENT", "UID:\(escaped(reminder.id)).\(talk.rawValue)@rinnalla.eu", "DTSTAMP:\(basic(stamp))",
      "DTSTART;VALUE=DATE:\(basic(day))", "SUMMARY:\(title)", "TRANSP:TRANSPARENT",
      "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:\(title)", "TRIGGER:PT9H", "END:VALARM", "END:VEVENT",
    ]
  }
  lines.append("END:VCALENDAR")
  return lines.flatMap(folded).map { $0 + "\r\n" }.joined()
}

/// Section 3.3.11: a text has no line break and no other control character, and these three are written with a backslash.
private func escaped(_ text: String) -> String {
  sanitisedLine(text).reduce(into: "") { escaped, character in
    if ["\\", ";", ","].contains(character) { escaped.append("\\") }
    escaped.append(character)
  }
}

/// Section 3.1: at most 75 octets a line; what is longer goes on after a space. No character is cut.
private func folded(_ line: String) -> [String] {
  var lines = [""]
  for character in line.unicodeScalars {
    let width = UTF8.width(character)
    if (lines.last?.utf8.count ?? 0) + width > 75 { lines.append(" ") }
    lines[lines.count - 1].unicodeScalars.append(character)
  }
  return lines
}

/// `20261207`
private func basic(_ day: Day) -> String { day.description.filter { $0 != "-" } }

/// `20261207T081530Z`
private func basic(_ moment: Timestamp) -> String {
  moment.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
}

import Messages
import Testing
import Vocabulary

@testable import TerminalUI

/// Reminders as a calendar of RFC 5545.
struct CalendarTextTests {
  private let talk = ConversationID(rawValue: "t-1")
  private let stamp = Timestamp(milliseconds: 1_795_420_800_250)

  private func text(_ titles: [String]) -> String {
    calendarText(
      titles.enumerated().map { Welcome.Reminder(id: "step_\($0.offset)", title: $0.element, day: "2026-12-07") },
      of: talk, stamp: stamp)
  }

  @Test func `a step is a whole day with an alarm, and lines end as the standard says`() {
    let lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rinnalla//Rinnalla//EN", "BEGIN:VEVENT",
      "UID:step_0.t-1@rinnalla.eu", "DTSTAMP:20261123T080000Z", "DTSTART;VALUE=DATE:20261207",
      "SUMMARY:Hakekaa EORI-numero", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY",
      "DESCRIPTION:Hakekaa EORI-numero", "TRIGGER:PT9H", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
    ]
    #expect(text(["Hakekaa EORI-numero"]) == lines.map { $0 + "\r\n" }.joined())
  }

  @Test func `what a calendar would read as its own signs is masked`() {
    #expect(text(["a,b;c\\d\r\nEND:VCALENDAR\u{1B}"]).contains("SUMMARY:a\\,b\\;c\\\\d END:VCALENDAR␛\r\n"))
  }

  @Test func `long lines are folded between characters and unfold to what they were`() {
    let title = String(repeating: "Hyvää päivää 🙂 ", count: 30)
    let text = text([title])
    #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    #expect(text.split(separator: "\r\n").count > 20)
    #expect(text.replacing("\r\n ", with: "").contains("SUMMARY:\(title)\r\n"))
  }

  @Test func `a day that is none is left out`() {
    let broken = [Welcome.Reminder(id: "a", title: "A", day: "soon")]
    #expect(!calendarText(broken, of: talk, stamp: stamp).contains("VEVENT"))
  }
}

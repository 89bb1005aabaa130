import Companies
import Guidance
import Testing
import Vocabulary

/// Steps that are put off until a day: on Monday, 23.11.2026, in three languages.
struct ReminderTests {
  @Test(arguments: [
    ("remind me tomorrow", Language.en, "2026-11-24"), ("remind me in two weeks", .en, "2026-12-07"),
    ("remind me in 3 days", .en, "2026-11-26"), ("remind me next month", .en, "2026-12-23"),
    ("remind me on Monday", .en, "2026-11-30"), ("remind me on 15 March", .en, "2027-03-15"),
    ("remind me in December", .en, "2026-12-01"), ("remind me on 24.12.", .en, "2026-12-24"),
    ("muistuta huomenna", .fi, "2026-11-24"), ("muistuta kahden viikon päästä", .fi, "2026-12-07"),
    ("muistuta ensi perjantaina", .fi, "2026-11-27"), ("muistuta maaliskuussa", .fi, "2027-03-01"),
    ("muistuta kuukauden päästä", .fi, "2026-12-23"), ("muistuta 1.2.2027", .fi, "2027-02-01"),
    ("påminn mig i morgon", .sv, "2026-11-24"), ("påminn mig om tre veckor", .sv, "2026-12-14"),
    ("påminn mig på torsdag", .sv, "2026-11-26"), ("påminn mig i mars", .sv, "2027-03-01"),
  ])
  func `A step is put off until the day that is named`(text: String, lang: Language, day: String) throws {
    var talk = try Talking()
    let shown = talk.ask(.askGuidance, [.topic: .text("customs")], lang: lang).steps
    talk.ask(.remindMe, lang: lang, text: text)
    let record = try #require(talk.context.company.steps.first)
    #expect(record.id == shown.first?.id && record.state == .later)
    #expect(record.until?.description == day)
  }

  @Test func `The step is the one that is spoken of, and it is not shown again before its day`() throws {
    var talk = try Talking()
    let shown = talk.ask(.askGuidance, [.topic: .text("customs")]).steps
    let answer = talk.ask(.remindMe, text: "remind me of number 2 in two weeks")
    #expect(talk.context.company.steps.map(\.id) == [shown[1].id])
    #expect(answer.text.contains("7.12.2026") && answer.text.contains(shown[1].title.dropLast()), "\(answer.text)")
    let again = talk.ask(.askGuidance, [.topic: .text("customs")]).steps.map(\.id)
    #expect(!again.contains(shown[1].id) && again.contains(shown[0].id))
    talk.now.milliseconds += 15 * 86_400_000
    #expect(talk.ask(.askGuidance, [.topic: .text("customs")]).steps.map(\.id).contains(shown[1].id))
  }

  @Test func `Without a day it asks for one, with a number that is not on the screen for the step`() throws {
    var talk = try Talking()
    talk.ask(.askGuidance, [.topic: .text("customs")])
    for text in ["remind me of number 1", "remind me of number 9 tomorrow", "remind me on 31.2."] {
      talk.ask(.remindMe, text: text)
      #expect(talk.context.company.steps.isEmpty, "\(text)")
    }
  }

  @Test func `What was put off is as it was after an undo`() throws {
    var talk = try Talking()
    talk.ask(.askGuidance, [.topic: .text("customs")])
    talk.ask(.remindMe, text: "remind me in two weeks")
    talk.say("/undo")
    #expect(talk.context.company.steps.allSatisfy { $0.state == .open && $0.until == nil })
  }
}

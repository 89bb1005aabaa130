import Companies
import Guidance
import Knowledge
import Testing
import Vocabulary

/// Answers on later days (DESIGN: time): what is over is not recommended, and no past day is worded as if it were to come.
struct AnswerTimeTests {
  private static let days = ["2026-12-05", "2027-02-01", "2028-01-01"]

  /// Words by which a sentence speaks of a day to come.
  private static let ahead: [Language: [String]] = [
    .en: ["runs until ", "open until ", "taken until ", "opens ", "will ", "closes ", "apply by "],
    .fi: ["asti", "saakka", "mennessä", "viimeistään", "avautuu", "aukeaa", "sulkeutuu", "päättyy"],
    .sv: ["till och med", "öppnar", "stänger", "senast", "går ut"],
  ]

  @Test(arguments: days, AnswerMatrixTests.places)
  func `No closed round is recommended, and no past day is to come`(text: String, place: AnswerMatrixTests.Place) throws
  {
    let today = try #require(Day(text))
    var fresh = try place.talk()
    fresh.now = Timestamp(milliseconds: Int64(today.daysSince1970) * 86_400_000)
    let base = fresh.base
    let open = Set(base.instruments.filter { $0.isOpen(on: today) }.map(\.id))
    for purpose in Set(base.instruments.flatMap(\.purposes)).sorted() {
      var talk = fresh
      let answer = talk.ask(.findFunding, [.purpose: .text(purpose)], lang: place.lang)
      #expect(open.isSuperset(of: answer.instruments.map(\.id)), "\(purpose): \(answer.text)")
      checkDays(in: answer, today, place.lang)
    }
    for instrument in base.instruments {
      var talk = fresh
      let answer = talk.ask(.askInstrument, [.instrument: .text(instrument.id)], lang: place.lang)
      if !open.contains(instrument.id), instrument.status != .changed {
        #expect(answer.steps.isEmpty, "\(instrument.id): \(answer.text)")
      }
      checkDays(in: answer, today, place.lang)
    }
    for topic in base.topics.keys.sorted() {
      for market in [nil, "NO"] {
        var talk = fresh
        let slots: [Slot: SlotValue] = [.topic: .text(topic)].merging(market.map { [.market: .text($0)] } ?? [:]) { $1 }
        checkDays(in: talk.ask(.askGuidance, slots, lang: place.lang), today, place.lang)
      }
    }
  }

  private func checkDays(in answer: ComposedAnswer, _ today: Day, _ lang: Language) {
    for sentence in answer.text.split(separator: "\n").flatMap({ sentences(of: $0) }) {
      let past = writtenDays(in: sentence).filter { $0 < today }
      guard !past.isEmpty else { continue }
      let words = Self.ahead[lang]?.filter { sentence.lowercased().contains($0) } ?? []
      #expect(words.isEmpty, "On \(today): \(sentence)")
    }
  }

  private func sentences(of line: Substring) -> [String] {
    var sentences: [String] = [""]
    for word in line.split(separator: " ") {
      sentences[sentences.count - 1] += " \(word)"
      if let last = word.last, ".!?".contains(last), word.dropLast().last?.isLetter ?? false { sentences.append("") }
    }
    return sentences
  }

  private static let months = [
    ["january", "januari"], ["february", "februari"], ["march", "mars"], ["april"], ["may", "maj"], ["june", "juni"],
    ["july", "juli"], ["august", "augusti"], ["september"], ["october", "oktober"], ["november"], ["december"],
  ]

  /// Days as they are written: 4.12.2026, 4 December 2026, 4 december 2026.
  private func writtenDays(in text: String) -> [Day] {
    let words = text.lowercased().split { !$0.isNumber && !$0.isLetter }
    return words.indices.dropLast(2).compactMap { index in
      let month =
        Self.months.firstIndex { $0.contains(String(words[index + 1])) }.map { $0 + 1 } ?? Int(words[index + 1])
      guard let day = Int(words[index]), let month, let year = Int(words[index + 2]), year > 1900 else { return nil }
      return Day(year: year, month: month, day: day)
    }
  }
}

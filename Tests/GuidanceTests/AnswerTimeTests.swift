import Companies
import Guidance
import Knowledge
import Testing
import Vocabulary

/// Answers on later days (DESIGN: time): what is over is not recommended, and no past day is worded as if it were to come.
struct AnswerTimeTests {
  private static let days = ["2026-12-05", "2027-02-01", "2028-01-01"]

  @Test(arguments: days, AnswerMatrixTests.places)
  func `No closed round is recommended`(text: String, place: AnswerMatrixTests.Place) throws {
    let fresh = try talk(on: text, place)
    let (base, today) = (fresh.base, fresh.now.day)
    let open = Set(base.instruments.filter { $0.isOpen(on: today) }.map(\.id))
    for purpose in Set(base.instruments.flatMap(\.purposes)).sorted() {
      var talk = fresh
      let answer = talk.ask(.findFunding, [.purpose: .text(purpose)], lang: place.lang)
      #expect(open.isSuperset(of: answer.instruments.map(\.id)), "\(purpose): \(answer.text)")
      checkDays(in: answer.text, today, place.lang)
    }
    for instrument in base.instruments {
      for intent in [Intent.askInstrument, .checkEligibility] {
        var talk = fresh
        let answer = talk.ask(intent, [.instrument: .text(instrument.id)], lang: place.lang)
        if !open.contains(instrument.id), instrument.status != .changed {
          #expect(answer.steps.isEmpty, "\(instrument.id): \(answer.text)")
        }
        checkDays(in: answer.text, today, place.lang)
      }
    }
  }

  @Test(arguments: days, AnswerMatrixTests.places)
  func `No past day of a subject or a country is to come, whoever it is told to`(
    text: String, place: AnswerMatrixTests.Place
  ) throws {
    let (base, today) = (try place.talk().base, try #require(Day(text)))
    for articles in [base.topics, base.cards] {
      for part in articles.values.flatMap({ $0[place.lang]?.parts ?? [] }) where part.isShown(on: today) {
        checkDays(in: ([part.text] + part.deeds.map(\.text)).joined(separator: "\n"), today, place.lang)
      }
    }
  }

  @Test(arguments: days, AnswerMatrixTests.places)
  func `No past day of a step is to come`(text: String, place: AnswerMatrixTests.Place) throws {
    let fresh = try talk(on: text, place)
    for step in fresh.base.steps {
      for text in [step.title, step.why, step.how] { checkDays(in: text[place.lang], fresh.now.day, place.lang) }
    }
    for stage in Stage.allCases {
      var talk = StagedCompany.talk(at: stage, in: fresh)
      let answer = talk.ask(.askNextSteps, lang: place.lang)
      #expect(!answer.steps.isEmpty, "\(stage): \(answer.text)")
      checkDays(in: answer.text, fresh.now.day, place.lang)
    }
  }

  @Test func `A past day that is worded as one to come is found`() throws {
    let day = try #require(Day("2028-01-01"))
    for (lang, sentence) in [
      (Language.en, "The round runs until 4 December 2026."), (.en, "It will change in July 2027."),
      (.en, "It comes into force in 2027 at the earliest."), (.fi, "Haku on auki 4.12.2026 asti."),
      (.fi, "Sopimus tulee voimaan aikaisintaan 2027."), (.sv, "Avtalet träder i kraft tidigast 2027."),
    ] {
      #expect(LateDays.wordedAsAhead(in: sentence, on: day, lang).count == 1, "\(sentence)")
    }
    for (lang, sentence) in [
      (Language.en, "The round closed on 4 December 2026."), (.fi, "Haku on auki 1.2.2028 asti."),
      (.sv, "Regeln gäller från den 20 januari 2027."), (.en, "It will change in 2028."),
    ] {
      #expect(LateDays.wordedAsAhead(in: sentence, on: day, lang).isEmpty, "\(sentence)")
    }
  }

  private func talk(on day: String, _ place: AnswerMatrixTests.Place) throws -> Talking {
    var talk = try place.talk()
    talk.now = Timestamp(milliseconds: Int64(try #require(Day(day)).daysSince1970) * 86_400_000)
    return talk
  }

  private func checkDays(in text: String, _ today: Day, _ lang: Language) {
    for sentence in LateDays.wordedAsAhead(in: text, on: today, lang) {
      Issue.record("On \(today): \(sentence)")
    }
  }
}

extension Part {
  /// Whether its condition lets it be shown on this day to anybody at all.
  fileprivate func isShown(on today: Day) -> Bool {
    (condition?.text.matches(of: #/\b(from|until) ([0-9-]+)/#) ?? []).allSatisfy { match in
      Day(match.output.2).map { match.output.1 == "from" ? $0 <= today : today <= $0 } ?? true
    }
  }
}

/// Finds sentences that speak of a day, a month or a year that is past as if it were to come.
enum LateDays {
  /// Words by which a sentence speaks of a time to come.
  private static let ahead: [Language: [String]] = [
    .en: [
      "runs until ", "open until ", "taken until ", "opens ", "will ", "closes ", "apply by ", "at the earliest",
      "is planned", "are planned", "is expected", "comes into force",
    ],
    .fi: [
      "asti", "saakka", "mennessä", "viimeistään", "avautuu", "aukeaa", "sulkeutuu", "päättyy", "aikaisintaan",
      "tulee voimaan", "on määrä", "odotetaan", "suunnitteilla",
    ],
    .sv: [
      "till och med", "öppnar", "stänger", "senast", "går ut", "tidigast", "träder i kraft", "väntas", "planeras",
      "kommer att",
    ],
  ]

  static func wordedAsAhead(in text: String, on today: Day, _ lang: Language) -> [String] {
    text.split(separator: "\n").flatMap { sentences(of: $0) }.filter { sentence in
      let times = lastDays(in: sentence)
      guard let latest = times.max(), latest < today else { return false }
      return ahead[lang]?.contains { sentence.lowercased().contains($0) } ?? false
    }
  }

  private static func sentences(of line: Substring) -> [String] {
    var sentences: [String] = [""]
    for word in line.split(separator: " ") {
      sentences[sentences.count - 1] += " \(word)"
      if let last = word.last, ".!?;:".contains(last), word.dropLast().last.map({ $0.isLetter || $0 == ")" }) ?? false {
        sentences.append("")
      }
    }
    return sentences
  }

  /// The last day of each day, month and year that is written: 4.12.2026, 4 December 2026, joulukuussa 2026, 2027.
  private static func lastDays(in text: String) -> [Day] {
    let words = text.lowercased().split { !$0.isNumber && !$0.isLetter }.map(String.init)
    return words.indices.compactMap { index in
      guard words[index].count == 4, let year = Int(words[index]), (2020...2035).contains(year) else { return nil }
      guard index > 0, let month = Figures.month(words[index - 1]) else { return Day(year: year, month: 12, day: 31) }
      if index > 1, let day = Int(words[index - 2]), let whole = Day(year: year, month: month, day: day) {
        return whole
      }
      return Day(year: year, month: month, day: 1)?.adding(months: 1).adding(days: -1)
    }
  }
}

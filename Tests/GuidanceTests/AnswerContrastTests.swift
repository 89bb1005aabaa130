import Companies
import Guidance
import Knowledge
import Testing
import Vocabulary

/// What changes an answer, and what it says of that (DESIGN: contrast, relevance).
struct AnswerContrastTests {
  /// Two questions that differ in one thing.
  enum Contrast: String, CaseIterable, Sendable {
    case market, offering, stage

    /// What conditions call it.
    var names: [String] {
      switch self {
      case .market: ["market", "market_group"]
      case .offering: ["offering_type"]
      case .stage: ["stage"]
      }
    }

    /// Topics whose sheets say it differently.
    var topics: [String] {
      switch self {
      case .market: ["customs", "vat", "export_documents", "incoterms"]
      case .offering: ["vat", "incoterms"]
      case .stage: []
      }
    }
  }

  private func answer(_ topic: String, _ contrast: Contrast, isSecond: Bool, in fresh: Talking, _ lang: Language)
    -> ComposedAnswer
  {
    var talk = fresh
    if contrast == .stage { talk = StagedCompany.talk(at: isSecond ? .growing : .awakening, in: talk) }
    if contrast == .offering {
      talk.context.company.apply(
        .setFact(
          Fact(
            key: FactKey(.offeringType), value: .text(isSecond ? "service" : "product"), source: .said, by: "tester",
            at: talk.now, conversation: talk.context.talk.id, turn: 0)))
    }
    let market = contrast == .market && isSecond ? "NO" : "SE"
    return talk.ask(.askGuidance, [.topic: .text(topic), .market: .text(market)], lang: lang)
  }

  @Test(arguments: AnswerMatrixTests.places, Contrast.allCases)
  func `What the texts tell apart, the answers tell apart, and because names why`(
    place: AnswerMatrixTests.Place, contrast: Contrast
  ) throws {
    let fresh = try place.talk()
    let base = fresh.base
    for topic in base.topics.keys.sorted() {
      let parts = (base.topics[topic]?[place.lang]?.parts ?? []).filter { $0.name == .what || $0.name == .deeds }
      let conditions = parts.compactMap(\.condition).filter { !contrast.names.allSatisfy(Set($0.names).isDisjoint) }
      guard !conditions.isEmpty else { continue }
      let answers = [
        answer(topic, contrast, isSecond: false, in: fresh, place.lang),
        answer(topic, contrast, isSecond: true, in: fresh, place.lang),
      ]
      let differ = answers[0].steps != answers[1].steps || answers[0].firstLine != answers[1].firstLine
      let what: Comment = "\(topic): \(answers[0].text)\n\(answers[1].text)"
      if contrast.topics.contains(topic) { #expect(answers[0].firstLine != answers[1].firstLine, what) }
      guard differ else { continue }
      let reasons = answers.flatMap(\.because).filter { $0.rule.hasPrefix("\(topic).") }.map(\.words)
      #expect(reasons.contains { words in contrast.names.contains { words.contains($0) } }, what)
    }
  }

  @Test(arguments: AnswerMatrixTests.places)
  func `The first step is of the subject that was asked about, and a definition has none`(
    place: AnswerMatrixTests.Place
  ) throws {
    let fresh = try place.talk()
    let base = fresh.base
    for (topic, articles) in base.topics.sorted(by: { $0.key < $1.key }) {
      for market in [nil, "SE", "NO"] {
        var talk = fresh
        let slots: [Slot: SlotValue] = [.topic: .text(topic)].merging(market.map { [.market: .text($0)] } ?? [:]) { $1 }
        let answer = talk.ask(.askGuidance, slots, lang: place.lang)
        let parts = articles[place.lang]?.parts ?? []
        let deeds = Set(parts.flatMap(\.deeds).map(\.id))
        if parts.contains(where: { $0.name == .noStep && $0.condition == nil }) {
          #expect(answer.steps.isEmpty, "\(topic): \(answer.text)")
        } else if let first = answer.steps.first {
          #expect(deeds.contains(first.id), "\(topic): \(first.title)")
        }
      }
    }
  }
}

extension Set {
  /// As a question to ask of a member.
  fileprivate func isDisjoint(_ member: Element) -> Bool { !contains(member) }
}

extension ComposedAnswer {
  fileprivate var firstLine: Substring { text.prefix { $0 != "\n" } }
}

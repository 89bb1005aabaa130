import Companies
import Knowledge
import Testing
import Vocabulary

@testable import Guidance

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
    var topics: Set<String> {
      switch self {
      case .market: ["customs", "vat", "export_documents", "incoterms"]
      case .offering: ["vat", "incoterms"]
      case .stage: []
      }
    }
  }

  /// One side of a contrast: the talk before the question, and the country that the question names.
  private struct Side {
    var talk: Talking
    var market: String
  }

  private func sides(_ contrast: Contrast, _ fresh: Talking) -> [Side] {
    switch contrast {
    case .market: ["SE", "NO"].map { Side(talk: fresh, market: $0) }
    case .stage:
      [Stage.awakening, .growing].map { Side(talk: StagedCompany.talk(at: $0, in: fresh), market: "SE") }
    case .offering:
      ["product", "service"].map { kind in
        var talk = fresh
        talk.context.company.apply(
          .setFact(
            Fact(
              key: FactKey(.offeringType), value: .text(kind), source: .said, by: "tester", at: talk.now,
              conversation: talk.context.talk.id, turn: 0)))
        return Side(talk: talk, market: "SE")
      }
    }
  }

  /// What is said to one side, beside the parts whose conditions hold there.
  private func told(_ topic: String, to side: Side, _ lang: Language) throws -> (
    answer: ComposedAnswer, what: Part?, deeds: Part?
  ) {
    var talk = side.talk
    let answer = talk.ask(.askGuidance, [.topic: .text(topic), .market: .text(side.market)], lang: lang)
    let article = try #require(talk.base.topics[topic]?[lang])
    let known = Known.values(
      of: talk.context.company, topic: topic, market: side.market, sector: nil, today: talk.now.day)
    return (
      answer, article.part(.what, for: known, on: talk.now.day), article.part(.deeds, for: known, on: talk.now.day)
    )
  }

  @Test(arguments: AnswerMatrixTests.places, Contrast.allCases)
  func `What the texts tell apart, the answers tell apart, and because names why`(
    place: AnswerMatrixTests.Place, contrast: Contrast
  ) throws {
    let fresh = try place.talk()
    let sides = sides(contrast, fresh)
    var differing: Set<String> = []
    for topic in fresh.base.topics.keys.sorted() {
      let told = try sides.map { try self.told(topic, to: $0, place.lang) }
      let what: Comment = "\(topic): \(told[0].answer.text)\n\(told[1].answer.text)"
      for side in told {
        let text = try #require(side.what?.text, what)
        #expect(side.answer.text.hasPrefix(text), what)
        for part in [side.what, side.answer.steps.isEmpty ? nil : side.deeds] {
          guard let condition = part?.condition?.text else { continue }
          #expect(side.answer.because.contains { $0.rule.hasPrefix("\(topic).") && $0.words == condition }, what)
        }
      }
      let (tellsApart, doesApart) = (
        told[0].what?.text != told[1].what?.text, told[0].deeds?.deeds != told[1].deeds?.deeds
      )
      if tellsApart { #expect(told[0].answer.firstLine != told[1].answer.firstLine, what) }
      if doesApart { #expect(told[0].answer.steps != told[1].answer.steps, what) }
      let names = told.flatMap { ($0.what?.condition?.names ?? []) + ($0.deeds?.condition?.names ?? []) }
      if tellsApart || doesApart, names.contains(where: contrast.names.contains) { differing.insert(topic) }
    }
    #expect(differing.isSuperset(of: contrast.topics) && differing.count > 2, "\(differing.sorted())")
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
        } else {
          let first = try #require(answer.steps.first, "\(topic): \(answer.text)")
          #expect(deeds.contains(first.id), "\(topic): \(first.title)")
        }
      }
    }
  }
}

extension ComposedAnswer {
  fileprivate var firstLine: Substring { text.prefix { $0 != "\n" } }
}

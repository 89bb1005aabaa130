import Companies
import Guidance
import Knowledge
import Testing
import Vocabulary

/// Every subject at every stage, in markets of each kind, in both regions (DESIGN: figures, contrast).
struct AnswerMatrixTests {
  /// A region in a language that it is written in.
  struct Place: Sendable, CustomTestStringConvertible {
    let region: String
    let lang: Language

    func talk() throws -> Talking {
      try region == "munster" ? Talking.inMunster() : Talking()
    }

    var testDescription: String { "\(region) \(lang)" }
  }

  static let places =
    Language.allCases.map { Place(region: "nivala-haapajarvi", lang: $0) } + [Place(region: "munster", lang: .en)]

  /// None, one in the EU and one outside it at every stage; more of each kind where it is told what a market asks for.
  private static func markets(at stage: Stage) -> [String?] {
    [nil, "SE", "NO"] + ([.exploring, .entering].contains(stage) ? ["DE", "US", "JP"] : [])
  }

  private func ask(_ topic: String, _ market: String?, _ lang: Language, in talk: Talking) -> ComposedAnswer {
    var talk = talk
    return talk.ask(
      .askGuidance, [.topic: .text(topic)].merging(market.map { [.market: .text($0)] } ?? [:]) { $1 }, lang: lang)
  }

  @Test(arguments: places, Stage.allCases)
  func `Every answer is whole, fits, and says no figure that its texts do not hold`(place: Place, stage: Stage) throws {
    let talk = StagedCompany.talk(at: stage, in: try place.talk())
    let spoken = figures(in: talk.base.phrases[place.lang]?.values.joined(separator: "\n") ?? "")
    let onCards = talk.base.cards.compactMapValues { $0[place.lang].map { figures(in: $0.wholeText) } }
    // Where the question names no country, the only one that the company aims at is meant.
    let targets = talk.context.company.known(.targetMarkets)?.list ?? []
    for topic in talk.base.topics.keys.sorted() {
      let held = talk.base.topics[topic]?[place.lang].map { figures(in: $0.wholeText) } ?? []
      for market in Self.markets(at: stage) {
        let answer = ask(topic, market, place.lang, in: talk)
        let what: Comment = "\(topic) \(market ?? "-"): \(answer.text)"
        #expect(answer.stage == stage, what)
        #expect(!answer.text.isEmpty && !answer.text.contains("{"), what)
        #expect(answer.words <= 120 && answer.lines <= 16, what)
        #expect(answer.steps.count <= 3, what)
        let country = market ?? (targets.count == 1 ? targets[0] : nil)
        let told = spoken.union(held).union(country.flatMap { onCards[$0] } ?? [])
        #expect(figures(in: answer.text).subtracting(told).isEmpty, what)
      }
    }
  }

  @Test(arguments: places, ["customs", "vat", "export_documents"])
  func `What is so in the EU is not said of a country outside it`(place: Place, topic: String) throws {
    let talk = try place.talk()
    let inside = ask(topic, "SE", place.lang, in: talk)
    let outside = ask(topic, "NO", place.lang, in: talk)
    let first = [inside, outside].map { $0.text.prefix { $0 != "." } }
    #expect(first[0] != first[1], "\(inside.text)")
  }

  /// The numbers of a text as they are written, with commas and stops inside; without those that count the steps.
  private func figures(in text: String) -> Set<String> {
    var found: Set<String> = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let count = line.prefix(while: \.isDigit)
      let rest = line[count.endIndex...].first == UInt8(ascii: ".") ? line[count.endIndex...] : line
      for part in rest.split(whereSeparator: { !($0.isDigit || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".")) }) {
        guard let first = part.firstIndex(where: \.isDigit), let last = part.lastIndex(where: \.isDigit) else {
          continue
        }
        found.insert(String(decoding: part[first...last], as: UTF8.self))
      }
    }
    return found
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Article {
  /// All that it can say.
  fileprivate var wholeText: String {
    parts.flatMap { [$0.text] + $0.deeds.map(\.text) }.joined(separator: "\n")
  }
}

import Foundation
import Knowledge
import Testing
import Vocabulary

/// Every number, sum and day of the content is one of a fact that it rests on; the sheets lie beside the project, or the test
/// is skipped.
@Suite(.enabled(if: FactSheets.areThere)) struct FiguresTests {
  static let bases = [Talking.knowledge, Talking.munster]

  /// Parts that also take a fact from the section of another subject, or from another sheet.
  private static let borrowed = [
    "export_plan.costOrNeed": "commitment", "joint_marketing.costOrNeed": "cooperation",
    "localisation.costOrNeed": "product_compliance",
    "sales_channels.costOrNeed": "pricing",
  ]

  /// The figures of the facts that a part rests on: those of its own subject, of the countries that it speaks of, of the pages
  /// that it cites, and of its deeds.
  private func held(_ part: Part, of article: Article, isMarket: Bool, _ base: KnowledgeBase, _ sheets: FactSheets)
    -> Set<String>
  {
    let pages = pages(part.sources ?? article.sources, base)
    var topics: Set<String> = isMarket ? [] : [article.id]
    if case .topic(let topic) = part.name { topics.insert(topic) }
    let other = Self.borrowed["\(article.id).\(part.name)"]
    let markets = isMarket ? [article.id] : part.markets
    return sheets.figures { fact in
      topics.contains(fact.section) || other == fact.section || other == fact.sheet
        || fact.sheet == "markets" && markets.contains { fact.speaks(of: $0) }
        || !pages.isDisjoint(with: fact.pages) || part.deeds.contains { fact.ids.contains($0.id) }
    }
  }

  private func pages(_ sources: [String], _ base: KnowledgeBase) -> Set<String> {
    Set(sources.compactMap { base.sources[$0].map { FactSheets.page($0.url) } })
  }

  @Test(arguments: Language.allCases)
  func `Every figure of a passage stands in a fact of its subject or of the pages that it cites`(lang: Language) throws
  {
    let sheets = try FactSheets.all.get()
    for base in try Self.bases.map({ try $0.get() }) {
      for (articles, isMarket) in [(base.topics, false), (base.cards, true)] {
        for article in articles.sorted(by: { $0.key < $1.key }).compactMap({ $0.value[lang] }) {
          for part in article.parts where !part.isQuestion {
            let text = ([part.text] + part.deeds.map(\.text)).joined(separator: "\n")
            let figures = Figures.all(in: text)
            guard !figures.isEmpty else { continue }
            let missing = figures.subtracting(held(part, of: article, isMarket: isMarket, base, sheets))
            #expect(missing.isEmpty, "\(article.id).\(part.name): \(missing.sorted()) in \(text)")
          }
        }
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `Every figure of an instrument, a step and a question stands in its own fact`(lang: Language) throws {
    let sheets = try FactSheets.all.get()
    for base in try Self.bases.map({ try $0.get() }) {
      for instrument in base.instruments {
        let texts = [instrument.does[lang], instrument.pays?[lang] ?? "", instrument.statusNote?[lang] ?? ""]
        let text = (texts + instrument.apply[lang]).joined(separator: "\n")
        let pages = pages(instrument.sources, base)
        let held = sheets.figures { fact in
          fact.sheet == "instruments"
            && (["all", instrument.id].contains(fact.section) || !pages.isDisjoint(with: fact.pages))
        }
        let missing = Figures.all(in: text).subtracting(held)
        #expect(missing.isEmpty, "\(instrument.id): \(missing.sorted()) in \(text)")
      }
      for step in base.steps {
        let text = [step.title, step.why, step.how].map { $0[lang] }.joined(separator: "\n")
        let held = sheets.figures { $0.ids.contains(step.id) || $0.section == step.topic }
        let missing = Figures.all(in: text).subtracting(held)
        #expect(missing.isEmpty, "\(step.id): \(missing.sorted()) in \(text)")
      }
      for articles in [base.topics, base.cards] {
        for part in articles.values.flatMap({ $0[lang]?.parts ?? [] }) where part.isQuestion {
          #expect(Figures.all(in: part.text).subtracting(sheets.figures).isEmpty, "\(part.text)")
        }
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `Every figure of a term stands in a fact of its subject or of the pages that it cites`(lang: Language) throws {
    let sheets = try FactSheets.all.get()
    for base in try Self.bases.map({ try $0.get() }) {
      for term in base.terms {
        let pages = pages(term.sources, base)
        let held = sheets.figures { $0.section == term.topic || !pages.isDisjoint(with: $0.pages) }
        let spelt = Figures.all(in: term.names[lang].joined(separator: " "))
        let missing = Figures.all(in: term.text[lang]).subtracting(held).subtracting(spelt)
        #expect(missing.isEmpty, "\(term.id): \(missing.sorted()) in \(term.text[lang])")
      }
    }
  }

  @Test(
    arguments: [
      ("Up to €10,000, 10 000 or 10.000 a year, 25 %", ["10000", "25"]),
      ("from 20 January 2027, 20.1.2027, 20. tammikuuta 2027, den 20 januari 2027", ["2027-01-20"]),
      ("Access2Markets, ID06 and B2B; 4–8 hours", ["4", "8"]),
      ("checked 2026-11-23, in May 2026", ["2026-11-23", "2026"]),
      ("sivu vuodelta 2021, katsottu 11/2026, 2024-10", ["2021", "2026-11", "2024-10"]),
    ] as [(String, Set<String>)])
  func `A figure is read in one form`(text: String, figures: Set<String>) {
    #expect(Figures.all(in: text) == figures)
  }
}

extension Part {
  fileprivate var isQuestion: Bool { if case .ask = name { true } else { false } }

  /// The countries that its condition names.
  fileprivate var markets: [String] {
    guard let words = condition?.text.split(whereSeparator: { !$0.isLetter && $0 != "_" }) else { return [] }
    return words.contains("market_group") || words.contains("market")
      ? words.filter { $0 != "eu" && $0.count == 2 }.map { $0.uppercased() } : []
  }
}

extension FactSheets.Fact {
  /// Whether it stands on the card of a country; the short notes hold several.
  fileprivate func speaks(of market: String) -> Bool {
    section == market || section == "Short" && text.contains(market)
  }
}

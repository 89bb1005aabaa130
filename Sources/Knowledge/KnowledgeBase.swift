import Language
import Vocabulary

/// All that Rinnalla knows, as one value: loaded in whole or not at all.
public struct KnowledgeBase: Sendable {
  public var topics: [String: [Language: Article]] = [:]
  public var cards: [String: [Language: Article]] = [:]
  public var markets: [String: Market] = [:]
  public var stages: [StageName] = []
  /// In the order of the stages and of the files.
  public var steps: [Step] = []
  /// In the order of their ids.
  public var instruments: [Instrument] = []
  public var sources: [String: Source] = [:]
  public var facts: [FactText] = []
  /// Words of the trade, in the order of their ids.
  public var terms: [Term] = []
  public var region: Region
  /// What Rinnalla says about itself and the talk: key → text.
  public var phrases: [Language: [String: String]] = [:]
  /// Names of countries by ISO code.
  public var countryNames: [Language: [String: String]] = [:]

  /// The texts of the deeds by their ids; of several with one id the first of the topics, then of the markets, in the order of
  /// their ids.
  public private(set) var deedTitles: [Language: [String: String]] = [:]

  public init(region: Region) {
    self.region = region
  }

  public func name(ofMarket code: String, in lang: Language) -> String {
    cards[code]?[lang]?.title ?? countryNames[lang]?[code] ?? phrases[lang]?["market_\(code)"] ?? code
  }

  public func name(ofTopic topic: String, in lang: Language) -> String? {
    topics[topic]?[lang]?.title
  }

  /// Makes ready what is looked up at each question; once, when all articles are read.
  mutating func index() {
    for articles in [topics, cards] {
      for id in articles.keys.sorted() {
        for (lang, article) in articles[id] ?? [:] {
          for deed in article.parts.flatMap(\.deeds) where deedTitles[lang]?[deed.id] == nil {
            deedTitles[lang, default: [:]][deed.id] = deed.text
          }
        }
      }
    }
  }
}

import Companies
import Content
import Foundation
import Guidance
import Knowledge
import LanguageTools
import Vocabulary

/// guidance-load CONTENT REGION: milliseconds of loading the content, of composing an answer, of making the index and
/// of a search, one line each: a name and its value.
@main struct GuidanceLoad {
  private static let rounds = 20
  private static let markets = ["SE", "NO", "US", "JP"]

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else {
      FileHandle.standardError.write(Data("use: guidance-load CONTENT REGION\n".utf8))
      exit(2)
    }
    let content = ContentFolder(path: arguments[1])
    let (base, loading) = try timed { try content.knowledge(region: arguments[2]) }
    print("load", loading)
    let answers = try composing(base)
    print("answer-median", answers[answers.count / 2])
    let analyser = try Analyser()
    let (index, indexing) = try timed { SearchIndex(base, words: try content.intents(), morphology: analyser) }
    print("index", indexing)
    let searches = searching(base, index, analyser)
    print("search-p99", searches[searches.count * 99 / 100])
  }

  /// Sorted times of whole answers: read the message, find the passages, put the text together.
  private static func composing(_ base: KnowledgeBase) throws -> [Double] {
    let guidance = try Guidance(base)
    let now = Timestamp(milliseconds: 1_795_420_800_000)
    let company = Company(id: CompanyID(rawValue: "c"))
    let talk = Talk(id: ConversationID(rawValue: "t"), company: company.id, startedAt: now, lastAt: now)
    let context = CompanyContext(company: company, talk: talk)
    var times: [Double] = []
    for topic in base.topics.keys.sorted() {
      for market in markets {
        for lang in Language.allCases {
          let parsed = ParsedQuestion(
            lang: lang, intent: .askGuidance, slots: Slots([.topic: .text(topic), .market: .text(market)]),
            confidence: 0.9)
          times.append(
            timed {
              let plan = guidance.plan(text: topic, parsed: parsed, lang: lang, in: context, at: now, by: "load")
              return guidance.decide(plan, findings: base.find(plan.query), in: context)
            }.milliseconds)
        }
      }
    }
    return times.sorted()
  }

  /// Sorted times of searches with the first sentences of the content as questions.
  private static func searching(_ base: KnowledgeBase, _ index: SearchIndex, _ analyser: Analyser) -> [Double] {
    var times: [Double] = []
    for _ in 0..<rounds {
      for topic in base.topics.keys.sorted() {
        for lang in Language.allCases {
          guard let text = base.topics[topic]?[lang]?.parts.first?.text else { continue }
          let question = text.split(separator: " ").prefix(12).joined(separator: " ")
          times.append(timed { index.clearTopic(of: question, in: lang, morphology: analyser) }.milliseconds)
        }
      }
    }
    return times.sorted()
  }

  private static func timed<Value>(_ work: () throws -> Value) rethrows -> (value: Value, milliseconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let value = try work()
    return (value, (clock.now - start) / .milliseconds(1))
  }
}

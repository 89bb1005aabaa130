import Companies
import Cooperation
import Knowledge
import Vocabulary

/// Decides what to answer: from what is asked, what is known of the company, and what the knowledge base holds.
/// Pure: the same input gives the same answer.
public struct Guidance: Sendable {
  let phrases: Phrasebook
  let facts: [FactText]
  let region: RegionProfile
  let steps: StepNames
  let saidFacts: SaidFacts
  let glossary: Glossary
  let rails: [Language: GuardRailTexts]
  let plans: [Language: PlanWords]
  let chainNames: [String: [Language: String]]
  /// Whether there is no other company to be brought together with.
  public let isAlone: Bool
  /// The day of a moment where the companies are.
  let day: @Sendable (Timestamp) -> Day

  /// - Parameters:
  ///   - rails: what is said when words touch competition law.
  ///   - network: what the network is set to, with the words of joint plans and the names of chains.
  ///   - isAlone: whether there is no other company to be brought together with, as in a chat that runs by itself.
  ///   - day: the day of a moment by the region's calendar; when none is given, that of UTC.
  /// - Throws: the names of the phrases that the content lacks.
  public init(
    _ base: KnowledgeBase, rails: [Language: GuardRailTexts] = [:], network: NetworkSettings? = nil,
    isAlone: Bool = false, day: @escaping @Sendable (Timestamp) -> Day = { $0.day }
  ) throws(MissingPhrases) {
    phrases = try Phrasebook(base.phrases)
    facts = base.facts
    region = RegionProfile(country: base.region.country, languages: base.region.languages, names: base.region.names)
    saidFacts = SaidFacts(base.facts)
    glossary = Glossary(base.terms)
    steps = StepNames(base.steps, deedTitles: base.deedTitles)
    self.rails = rails
    plans = network?.plans ?? [:]
    chainNames = network?.chainNames ?? [:]
    self.isAlone = isAlone
    self.day = day
  }
}

/// What the guidance knows of its region.
struct RegionProfile: Sendable, Hashable {
  /// ISO 3166-1.
  var country: String
  /// The first is spoken when nothing tells another.
  var languages: [Language]
  var names: LocalizedText
}

/// What was decided in a turn: the answer and all that it changes.
public struct Decision: Sendable {
  public var answer: ComposedAnswer
  public var changes: [Change]
  public var memory: TalkMemory
}

/// The answer, as values.
public struct ComposedAnswer: Sendable, Hashable {
  public var lang: Language
  public var text: String
  public var intent: Intent?
  public var slots: Slots
  public var confidence: Double
  /// The rules that understood the message, then the conditions of the passages and deeds that were chosen.
  public var because: [Because]
  public var stage: Stage?
  public var steps: [ShownStep]
  public var instruments: [JudgedInstrument]
  public var sources: [SourceFindings]
  public var question: String?
  public var choices: [String]
  /// What could not be answered, for the list of gaps.
  public var gap: Gap?
  /// The content that its texts are from; `nil` when nobody named it.
  public var revision: String?
}

public struct ShownStep: Sendable, Hashable {
  public var id: String
  public var title: String
}

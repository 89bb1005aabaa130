import Vocabulary

/// What is asked of the knowledge base: ids only, no words of the person.
public struct KnowledgeQuery: Sendable, Hashable, Codable {
  public var lang: Language
  public var topic: String?
  /// The id of the term that is to be explained.
  public var term: String?
  /// Codes of the markets that the question is about.
  public var markets: [String]
  public var instruments: [String]
  /// Instruments that serve this purpose; with `wantsSupport` and no purpose: all.
  public var purpose: String?
  public var wantsSupport: Bool
  /// The stage whose steps are wanted; `nil` = no steps are wanted.
  public var stepsOf: String?
  /// What is known of the company and the question, for conditions.
  public var known: [String: KnownValue]
  /// Steps that are done or skipped.
  public var closedSteps: [String]
  /// Steps and deeds whose titles are wanted.
  public var titlesOf: [String]
  /// Topics whose titles are wanted.
  public var topicTitlesOf: [String]
  /// Markets whose names are wanted.
  public var marketNamesOf: [String]
  /// The role of the region's contacts that are wanted.
  public var helperRole: String?
  public var today: Day
  /// The content to look in, while it is at hand; otherwise the newest.
  public var revision: String?

  public init(
    lang: Language, topic: String? = nil, markets: [String] = [], instruments: [String] = [], purpose: String? = nil,
    wantsSupport: Bool = false, stepsOf: String? = nil, known: [String: KnownValue] = [:], closedSteps: [String] = [],
    titlesOf: [String] = [], topicTitlesOf: [String] = [], marketNamesOf: [String] = [], today: Day
  ) {
    self.lang = lang
    self.topic = topic
    self.markets = markets
    self.instruments = instruments
    self.purpose = purpose
    self.wantsSupport = wantsSupport
    self.stepsOf = stepsOf
    self.known = known
    self.closedSteps = closedSteps
    self.titlesOf = titlesOf
    self.topicTitlesOf = topicTitlesOf
    self.marketNamesOf = marketNamesOf
    self.today = today
  }
}

/// What the knowledge base holds on a query: the parts whose conditions hold, in the language asked for.
public struct Findings: Sendable, Hashable, Codable {
  /// What the term that was asked for is.
  public var term: Passage?
  public var topic: TopicFindings?
  public var markets: [MarketFindings] = []
  public var instruments: [InstrumentFindings] = []
  public var steps: [StepFindings] = []
  public var contact: ContactFindings
  /// Those of the region's contacts with the role that was asked for; empty when it has none.
  public var helpers: [ContactFindings] = []
  /// Titles by the ids of steps, deeds and topics.
  public var titles: [String: String] = [:]
  /// Names of markets by their codes.
  public var marketNames: [String: String] = [:]
  /// The names of the stages.
  public var stageNames: [String: String] = [:]
  /// The content that they are from; `nil` when nobody named it.
  public var revision: String?

  public init(contact: ContactFindings) {
    self.contact = contact
  }
}

/// A text with the pages behind it.
public struct Passage: Sendable, Hashable, Codable {
  /// Names the text in all languages, so that it is not said twice: `customs.what.12`.
  public var id: String
  public var text: String
  public var sources: [SourceFindings]
  /// Why it is this one and no other: its condition, as it is written in the content; `nil` when it has none.
  public var because: Because?
}

public struct DeedList: Sendable, Hashable, Codable {
  public var deeds: [Deed]
  public var sources: [SourceFindings]
  /// As of a `Passage`.
  public var because: Because?
}

/// A question back, and the fact that it asks for.
public struct AskBack: Sendable, Hashable, Codable {
  public var fact: String
  public var text: String
}

public struct TopicFindings: Sendable, Hashable, Codable {
  public var id: String
  public var title: String
  public var what: Passage?
  public var deeds: DeedList?
  public var costOrNeed: Passage?
  public var place: Passage?
  public var ask: AskBack?
}

public struct MarketFindings: Sendable, Hashable, Codable {
  public var code: String
  public var name: String
  /// `nil` for a region of several countries other than the EU.
  public var group: MarketGroup?
  public var hasCard: Bool
  public var what: Passage?
  public var deeds: DeedList?
  public var costOrNeed: Passage?
  public var place: Passage?
  public var ask: AskBack?
  /// What the card says on the topic of the question.
  public var note: Passage?
}

public struct InstrumentFindings: Sendable, Hashable, Codable {
  public var id: String
  public var name: String
  /// `grant`, `loan`, `guarantee`, `aid` or `service`.
  public var kind: String
  /// What it is for, the chief purpose first.
  public var purposes: [String]
  public var provider: String
  public var does: String
  public var pays: String?
  public var rules: Eligibility
  /// Conditions that a person has to judge.
  public var judged: Bool
  public var stages: [String]
  /// How to ask for it.
  public var apply: [Deed]
  public var status: Instrument.Status
  /// Open, and inside its round, on the day of the query.
  public var isOpen: Bool
  /// `nil` also when its round is over: the note speaks of it as if it were to come.
  public var statusNote: String?
  /// The last day of its round, when that is past.
  public var roundOver: Day?
  public var statusDate: String?
  /// Names of what stands in its place and is open.
  public var instead: [String]
  public var checked: Day
  public var sources: [SourceFindings]
}

public struct StepFindings: Sendable, Hashable, Codable {
  public var id: String
  public var stage: String
  public var topic: String
  public var title: String
  public var why: String
  public var how: String
}

public struct SourceFindings: Sendable, Hashable, Codable {
  public var title: String
  public var url: String
  public var kind: String
  public var asOf: String?
  public var checked: Day
}

public struct ContactFindings: Sendable, Hashable, Codable {
  public var name: String
  public var url: String

  public init(name: String, url: String) {
    self.name = name
    self.url = url
  }
}

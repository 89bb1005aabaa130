/// What competitors must not settle or tell each other. The raw values are the ids that content uses.
public enum GuardRailTopic: String, Codable, CaseIterable, Sendable, Hashable {
  case price, margin, customers, volume, bids, markets, wages, boycott
}

/// Why a message was stopped. The raw values are the ids that content uses.
public enum GuardRailReason: String, Codable, CaseIterable, Sendable, Hashable {
  /// An own price, margin, volume, bid or wage stands with a figure, or a customer with a name.
  case ownFigure = "own_figure"
  /// It calls on others to do or leave something together.
  case call
}

/// What the guard-rails say about one message. It never holds the message.
public enum GuardRailVerdict: Sendable, Hashable {
  case clear
  /// A quiet reminder; the message goes.
  case hint(GuardRailTopic)
  /// The message does not go; the person is told why.
  case stop(GuardRailTopic, why: GuardRailReason)

  public var isStop: Bool { if case .stop = self { true } else { false } }

  var weight: Int {
    switch self {
    case .clear: 0
    case .hint: 1
    case .stop: 2
    }
  }
}

/// It travels as `{"verdict": "stop", "topic": "price", "why": "call"}` (docs/services.md).
extension GuardRailVerdict: Codable {
  private struct Form: Codable {
    var verdict: String
    var topic: GuardRailTopic?
    var why: GuardRailReason?
  }

  public func encode(to encoder: any Encoder) throws {
    let form =
      switch self {
      case .clear: Form(verdict: "clear")
      case .hint(let topic): Form(verdict: "hint", topic: topic)
      case .stop(let topic, let why): Form(verdict: "stop", topic: topic, why: why)
      }
    try form.encode(to: encoder)
  }

  public init(from decoder: any Decoder) throws {
    let form = try Form(from: decoder)
    switch (form.verdict, form.topic, form.why) {
    case ("clear", _, _): self = .clear
    case ("hint", let topic?, _): self = .hint(topic)
    case ("stop", let topic?, let why?): self = .stop(topic, why: why)
    default:
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no verdict of the guard-rails"))
    }
  }
}

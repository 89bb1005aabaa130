import Vocabulary

/// A request on the queue: one JSON object in one frame (`docs/services.md`).
public struct Envelope<Payload: Codable & Sendable>: Codable, Sendable {
  /// Chosen by the caller and kept when it resends: an equal id is the same request.
  public var id: String
  /// `<thing>.<verb>.v<N>`.
  public var op: String
  public var data: Payload
  /// Whom the caller acts for, when it acts for another.
  public var `for`: String?
  public var conversation: ConversationID?
  /// Milliseconds that are left to answer.
  public var deadline: Int?
  /// W3C trace context.
  public var traceparent: String?

  public init(
    id: String, op: String, data: Payload, for: String? = nil, conversation: ConversationID? = nil,
    deadline: Int? = nil, traceparent: String? = nil
  ) {
    self.id = id
    self.op = op
    self.data = data
    self.for = `for`
    self.conversation = conversation
    self.deadline = deadline
    self.traceparent = traceparent
  }
}

/// The part of a request that is the same for all operations.
public struct EnvelopeHead: Sendable {
  public var id: String
  public var op: String
  public var `for`: String?
  public var conversation: ConversationID?
  public var deadline: Int?
  public var traceparent: String?

  public init(
    id: String, op: String, for: String?, conversation: ConversationID?, deadline: Int?, traceparent: String?
  ) {
    self.id = id
    self.op = op
    self.for = `for`
    self.conversation = conversation
    self.deadline = deadline
    self.traceparent = traceparent
  }
}

/// An answer on the queue: `{"id","data"}` or `{"id","problem"}`.
public enum Reply<Payload: Codable & Sendable>: Codable, Sendable {
  case data(id: String, Payload)
  /// The id is empty when the request's could not be read.
  case problem(id: String, Problem)

  private enum Key: String, CodingKey { case id, data, problem }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let id = try container.decode(String.self, forKey: .id)
    if let problem = try container.decodeIfPresent(Problem.self, forKey: .problem) {
      self = .problem(id: id, problem)
    } else {
      self = .data(id: id, try container.decode(Payload.self, forKey: .data))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .data(let id, let payload):
      try container.encode(id, forKey: .id)
      try container.encode(payload, forKey: .data)
    case .problem(let id, let problem):
      try container.encode(id, forKey: .id)
      try container.encode(problem, forKey: .problem)
    }
  }
}

/// Data that says nothing.
public struct Nothing: Codable, Sendable, Hashable {
  public init() {}
}

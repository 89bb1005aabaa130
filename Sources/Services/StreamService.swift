import Companies
import Conversation
import Foundation
import Majordomo
import MajordomoRuntime
import Messages
import Vocabulary

/// The service `stream`: the store's events as CloudEvents 1.0 in JSON (docs/stream.md).
///
/// The words of a turn are in no event of the log: they are joined from the turn's row when the event is delivered, so
/// that what is forgotten is forgotten here too.
public struct StreamService: Sendable {
  private let store: any CompanyStore
  private let grants: @Sendable (Vocabulary.Principal) -> Grants

  /// - Parameter grants: as in `Environment`.
  public init(store: any CompanyStore, grants: @escaping @Sendable (Vocabulary.Principal) -> Grants = { _ in Grants() })
  {
    self.store = store
    self.grants = grants
  }

  /// What a `StreamServer` reads from.
  public var source: StreamSource {
    StreamSource(
      last: { await last() },
      read: { await page(for: Vocabulary.Principal($0), after: $1, subjects: $2, limit: $3) })
  }

  private func last() async -> StreamLog? {
    guard let identity = try? await store.logIdentity() else { return nil }
    return StreamLog(log: identity.log, epoch: identity.epoch, last: identity.last)
  }

  private func page(
    for reader: Vocabulary.Principal, after: Int64, subjects: [String], limit: Int
  ) async -> StreamPage? {
    do {
      let identity = try await store.logIdentity()
      let page = try await store.events(after: after, subjects: subjects, limit: limit)
      let view = EventView(of: reader, person: try await store.person(of: reader.user), grants(reader))
      var events: [StreamEvent] = []
      for event in page.events {
        let holder = try await store.holder(of: ConversationID(rawValue: event.event.subject))
        let sight = view.sight(of: holder)
        // What may not be seen is covered by the numbers all the same.
        if sight == .nothing { continue }
        let turn = sight == .words ? try await turn(of: event) : nil
        events.append(
          StreamEvent(
            number: event.number, type: event.event.type, subject: event.event.subject,
            bytes: CloudEvent.json(event, log: identity.log, turn: turn)))
      }
      return StreamPage(events: events, upto: page.upto)
    } catch {
      // Whatever the store's reason, it is asked again in a moment; the cursor of the reader stands.
      return nil
    }
  }

  private func turn(of event: Event) async throws -> Turn? {
    guard event.event.type == CloudEvent.turnCommitted, let number = event.event.turn else { return nil }
    return try await store.turn(number, of: ConversationID(rawValue: event.event.subject))
  }
}

/// One event of the log in the form of https://github.com/cloudevents/spec (1.0, JSON).
public enum CloudEvent {
  /// Somebody asked and was answered.
  public static let turnCommitted = TurnEvents.turnCommitted
  /// The day of a step has come.
  public static let reminderFellDue = DueStep.eventType

  /// - Parameter turn: the turn that the event tells of, if its words may be seen.
  static func json(_ event: Event, log: String, turn: Turn?) -> [UInt8] {
    var data = object(event.event.data)
    if event.event.type == turnCommitted {
      data["text"] = turn?.text ?? NSNull()
      data["answer"] = turn?.answerText ?? NSNull()
    }
    let whole = json(event, log: log, data: data)
    if whole.count <= StreamFrames.eventBytesMax { return whole }
    data["truncated"] = true
    if event.event.type == turnCommitted { (data["text"], data["answer"]) = (NSNull(), NSNull()) }
    let short = json(event, log: log, data: data)
    return short.count <= StreamFrames.eventBytesMax ? short : json(event, log: log, data: ["truncated": true])
  }

  private static func json(_ event: Event, log: String, data: [String: Any]) -> [UInt8] {
    let attributes: [String: Any] = [
      "specversion": "1.0", "id": event.id, "source": "urn:rinnalla:\(log)", "type": event.event.type,
      "time": event.at.rfc3339, "datacontenttype": "application/json",
      "dataschema": "urn:rinnalla:schema:\(event.event.type)", "subject": event.event.subject,
      "sequence": String(event.number), "data": data,
    ]
    do {
      return Array(
        try JSONSerialization.data(withJSONObject: attributes, options: [.sortedKeys, .withoutEscapingSlashes]))
    } catch {
      preconditionFailure("strings and what came from JSON always have a form in JSON: \(error)")
    }
  }

  private static func object(_ json: String) -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(json.utf8))) as? [String: Any] ?? [:]
  }
}

extension Turn {
  fileprivate var answerText: String? {
    answer.flatMap { try? Wire.decode(Answer.self, from: Array($0.utf8)) }?.text
  }
}

/// What a CloudEvent of `CloudEvent.reminderFellDue` tells.
public struct ReminderFellDue: Decodable, Sendable, Hashable {
  public var type: String
  public var time: String
  public var data: Body

  public struct Body: Decodable, Sendable, Hashable {
    public var conversation: String
    /// The id of the step.
    public var step: String
    /// The day until which it was put off.
    public var due: String
  }

  /// Nil when this is no such CloudEvent.
  public init?(json: [UInt8]) {
    guard let event = try? JSONDecoder().decode(Self.self, from: Data(json)), event.type == CloudEvent.reminderFellDue
    else { return nil }
    self = event
  }
}

/// What a CloudEvent of `CloudEvent.turnCommitted` tells.
public struct TurnCommitted: Decodable, Sendable, Hashable {
  public var time: String
  public var data: Body

  public struct Body: Decodable, Sendable, Hashable {
    public var conversation: String
    public var turn: Int
    public var lang: String?
    public var intent: String?
    /// What the person wrote; nil when it is forgotten, too long, or not to be seen.
    public var text: String?
    /// The answer's text, or nil as above.
    public var answer: String?
  }

  /// Nil when this is no such CloudEvent.
  public init?(json: [UInt8]) {
    guard let event = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
    self = event
  }
}

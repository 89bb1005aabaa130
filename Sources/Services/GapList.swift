import Companies
import Conversation
import Foundation
import Messages

/// What could not be answered, from the events of the log: a line for each subject, the most frequent first. It has no words of anybody.
public struct GapList: Sendable {
  /// Questions of one subject that had one reason.
  public struct Line: Codable, Sendable, Hashable {
    public var count: Int
    /// The day of the last of them.
    public var last: String
    public var reason: String
    public var lang: String
    public var intent: String?
    public var topic: String?
    public var market: String?
  }

  private struct Found: Decodable, Hashable {
    var reason: String
    var lang: String
    var intent: String?
    var topic: String?
    var market: String?
  }

  private var counts: [Found: (count: Int, last: String)] = [:]

  public init() {}

  /// Counts an event in, when it is a gap.
  public mutating func add(_ event: Event) {
    guard event.event.type == TurnEvents.gapFound,
      let found = try? Wire.decode(Found.self, from: Array(event.event.data.utf8))
    else { return }
    let (day, known) = (event.at.day.description, counts[found])
    counts[found] = ((known?.count ?? 0) + 1, max(day, known?.last ?? day))
  }

  /// The most frequent first; of equally many the latest, then by their names.
  public var lines: [Line] {
    counts.map { found, seen in
      Line(
        count: seen.count, last: seen.last, reason: found.reason, lang: found.lang, intent: found.intent,
        topic: found.topic, market: found.market)
    }.sorted { left, right in
      if left.count != right.count { return left.count > right.count }
      if left.last != right.last { return left.last > right.last }
      return left.name < right.name
    }
  }
}

extension GapList.Line {
  fileprivate var name: String { [reason, topic ?? "", market ?? "", intent ?? "", lang].joined(separator: " ") }
}

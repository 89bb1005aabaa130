import Vocabulary

/// A topic or a market's card in one language: a head and parts, of which the question and the company choose.
public struct Article: Sendable, Hashable {
  public var id: String
  public var lang: Language
  public var title: String
  /// When somebody last looked.
  public var checked: Day
  /// Ids of the pages that its facts rest on.
  public var sources: [String]
  /// In the order of the file.
  public var parts: [Part]

  /// The first part of this name whose condition holds.
  public func part(_ name: Part.Name, for known: [String: KnownValue], on today: Day) -> Part? {
    parts.first { part in
      part.name == name && (part.condition?.holds(for: known, on: today) ?? true)
    }
  }

  /// The first question back whose condition holds.
  public func question(for known: [String: KnownValue], on today: Day) -> (fact: String, part: Part)? {
    for part in parts {
      if case .ask(let fact) = part.name, known[fact] == nil, part.condition?.holds(for: known, on: today) ?? true {
        return (fact, part)
      }
    }
    return nil
  }
}

/// A piece of an article.
public struct Part: Sendable, Hashable {
  public enum Name: Sendable, Hashable {
    case what, deeds, costOrNeed, place, noStep
    /// The question back that asks for this fact.
    case ask(String)
    /// In a market's card: what holds there on this topic.
    case topic(String)
  }

  public var name: Name
  public var condition: Condition?
  public var text: String
  /// The numbered list of a `do` part.
  public var deeds: [Deed]
  /// Its own sources; `nil` = those of the article.
  public var sources: [String]?
  /// Where it begins in its file, from 1.
  public var line: Int
}

/// One thing to do, with the id under which the company ticks it off.
public struct Deed: Sendable, Hashable, Codable {
  public var id: String
  public var text: String

  public init(id: String, text: String) {
    self.id = id
    self.text = text
  }
}

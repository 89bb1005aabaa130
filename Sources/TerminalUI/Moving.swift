/// What goes along when a talk moves to a server, by number.
public struct Luggage: Sendable, Hashable {
  public var facts, steps, consents: Int

  public init(facts: Int, steps: Int, consents: Int) {
    self.facts = facts
    self.steps = steps
    self.consents = consents
  }
}

/// A server that a person wants to talk with.
public struct Destination: Sendable, Hashable {
  public var address: String
  /// Its public key, in Z85.
  public var key: String

  /// `nil` unless the text is an address and a key.
  init?(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2 else { return nil }
    (address, key) = (String(words[0]), String(words[1]))
  }
}

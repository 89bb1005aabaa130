import Cooperation
import Guidance
import Intents
import Knowledge
import Synchronization

/// The content as one value: what is read with it, looked up in it and said by it belongs together.
public final class Edition: Sendable {
  /// Names the content by what is in its files.
  public let revision: String
  public let knowledge: KnowledgeBase
  public let guidance: Guidance
  public let parser: IntentParser
  public let search: PassageSearch
  /// What the network of companies is set to.
  public let network: NetworkSettings
  public let guardRails: GuardRailWords

  public init(
    revision: String, knowledge: KnowledgeBase, guidance: Guidance, parser: IntentParser, search: PassageSearch,
    network: NetworkSettings, guardRails: GuardRailWords
  ) {
    self.revision = revision
    self.knowledge = knowledge
    self.guidance = guidance
    self.parser = parser
    self.search = search
    self.network = network
    self.guardRails = guardRails
  }
}

/// The edition that is served, and those before it as long as something in work holds them, so that a turn ends with the
/// content that it began with.
public final class Editions: Sendable {
  private struct Past: Sendable {
    weak var edition: Edition?
  }

  private struct State: Sendable {
    var current: Edition
    var past: [Past] = []
  }

  private let state: Mutex<State>

  public init(_ first: Edition) {
    state = Mutex(State(current: first))
  }

  public var current: Edition { state.withLock { $0.current } }

  /// The edition of this revision while it is at hand, else the current one.
  func edition(_ revision: String?) -> Edition {
    state.withLock { state in
      guard let revision, revision != state.current.revision else { return state.current }
      return state.past.lazy.compactMap(\.edition).first { $0.revision == revision } ?? state.current
    }
  }

  /// Serves this edition from the next request on.
  public func publish(_ edition: Edition) {
    state.withLock { state in
      state.past = state.past.filter { $0.edition != nil } + [Past(edition: state.current)]
      state.current = edition
    }
  }
}

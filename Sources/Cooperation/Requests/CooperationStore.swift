import Companies
import Vocabulary

/// Where the network is kept. Every implementation passes the same contract suite.
///
/// *Kept* means: when `act` has returned `done`, it survives the death of any process and of the machine.
public protocol CooperationStore: Sendable {
  /// The network as it is now.
  func network() async throws(StoreError) -> Network

  /// Does an act once, alone on the newest network, and makes an event of each notice. Looks up the request first: a repeat changes
  /// nothing and gets what came of it.
  ///
  /// - Parameter act: what throws changes nothing and is not kept.
  func act(
    _ request: Request, at now: Timestamp,
    _ act: @escaping @Sendable (inout Network) throws(CooperationProblem) -> Performed
  ) async throws(StoreError) -> ActOutcome
}

/// What became of an act.
public enum ActOutcome: Sendable, Hashable {
  /// It is on disk, now or since an earlier try with the same id.
  case done(NetworkDeed)
  case refused(CooperationProblem)
  /// The id was used for another request.
  case idUsedOtherwise
  /// The request was answered so long ago that nothing is known of it any more.
  case gone
}

extension Effect {
  /// The type of the event of a notice, in reverse-DNS form.
  public static let eventType = "eu.rinnalla.cooperation.notice.v1"
  /// The subject of events for all who advise.
  public static let advisors = "advisors"

  /// The event of this notice: ids and numbers of the receiver's own.
  ///
  /// - Parameter talk: the latest talk of the company that it is for.
  public func event(in talk: ConversationID?) -> NewEvent? {
    let subject: String
    switch to {
    case .advisors: subject = Self.advisors
    case .company:
      guard let talk else { return nil }
      subject = talk.rawValue
    }
    let about =
      switch self.about {
      case .membership: ""
      case .opportunity(let id): ",\"opportunity\":\(id.value)"
      case .match(let number): ",\"match\":\(number)"
      case .plan(let id): ",\"plan\":\(id.value)"
      case .family(let id): ",\"family\":\(id.value)"
      case .conflict(let id): ",\"conflict\":\(id.value)"
      case .advisorCase(let id): ",\"case\":\(id.value)"
      case .introduction(let id): ",\"introduction\":\(id.value)"
      }
    return NewEvent(
      type: Self.eventType, subject: subject, turn: nil, data: "{\"notice\":\"\(notice.code)\"\(about)}")
  }
}

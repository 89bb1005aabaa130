import Companies
import Messages
import Vocabulary

/// What one reader of the event stream may see.
struct EventView {
  /// How much of an event is seen.
  enum Sight: Equatable {
    case nothing
    /// Ids and numbers: that there is a talk, its language, topic and stage.
    case numbers
    /// Also what the person wrote and was answered.
    case words
  }

  private let reader: Principal
  private let person: String
  private let grants: Grants

  /// - Parameter person: whose key the reader's is.
  init(of reader: Principal, person: String, _ grants: Grants) {
    self.reader = reader
    self.person = person
    self.grants = grants
  }

  /// - Parameter holder: of the talk that the event is about; nil when there is no such talk.
  func sight(of holder: TalkHolder?) -> Sight {
    switch reader.role {
    case _ where reader == .local: .words
    case .guest, .member: holder?.person == person ? .words : .nothing
    case .advisor: holder?.advisorSees == true ? .words : .numbers
    case .service: grants.followsEvents ? .numbers : .nothing
    case .worker: .nothing
    }
  }
}

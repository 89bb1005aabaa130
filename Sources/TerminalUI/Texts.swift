import Messages
import Vocabulary

/// What the chat itself says, in one language. Everything else is said by the assistant.
struct Texts: Sendable {
  var lang: Language
  /// Who speaks.
  var you, rinnalla, advisor: String

  /// The first lines of a first talk: what this is, how to write.
  var opening: [String]
  /// Where the talk is kept, when everything runs in this program.
  var keptHere: String
  /// Where a talk is kept that is led over a connection whose server gave no notice.
  var keptElsewhere: String
  var otherLanguages: String
  var firstCommands: String
  var keptThere: @Sendable (ServerNotice) -> String
  /// The first line of a talk that goes on.
  var welcomeBack: String
  /// When it was last, and what about.
  var last: @Sendable (_ day: String, _ topic: String?) -> String
  /// Before a step whose day has come.
  var reminder: String
  var openSteps: @Sendable (_ count: Int) -> String

  /// Commands with what they do, in the order in which they are shown.
  var help: [HelpLine]
  var helpOutro: String

  var sources: @Sendable (_ count: Int) -> String
  var undated: String
  var pageFromYear: @Sendable (String) -> String
  var pageFromDay: @Sendable (String) -> String
  var lookedUp: @Sendable (String) -> String

  var stillWaiting: String
  var unreachable: @Sendable (_ seconds: Int) -> String
  var notOpenYet: @Sendable (_ seconds: Int) -> String
  var busy: String
  var busyTryAgain: @Sendable (_ seconds: Int) -> String
  var backAgain: String
  var queued: @Sendable (_ count: Int) -> String
  var queueFull: @Sendable (_ limit: Int) -> String
  var refused: @Sendable (_ detail: String) -> String
  var stopped: String
  var howToLeave: String
  var leftUnsent: @Sendable (_ count: Int) -> String
  var gaveUp: @Sendable (_ seconds: Int) -> String

  var tooLong: @Sendable (_ limit: Int) -> String
  var bringBack: String
  var pasteTooLong: @Sendable (_ limit: Int) -> String
  var notUTF8: @Sendable (_ offset: Int) -> String
  var line: @Sendable (_ number: Int) -> String
  var didYouMean: @Sendable (_ word: String, _ command: String) -> String

  var languageSet: String
  var languageChoices: String
  var needsTalk: String
  var historyEmpty: String
  var historyUnreachable: @Sendable (_ seconds: Int) -> String
  var forgotten: String
  var talkTitle: @Sendable (_ day: String) -> String
  var saved: @Sendable (_ path: String) -> String
  var calendarSaved: @Sendable (_ path: String) -> String
  /// No step is put off until a day that is still to come.
  var noReminders: String
  var saveExists: @Sendable (_ path: String, _ command: String) -> String
  var saveFailed: @Sendable (_ path: String, _ reason: String) -> String
  var planSaved: @Sendable (_ path: String) -> String
  var howToPlan: String
  var planUnknown: @Sendable (_ number: Int) -> String
  var linesNotKept: @Sendable (_ path: String, _ reason: String) -> String

  /// Before the code that lets somebody into the company, and after it.
  var inviteCode: @Sendable (_ code: String) -> String
  var inviteHow: @Sendable (_ until: String) -> String
  var noCompanyYet, onlyMembersInvite, onlyConnected: String
  var howToJoin, joined, codeRefused: String
  var notServed: @Sendable (_ seconds: Int) -> String
  var howToConnect, connectedAlready: String
  /// What goes to a server and what stays, and how to say yes.
  var goesAlong: @Sendable (Luggage) -> String
  /// What is kept at the server of the move.
  var broughtAlong: @Sendable (Luggage) -> String
  var movedTo: @Sendable (_ address: String) -> String
  /// Who came into the company since the last turn; `nil` for news that this release does not know.
  var membership: @Sendable (_ news: MembershipNews, _ day: String) -> String?

  /// Labels of the monitor.
  var talk, turn, person, notShown: String

  struct HelpLine: Sendable {
    var command, does: String
    init(_ command: String, _ does: String) {
      self.command = command
      self.does = does
    }
  }

  static func of(_ lang: Language) -> Texts {
    switch lang {
    case .fi: finnish
    case .sv: swedish
    case .en: english
    }
  }
}

/// What a newcomer to a region's server has to be told about privacy. It is shown in full.
public struct ServerNotice: Sendable, Hashable {
  /// Who is responsible for the data.
  public var responsible: String
  /// Who can read the talk.
  public var readers: String
  /// For how long it is kept.
  public var kept: String
  /// Where the full notice is.
  public var address: String

  public init(responsible: String, readers: String, kept: String, address: String) {
    self.responsible = responsible
    self.readers = readers
    self.kept = kept
    self.address = address
  }
}

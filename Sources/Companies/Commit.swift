import Vocabulary

/// What makes a request the same request: who asked, for whom, in which conversation, under which id.
public struct RequestKey: Sendable, Hashable, Codable {
  public var principal: Principal
  /// Whom the caller acts for, when it acts for another.
  public var onBehalfOf: String?
  /// As the caller named it; `nil` = "the latest".
  public var conversation: ConversationID?
  public var id: String

  public init(principal: Principal, onBehalfOf: String? = nil, conversation: ConversationID?, id: String) {
    self.principal = principal
    self.onBehalfOf = onBehalfOf
    self.conversation = conversation
    self.id = id
  }
}

/// A request as the store keeps it: its key, and what was asked, so that one id is never used for two things.
public struct Request: Sendable, Hashable, Codable {
  public var key: RequestKey
  public var op: String
  /// A hash of the request's data.
  public var hash: String

  public init(key: RequestKey, op: String, hash: String) {
    self.key = key
    self.op = op
    self.hash = hash
  }
}

/// All that one turn changes. It is stored in whole or not at all.
public struct Commit: Sendable, Hashable, Codable {
  public var request: Request
  public var at: Timestamp
  /// The company as it was read; its version must still be the stored one.
  public var company: CompanyID
  public var companyVersion: Int
  /// The talk as it was read; its version must still be the stored one.
  public var conversation: ConversationID
  public var talkVersion: Int
  public var changes: [Change]
  /// What the talk remembers from now on.
  public var memory: TalkMemory
  public var text: String
  /// The whole answer, as JSON.
  public var answer: String
  public var events: [NewEvent]

  public init(
    request: Request, at: Timestamp, company: CompanyID, companyVersion: Int, conversation: ConversationID,
    talkVersion: Int, changes: [Change], memory: TalkMemory, text: String, answer: String, events: [NewEvent]
  ) {
    self.request = request
    self.at = at
    self.company = company
    self.companyVersion = companyVersion
    self.conversation = conversation
    self.talkVersion = talkVersion
    self.changes = changes
    self.memory = memory
    self.text = text
    self.answer = answer
    self.events = events
  }
}

extension Commit {
  public var forgets: Bool { changes.contains(.forgetEverything) }

  /// What the talk remembers: after forgetting nothing but the language.
  public var keptMemory: TalkMemory { forgets ? TalkMemory(lang: memory.lang) : memory }

  /// What is stored of the person's words: nothing when they ask to be forgotten.
  public var keptText: String { forgets ? "" : text }

  /// Whether it makes a new version of the company: it changes it, or is its first.
  public var changesCompany: Bool { !changes.isEmpty || companyVersion == 0 }
}

/// What became of a commit.
public enum CommitOutcome: Sendable, Hashable, Codable {
  /// It is on disk. The number of the last event that it made.
  case stored(lastEvent: Int64)
  /// The request was answered before; this is that answer, and nothing was changed.
  case repeated(answer: String)
  /// The id was used for another request.
  case idUsedOtherwise
  /// The request was answered so long ago that its answer is gone.
  case gone
  /// Somebody else changed the company or the talk since it was read.
  case conflict
}

/// What the store knows when a request comes in.
public enum Opening: Sendable, Hashable, Codable {
  case ready(CompanyContext)
  case repeated(answer: String)
  case idUsedOtherwise
  case gone
  /// The conversation belongs to somebody else; the asker is told no more than that it is not known.
  case unknownConversation
}

/// The company and the talk that a request is about. Both may be new, with version 0 and nothing stored yet.
public struct CompanyContext: Sendable, Hashable, Codable {
  public var company: Company
  public var talk: Talk
  /// Who came into the company since the last turn of this talk.
  public var membership: [MembershipChange]

  public init(company: Company, talk: Talk, membership: [MembershipChange] = []) {
    self.company = company
    self.talk = talk
    self.membership = membership
  }

  /// What the store knows once a commit that was made from this context is stored.
  public func after(_ commit: Commit) -> CompanyContext {
    var next = self
    next.company.apply(commit)
    next.talk.apply(commit)
    next.membership.removeAll { $0.at <= next.talk.lastAt }
    return next
  }
}

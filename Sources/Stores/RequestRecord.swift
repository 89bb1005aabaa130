import Companies
import Vocabulary

/// What a store keeps of a request that it answered, and what it says when the request comes again.
struct RequestRecord: Sendable {
  /// How long an answer is given again: 30 days, in milliseconds.
  static let lifetime: Int64 = 30 * 86_400_000
  /// The most requests that one group of commits turns into tombstones: enough to keep up, too few to be felt.
  static let purgedAtOnce = 64

  /// Op and hash; `nil` in a tombstone, of which only the key and numbers are left.
  var asked: (op: String, hash: String)?
  var at: Timestamp
  var talk: ConversationID
  var turn: Int

  /// `answer` is that of the record's turn, `nil` once it is forgotten.
  func verdict(for request: Request, answer: String?, now: Timestamp) -> Verdict {
    guard let asked, !isOver(now: now) else { return .gone }
    guard asked == (request.op, request.hash) else { return .idUsedOtherwise }
    return answer.map(Verdict.repeated) ?? .gone
  }

  func isOver(now: Timestamp) -> Bool {
    at.milliseconds < RequestRecord.oldestKept(now: now)
  }

  /// Requests from before this moment are gone.
  static func oldestKept(now: Timestamp) -> Int64 {
    now.milliseconds.subtractingReportingOverflow(lifetime).partialValue
  }

  enum Verdict {
    case repeated(answer: String)
    case idUsedOtherwise
    case gone

    var opening: Opening {
      switch self {
      case .repeated(let answer): .repeated(answer: answer)
      case .idUsedOtherwise: .idUsedOtherwise
      case .gone: .gone
      }
    }

    var outcome: CommitOutcome {
      switch self {
      case .repeated(let answer): .repeated(answer: answer)
      case .idUsedOtherwise: .idUsedOtherwise
      case .gone: .gone
      }
    }
  }
}

extension RequestKey {
  /// Whose talks and company a request is about: the person acted for, else the asker. The role is left out on
  /// purpose: a guest who becomes a member keeps talk and requests. Whether the asker may act for that person is
  /// decided before the store is asked.
  var person: String {
    guard let onBehalfOf, !onBehalfOf.isEmpty else { return principal.user }
    return onBehalfOf
  }
}

extension Commit {
  /// The talk as it is after this commit; `nil` (a conflict) when anything is not as it was read.
  ///
  /// `stored` is the talk and its owner as they are now, `home` the company that the talk, else the person, belongs
  /// to. A person with no company may only found one: else an id could be used to get into somebody's company.
  func talk(
    after stored: (talk: Talk, owner: String)?, home: CompanyID?, companyVersion: Int, person: String
  ) -> Talk? {
    guard companyVersion == self.companyVersion, (stored?.talk.version ?? 0) == talkVersion,
      (stored?.owner ?? person).utf8.elementsEqual(person.utf8),
      home.map({ $0 == company }) ?? (companyVersion == 0)
    else { return nil }
    var talk = stored?.talk ?? Talk(id: conversation, company: company, startedAt: at, lastAt: at)
    talk.apply(self)
    return talk
  }
}

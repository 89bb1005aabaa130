import Companies
import GRDB
import Vocabulary

extension Database {
  /// Stores one turn, but for its events: those get their numbers when the whole group is in.
  /// The request is looked up first, the versions second. `nil`: stored.
  func store(_ commit: Commit) throws -> CommitOutcome? {
    let person = try person(of: commit.request.key.person)
    if let verdict = try verdict(on: commit.request, of: person, now: commit.at) { return verdict.outcome }
    guard let talk = try talkToStore(commit, of: person) else { return .conflict }

    for change in commit.changes { try apply(change, to: commit.company) }
    if commit.forgets { try setErasePending(true) }
    if commit.changesCompany { try setVersion(commit.companyVersion + 1, of: commit.company) }
    if commit.talkVersion == 0 { try set(commit.company, of: person) }
    try set(talk, owner: person)
    try insert(
      Turn(
        conversation: talk.id, number: talk.turns, at: commit.at, text: commit.keptText, answer: commit.answer))
    try insert(commit.request, at: commit.at, talk: talk.id, turn: talk.turns)
    return nil
  }

  /// The talk as it is after the commit; `nil` when anything is not as it was read.
  private func talkToStore(_ commit: Commit, of person: String) throws -> Talk? {
    let companyVersion = try version(of: commit.company)
    let stored = try talkHead(commit.conversation)
    let home = try stored?.talk.company ?? company(of: person)
    return commit.talk(
      after: stored.map { ($0.talk, $0.owner) }, home: home, companyVersion: companyVersion, person: person)
  }
}

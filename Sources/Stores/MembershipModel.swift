import Companies
import Vocabulary

/// Who belongs to which company, for `StoreModel`.
struct MembershipModel: Sendable {
  private struct Door {
    var invitation: Invitation
    var company: CompanyID
    var tries = 0
    var user: Bytes?
  }

  private var homes: [Bytes: CompanyID] = [:]
  private var people: [Bytes: (user: String, person: String, heir: Bytes?)] = [:]
  private var doors: [String: Door] = [:]
  private var log: [(company: CompanyID, change: MembershipChange)] = []

  func home(of person: String) -> CompanyID? { homes[Bytes(person)] }

  mutating func settle(_ person: String, in company: CompanyID) { homes[Bytes(person)] = company }

  func person(of user: String) -> String { people[Bytes(user)]?.person ?? user }

  /// The oldest first.
  func changes(of company: CompanyID, after: Timestamp) -> [MembershipChange] {
    log.filter { $0.company == company && $0.change.at > after }.map(\.change).sorted { $0.at < $1.at }
  }

  mutating func invite(_ invitation: Invitation, by person: String) -> Bool {
    guard let company = home(of: person) else { return false }
    doors = doors.filter { $0.value.invitation.until > invitation.at }
    doors[invitation.name] = Door(invitation: invitation, company: company)
    let open = doors.values.filter { $0.company == company && $0.user == nil }.map(\.invitation)
      .sorted { ($1.at, $0.name) < ($0.at, $1.name) }
    for old in open.dropFirst(Invitation.openMax) { doors[old.name] = nil }
    return true
  }

  mutating func join(_ code: InvitationCode, as user: String, now: Timestamp) -> JoinOutcome {
    guard let door = doors[code.name] else { return .refused }
    let isRight = door.invitation.hash == code.hash
    if let joined = door.user { return isRight && joined == Bytes(user) ? .joined : .refused }
    guard door.tries < Invitation.triesMax else { return .refused }
    guard isRight else {
      doors[code.name]?.tries += 1
      return .refused
    }
    guard now < door.invitation.until else { return .refused }
    doors[code.name]?.user = Bytes(user)
    settle(person(of: user), in: door.company)
    log.append((door.company, MembershipChange(kind: .joined, at: now)))
    return .joined
  }

  /// The keys that the person lost. `talk` is the company of the talk by which the person was found.
  mutating func bind(
    _ key: String, to person: String, of talk: CompanyID, newcomer: String, now: Timestamp
  ) -> [String] {
    let lost = keys(of: person)
    for user in lost { people[Bytes(user)] = (user, newcomer, Bytes(key)) }
    people[Bytes(key)] = (key, person, nil)
    log.append((home(of: person) ?? talk, MembershipChange(kind: .bound, at: now)))
    return lost
  }

  func keysLost(to heir: String) -> [String] {
    people.values.filter { $0.heir == Bytes(heir) }.map(\.user).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  mutating func forgetInvitations(of company: CompanyID) { doors = doors.filter { $0.value.company != company } }

  private func keys(of person: String) -> [String] {
    let bound = people.values.filter { Bytes($0.person) == Bytes(person) }.map(\.user)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let isOwn = Bytes(self.person(of: person)) == Bytes(person) && people[Bytes(person)] == nil
    return (isOwn ? [person] : []) + bound
  }
}

/// A string that equals only itself: Swift's own comparison takes two spellings of `é` for one.
struct Bytes: Hashable {
  private let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }
}

import Companies
import Conversation
import Guidance
import Majordomo
import MajordomoSimulation
import Randomness
import Stores
import Vocabulary

/// The machine of a turn over a store that can lose what it has not synced: people of one company ask, several assistants compute the
/// same question at once, die, come late and meet each other's changes, calls fail, answers get lost, and the power is cut.
///
/// What must hold: an answer that left is in the store, synced; one question has one answer, however often it is asked, and one turn;
/// the turns of a talk and the events of the log have no gap; and when the faults end, everything is answered.
public struct TurnSimulation {
  /// What a run came to.
  public struct Outcome: Equatable, Sendable {
    /// The hash of everything that happened.
    public var history: UInt64 = 0
    public var answered = 0
    public var diskErrors = 0
    /// Turns that were computed, answered or not.
    public var computed = 0
    public var conflicts = 0
    public var powerCuts = 0
    /// What did not hold; empty when all is well.
    public var violations: [String] = []
    /// The last that happened, when something did not hold.
    public var last: [String] = []
  }

  /// One computation of a question at some assistant.
  private struct Running {
    let id: Int
    var machine: Conversation
    let question: Question
    var action: Conversation.Action
    /// The store has its commit and has not synced yet.
    var waitsForSync = false
  }

  private static let mostRunning = 12

  private var random: SeededRandom
  private var people: [SimulatedPerson]
  private var store: LossyStore
  private var running: [Running] = []
  /// Where talks stood when somebody's turn ended, as an assistant keeps it; often outdated.
  private var kept: [CompanyContext] = []
  private var now = Timestamp(milliseconds: 1_795_420_800_000)
  private var history = History()
  private var outcome = Outcome()
  private var ids = 0
  private var hasJoined = false
  private let guidance: Guidance

  public init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    guidance = SimulatedContent.guidance()
    store = LossyStore()
    people = (0..<4).map(SimulatedPerson.init)
  }

  /// So many steps with faults, then as many without as it takes until all is answered.
  public mutating func run(steps: Int) -> Outcome {
    for _ in 0..<steps { step() }
    for person in people.indices { people[person].isPatient = false }
    var left = 100_000
    while people.contains(where: { $0.isWaiting }) && left > 0 {
      calm()
      left -= 1
    }
    if left == 0 { violate("questions are left without an answer") }
    store.sync()
    review()
    outcome.history = history.hash
    if !outcome.violations.isEmpty { outcome.last = history.last }
    return outcome
  }

  // MARK: What happens

  private mutating func step() {
    now.milliseconds += Int64(draw(200))
    switch draw(100) {
    case 0..<22: begin()
    case 22..<80: advance(fails: draw(25) == 0)
    case 80..<90: sync()
    case 90..<95: kill()
    case 95: cutPower()
    case 96: now.milliseconds += Int64(draw(40_000))
    case 97: join()
    case 98: failToSync()
    default: break
    }
  }

  /// A step in which nothing fails.
  private mutating func calm() {
    now.milliseconds += 20
    if running.isEmpty { begin() }
    advance(fails: false)
    sync()
  }

  /// Somebody asks the next question, or the same again because no answer has come.
  private mutating func begin() {
    guard running.count < Self.mostRunning else { return }
    let person = draw(people.count)
    guard let question = people[person].ask() else { return }
    let ask = Conversation.Ask(
      request: question.request, text: question.text, lang: .fi,
      deadline: Timestamp(milliseconds: now.milliseconds + 5000))
    // An assistant keeps the contexts of talks that are named, and has perhaps an old one.
    let known = kept.filter { $0.talk.id == question.request.key.conversation }
    var machine = Conversation(
      ask, guidance: guidance, known: known.isEmpty || draw(3) == 0 ? nil : known[draw(known.count)],
      render: { "\($1) \($2) \($0.text)" })
    let action = machine.begin(at: now)
    outcome.computed += 1
    running.append(Running(id: outcome.computed, machine: machine, question: question, action: action))
    history.note(1, person, question.number)
  }

  /// One of the turns under way gets the reply to its call.
  private mutating func advance(fails: Bool) {
    let ready = running.indices.filter { !running[$0].waitsForSync }
    guard !ready.isEmpty else { return }
    let index = ready[draw(ready.count)]
    history.note(2, index, fails ? 1 : 0)
    if fails {
      return tell(index, .failed(Conversation.Failure(service: "x", isRetryable: true, detail: "unreachable")))
    }
    switch running[index].action {
    case .open(let request):
      ids += 1
      tell(index, .opened(store.open(request, id: ids, now: now)))
    case .parse(let text, _, _): tell(index, .parsed(running[index].question.parsed(text)))
    case .find: tell(index, .found(SimulatedContent.findings))
    case .cooperate: tell(index, .failed(Conversation.Failure(service: "x", isRetryable: false, detail: "none here")))
    case .commit(let commit):
      store.commit(commit, by: running[index].id)
      running[index].waitsForSync = true
    case .finish: finish(index)
    }
  }

  private mutating func tell(_ index: Int, _ event: Conversation.Event) {
    running[index].action = running[index].machine.received(event, at: now)
    running[index].waitsForSync = false
  }

  /// What is synced is answered: to all that wait for it.
  private mutating func sync() {
    history.note(3)
    for case (let computation, .commit(let reply)) in store.sync() {
      guard let index = running.firstIndex(where: { $0.id == computation }) else { continue }
      if reply == .conflict { outcome.conflicts += 1 }
      tell(index, .committed(reply))
    }
  }

  /// The disk takes nothing: all that wait for it are told so, and ask again.
  private mutating func failToSync() {
    history.note(7)
    outcome.diskErrors += 1
    for computation in store.failToSync() {
      guard let index = running.firstIndex(where: { $0.id == computation }) else { continue }
      tell(index, .failed(Conversation.Failure(service: "company", isRetryable: true, detail: "no space")))
    }
  }

  /// An assistant dies in the middle of a turn.
  private mutating func kill() {
    guard !running.isEmpty else { return }
    let index = draw(running.count)
    history.note(4, index)
    running.remove(at: index)
  }

  /// Everything that runs dies, and what was not synced is lost.
  private mutating func cutPower() {
    history.note(5)
    outcome.powerCuts += 1
    running = []
    kept = []
    store.cutPower()
  }

  /// The second person comes into the company of the first, once, in the middle of it all.
  private mutating func join() {
    guard !hasJoined else { return }
    sync()
    let code = InvitationCode(using: &random)
    hasJoined = store.join(people[1].user, companyOf: people[0].user, code: code, now: now)
    history.note(6, hasJoined ? 1 : 0)
  }

  private mutating func finish(_ index: Int) {
    let ended = running.remove(at: index)
    guard case .finish(let end) = ended.action else { return }
    if let after = ended.machine.after { kept = Array((kept + [after]).suffix(8)) }
    switch end {
    case .answered(let answer):
      if !store.isSynced(answer) { violate("an answer left that is not on disk: \(answer)") }
      // One in five answers gets lost on its way.
      if draw(5) == 0 && people[ended.question.person].isPatient { return }
      if let fault = people[ended.question.person].take(answer, to: ended.question) { violate(fault) }
      outcome.answered += 1
    case .refused(.idUsedOtherwise), .refused(.gone), .refused(.unknownConversation):
      violate("\(ended.question.text) is refused: \(end)")
    case .refused: break
    }
  }

  // MARK: What must hold

  /// After all has ended.
  private mutating func review() {
    for person in people {
      for (number, answer) in person.answers.enumerated() where !store.isSynced(answer) {
        violate("the answer to question \(number) of \(person.user) is gone: \(answer)")
      }
      let texts = store.texts(of: person.user)
      let asked = person.answers.indices.map { person.text(of: $0) }
      if texts.sorted() != asked.sorted() {
        violate("\(person.user) asked \(asked.count) questions once, the store has \(texts.count) turns")
      }
    }
    for gap in store.gaps() { violate(gap) }
  }

  private mutating func draw(_ count: Int) -> Int { random.below(count) }

  private mutating func violate(_ sentence: String) { outcome.violations.append("at \(now.milliseconds): \(sentence)") }
}

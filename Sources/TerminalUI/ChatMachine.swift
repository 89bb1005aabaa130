import Messages
import Vocabulary

/// What happens to a chat.
enum ChatEvent: Sendable {
  case opened
  case welcomed(Welcome)
  case notWelcomed(AssistantFailure)
  /// The person said something; `id` is fresh and becomes the id of the request, if there is one.
  case said(String, id: String)
  case answered(id: String, Answer)
  case failed(id: String, AssistantFailure)
  case recalled(Recall, History)
  case notRecalled(AssistantFailure)
  /// What is due now, when the chat looked by itself; `nil`: nobody could be asked.
  case looked(Welcome?)
  /// The steps with days to come, for a calendar.
  case reminded(Welcome, file: String?)
  /// The plan that was asked for as Markdown; `nil`: there is none of this number.
  case planned(Command.PlanWish, String?)
  case invited(InviteOutcome)
  case joined(JoinOutcome)
  case weighed(Luggage)
  case moved
  /// Neither reminded, planned, invited, joined, weighed nor moved.
  case notServed(AssistantFailure)
  /// Ctrl-C. The editor has cleared the line already, if there was one.
  case interrupted(lineWasEmpty: Bool)
  /// Ctrl-D, or nothing more to read.
  case ended
  /// Somebody else speaks to the person.
  case spoken(by: String, String)
  /// Nothing but time.
  case timePassed
  /// The process or the task is told to end; the number of the signal.
  case terminated(signal: Int32)
}

/// What a history was fetched for.
enum Recall: Sendable, Hashable {
  case show
  case save(file: String?)
}

/// What a chat does.
enum ChatAction: Equatable {
  case hello(Language?)
  /// Find out what has fallen due since, without a word when nobody answers.
  case look
  case ask(id: String, String, Language?, ConversationID)
  /// Stop caring for a request.
  case drop(id: String)
  case recall(Recall, ConversationID)
  case remind(file: String?)
  case plan(Command.PlanWish, Language, ConversationID)
  case invite
  case join(String)
  /// The code to pass on, and until when it works.
  case showCode(String, until: String)
  case weigh
  case move(Destination, note: String, Language)
  /// From now on the talk is led with a server.
  case arrive
  case greet(Welcome)
  case say(String)
  case show(Answer)
  case showHistory(History)
  case save(History, file: String?)
  case saveCalendar(Welcome, file: String?)
  case savePlan(Command.PlanWish, String)
  case speak(by: String, String)
  case keepLanguage(Language)
  /// The lines that the arrow keys bring back are personal text too.
  case forgetLines
  case leave(Int32)
}

/// One interactive chat: events and a time in (milliseconds of any steady clock), actions out.
///
/// Messages wait in one queue and are asked one at a time, in order. While nobody can be reached, the first is sent
/// again with its id every 2 seconds; the same id is answered once.
struct ChatMachine {
  /// The longest wait without a sign of life.
  static let quietMilliseconds: Int64 = 300
  static let retryMilliseconds: Int64 = 2000
  /// Two Ctrl-C within this time leave.
  static let doubleMilliseconds: Int64 = 2000
  /// How often an open chat looks for reminders whose day has come.
  static let lookMilliseconds: Int64 = 600_000
  /// More messages than this do not wait; nobody types so many in vain.
  static let waitingMax = 50

  private struct Waiting {
    var id: String
    var text: String
    var lang: Language?
  }

  private var isEmbedded: Bool
  /// Where the person wants to move; what goes along was shown once `luggage` is known.
  private var destination: Destination?
  private var luggage: Luggage?
  private var chosen: Language?
  /// The language of the talk so far, else the guess.
  private var spoken: Language
  private var conversation: ConversationID?
  private var waiting: [Waiting] = []
  private var isAsking = false
  private var isAway = false
  private var retryAt: Int64?
  /// Since when the person waits for something.
  private var waitsSince: Int64?
  private var interruptedAt: Int64?
  private var looksAt: Int64?
  /// The steps whose reminders stand on the screen.
  private var reminded: Set<String> = []

  /// `chosen` by a flag or an earlier choice; `guess` when nothing else tells.
  init(chosen: Language?, guess: Language, isEmbedded: Bool = false) {
    self.isEmbedded = isEmbedded
    self.chosen = chosen
    spoken = guess
  }

  /// The language in which the chat itself speaks.
  var lang: Language { chosen ?? spoken }

  /// Whether the person has waited so long that something should show it.
  func showsLife(now: Int64) -> Bool {
    waitsSince.map { now - $0 >= Self.quietMilliseconds } ?? false
  }

  /// Since when the person waits.
  var waitingSince: Int64? { waitsSince }

  /// When `timePassed` is due.
  func wakes(now: Int64) -> Int64? {
    let lifeAt = waitsSince.map { $0 + Self.quietMilliseconds }.flatMap { $0 > now ? $0 : nil }
    return [retryAt, lifeAt, looksAt].compactMap { $0 }.min()
  }

  mutating func handle(_ event: ChatEvent, now: Int64) -> [ChatAction] {
    switch event {
    case .opened: return open(now: now)
    case .welcomed(let welcome): return welcomed(welcome, now: now)
    case .notWelcomed(let failure): return notWelcomed(failure, now: now)
    case .said(let text, let id): return said(text, id: id, now: now)
    case .answered(let id, let answer): return answered(id, answer, now: now)
    case .failed(let id, let failure): return failed(id, failure, now: now)
    case .recalled(.show, let history): return [.showHistory(history)]
    case .recalled(.save(let file), let history): return [.save(history, file: file)]
    case .looked(let welcome): return looked(welcome)
    case .reminded(let welcome, let file):
      return welcome.reminders.isEmpty ? [.say(texts.noReminders)] : [.saveCalendar(welcome, file: file)]
    case .notRecalled(.busy(let seconds)), .notServed(.busy(let seconds)): return [.say(texts.busyTryAgain(seconds))]
    case .notRecalled(.unreachable(let seconds)): return [.say(texts.historyUnreachable(seconds))]
    case .notRecalled(.refused(let detail)): return [.say(texts.refused(sanitised(detail)))]
    case .planned(let wish, nil): return [.say(texts.planUnknown(wish.number))]
    case .planned(let wish, let page?): return [.savePlan(wish, page)]
    case .invited(let outcome): return invited(outcome)
    case .weighed(let luggage):
      self.luggage = luggage
      return [.say(texts.goesAlong(luggage))]
    case .moved: return moved(now: now)
    case .joined(.refused): return [.say(texts.codeRefused)]
    case .joined(.joined): return joined(now: now)
    case .notServed(.unreachable(let seconds)): return [.say(texts.notServed(seconds))]
    case .notServed(.refused(let detail)): return [.say(texts.refused(sanitised(detail)))]
    case .interrupted(let lineWasEmpty): return interrupted(lineWasEmpty: lineWasEmpty, now: now)
    case .ended: return leave(0)
    case .spoken(let who, let text): return [.speak(by: who, text)]
    case .timePassed: return timePassed(now: now)
    case .terminated(let signal): return [.leave(128 + signal)]
    }
  }

  private var texts: Texts { Texts.of(lang) }

  private mutating func open(now: Int64) -> [ChatAction] {
    retryAt = nil
    waitsSince = waitsSince ?? now
    return [.hello(chosen)]
  }

  private mutating func welcomed(_ welcome: Welcome, now: Int64) -> [ChatAction] {
    conversation = welcome.conversation
    spoken = welcome.lang ?? spoken
    waitsSince = nil
    looksAt = now + Self.lookMilliseconds
    reminded = Set(welcome.due.map(\.id))
    let back = takeBack()
    return [.greet(welcome)] + back + askNext(now: now)
  }

  private mutating func notWelcomed(_ failure: AssistantFailure, now: Int64) -> [ChatAction] {
    switch failure {
    case .unreachable(let seconds):
      retryAt = now + Self.retryMilliseconds
      defer { isAway = true }
      return isAway ? [] : [.say(texts.notOpenYet(seconds))]
    case .busy(let seconds): return wait(seconds, now: now)
    case .refused(let detail):
      return [.say(texts.refused(sanitised(detail))), .leave(1)]
    }
  }

  private mutating func said(_ text: String, id: String, now: Int64) -> [ChatAction] {
    interruptedAt = nil
    switch Command(text) {
    case .help: return [.say(helpText(texts))]
    case .language(nil): return [.say(texts.languageChoices)]
    case .language(let lang?):
      chosen = lang
      return [.keepLanguage(lang), .say(texts.languageSet)]
    case .history: return recall(.show)
    case .save(let file): return recall(.save(file: file))
    case .calendar(let file): return [.remind(file: file)]
    case .plan(nil): return [.say(texts.howToPlan)]
    case .plan(let wish?): return plan(wish)
    case .invite: return isEmbedded ? [.say(texts.onlyConnected)] : [.invite]
    case .join(nil): return [.say(texts.howToJoin)]
    case .join(let code?): return isEmbedded ? [.say(texts.onlyConnected)] : [.join(code)]
    case .connect(let wish): return connect(wish)
    case .quit: return leave(0)
    case .slip(let word, let near): return [.say(texts.didYouMean(sanitisedLine(word), near))]
    case .message: return queue(text, id: id, now: now)
    }
  }

  private func invited(_ outcome: InviteOutcome) -> [ChatAction] {
    switch outcome {
    case .code(let code, let until): [.showCode(code, until: until)]
    case .noCompany: [.say(texts.noCompanyYet)]
    case .notAllowed: [.say(texts.onlyMembersInvite)]
    }
  }

  /// What goes along is shown first, and nothing goes before the person said yes.
  private mutating func connect(_ wish: Command.Connect) -> [ChatAction] {
    guard isEmbedded else { return [.say(texts.connectedAlready)] }
    switch (wish, destination, luggage) {
    case (.to(let destination), _, _):
      (self.destination, luggage) = (destination, nil)
      return [.weigh]
    case (.confirmed, let destination?, let luggage?):
      return [.move(destination, note: texts.broughtAlong(luggage), lang)]
    case (.confirmed, _, _), (.unclear, _, _): return [.say(texts.howToConnect)]
    }
  }

  private mutating func moved(now: Int64) -> [ChatAction] {
    let address = destination?.address ?? ""
    (isEmbedded, conversation, destination, luggage) = (false, nil, nil, nil)
    return [.arrive, .say(texts.movedTo(sanitisedLine(address)))] + open(now: now)
  }

  /// The talk goes on in the company that was joined. What waits is asked there.
  private mutating func joined(now: Int64) -> [ChatAction] {
    conversation = nil
    return [.say(texts.joined)] + open(now: now)
  }

  private func recall(_ recall: Recall) -> [ChatAction] {
    conversation.map { [.recall(recall, $0)] } ?? [.say(texts.needsTalk)]
  }

  private func plan(_ wish: Command.PlanWish) -> [ChatAction] {
    if isEmbedded { return [.say(texts.planUnknown(wish.number))] }
    return conversation.map { [.plan(wish, lang, $0)] } ?? [.say(texts.needsTalk)]
  }

  private mutating func queue(_ text: String, id: String, now: Int64) -> [ChatAction] {
    guard waiting.count < Self.waitingMax else { return [.say(texts.queueFull(Self.waitingMax))] }
    waiting.append(Waiting(id: id, text: text, lang: chosen))
    waitsSince = waitsSince ?? now
    if isAway, waiting.count > 1 { return [.say(texts.queued(waiting.count))] }
    return askNext(now: now)
  }

  /// Asks the first that waits, unless one is being asked or the time for it has not come.
  private mutating func askNext(now: Int64) -> [ChatAction] {
    guard !isAsking, retryAt == nil, let conversation, let first = waiting.first else { return [] }
    isAsking = true
    waitsSince = waitsSince ?? now
    return [.ask(id: first.id, first.text, first.lang, conversation)]
  }

  private mutating func answered(_ id: String, _ answer: Answer, now: Int64) -> [ChatAction] {
    guard isAsking, let first = waiting.first, first.id == id else { return [] }
    waiting.removeFirst()
    isAsking = false
    waitsSince = nil
    spoken = answer.lang
    // Asked for in plain words it is chosen as by `/lang`.
    if answer.intent == .switchLanguage { chosen = answer.lang }
    let forgets = answer.intent == .deleteData || first.text.lowercased().hasPrefix("/forget")
    return takeBack() + [.show(answer)] + (forgets ? [.forgetLines] : []) + askNext(now: now)
  }

  private mutating func failed(_ id: String, _ failure: AssistantFailure, now: Int64) -> [ChatAction] {
    guard isAsking, waiting.first?.id == id else { return [] }
    isAsking = false
    switch failure {
    case .unreachable(let seconds):
      retryAt = now + Self.retryMilliseconds
      defer { isAway = true }
      return isAway ? [] : [.say(texts.unreachable(seconds))]
    case .busy(let seconds): return wait(seconds, now: now)
    case .refused(let detail):
      waiting.removeFirst()
      waitsSince = nil
      return takeBack() + [.say(texts.refused(sanitised(detail)))] + askNext(now: now)
    }
  }

  /// The same again when the service says that it may have room, and not sooner than otherwise.
  private mutating func wait(_ seconds: Int, now: Int64) -> [ChatAction] {
    retryAt = now + max(Int64(min(max(seconds, 0), 3600)) * 1000, Self.retryMilliseconds)
    defer { isAway = true }
    return isAway ? [] : [.say(texts.busy)]
  }

  private mutating func takeBack() -> [ChatAction] {
    retryAt = nil
    defer { isAway = false }
    return isAway ? [.say(texts.backAgain)] : []
  }

  private mutating func interrupted(lineWasEmpty: Bool, now: Int64) -> [ChatAction] {
    if let before = interruptedAt, now - before <= Self.doubleMilliseconds { return leave(130) }
    interruptedAt = now
    guard lineWasEmpty else { return [] }
    guard let first = waiting.first else { return [.say(texts.howToLeave)] }
    let drops: [ChatAction] = isAsking ? [.drop(id: first.id)] : []
    waiting = []
    isAsking = false
    if conversation != nil {
      waitsSince = nil
      retryAt = nil
      isAway = false
    }
    return drops + [.say(texts.stopped)]
  }

  private mutating func timePassed(now: Int64) -> [ChatAction] {
    var actions: [ChatAction] = []
    if let due = looksAt, now >= due {
      looksAt = now + Self.lookMilliseconds
      actions = [.look]
    }
    guard let due = retryAt, now >= due else { return actions }
    retryAt = nil
    return actions + (conversation == nil ? open(now: now) : askNext(now: now))
  }

  /// Each reminder is said once; one that is put off again is said again on its new day.
  private mutating func looked(_ welcome: Welcome?) -> [ChatAction] {
    guard let welcome, welcome.conversation == conversation else { return [] }
    let new = welcome.due.filter { !reminded.contains($0.id) }
    reminded = Set(welcome.due.map(\.id))
    return new.isEmpty ? [] : [.say(new.map { "\(texts.reminder) \(sanitisedLine($0.title))" }.joined(separator: "\n"))]
  }

  private func leave(_ code: Int32) -> [ChatAction] {
    (waiting.isEmpty ? [] : [.say(texts.leftUnsent(waiting.count))]) + [.leave(code)]
  }
}

/// What `/help` shows.
func helpText(_ texts: Texts) -> String {
  let width = texts.help.map { displayWidth($0.command) }.max() ?? 0
  let lines = texts.help.map { line in
    let gap = String(repeating: " ", count: width - displayWidth(line.command) + 2)
    return line.command + gap + line.does
  }
  return (lines + [texts.helpOutro]).joined(separator: "\n")
}

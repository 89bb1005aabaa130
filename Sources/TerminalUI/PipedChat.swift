import CTerminal
import Foundation
import Glibc
import Messages
import Vocabulary

/// Answers lines from a pipe, one after the other. On standard output stand the answers (with `--json` one object
/// for each line that says something: an answer, `{"problem":…}` or `{"notice":…}`), on standard error everything
/// else.
struct PipedChat {
  private static let readerGone: Int32 = 141
  private static let terminated = 128 + SIGTERM
  private static let pause = Duration.milliseconds(ChatMachine.retryMilliseconds)

  let assistant: any Assistant
  let settings: ChatSettings
  let mailbox: Mailbox

  /// Why a line has no answer.
  private enum Stop: Error {
    /// It was answered with no.
    case refused(detail: String)
    /// The chat ends with this exit code.
    case leave(Int32)
  }

  private struct State {
    var chosen: Language?
    var spoken: Language
    var conversation: ConversationID?
    var number = 0
    var hasAnswered = false
    var isEmbedded: Bool
    /// Where the person wants to move, and what goes along as it was shown.
    var move: (destination: Destination, luggage: Luggage)?
    var texts: Texts { Texts.of(chosen ?? spoken) }
  }

  func run() async -> Int32 {
    // A reader that goes away is noticed by the write that fails.
    let before = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, before) }
    let input = PipedInput(fd: settings.files.input, mailbox: mailbox)
    var state = State(
      chosen: settings.chosenLanguage, spoken: settings.guessedLanguage, isEmbedded: settings.place == .embedded)
    while let line = await input.next() {
      state.number += 1
      do throws(Stop) {
        try await take(line, &state)
      } catch {
        switch error {
        case .leave(let code): return code
        case .refused(let detail):
          guard refuse(.invalid, state.texts.refused(sanitised(detail)), state) else { return Self.readerGone }
        }
      }
    }
    return Task.isCancelled ? Self.terminated : 0
  }

  private func take(_ line: InputLine, _ state: inout State) async throws(Stop) {
    var isRead = true
    switch line {
    case .tooLong: isRead = refuse(.tooLarge, state.texts.tooLong(AskRequest.textBytesMax), state)
    case .notUTF8(let offset): isRead = refuse(.malformed, state.texts.notUTF8(offset), state)
    case .text(let text):
      let said = withoutControls(text).trimmed
      if !said.isEmpty { isRead = try await take(said, &state) }
    }
    if !isRead { throw .leave(Self.readerGone) }
  }

  /// Whether the output still has a reader.
  private func take(_ said: String, _ state: inout State) async throws(Stop) -> Bool {
    switch Command(said) {
    case .help: return notice(helpText(state.texts), &state)
    case .language(nil): return notice(state.texts.languageChoices, &state)
    case .language(let lang?):
      state.chosen = lang
      settings.keepLanguage(lang)
      return notice(state.texts.languageSet, &state)
    case .history: return notice(try await history(&state), &state)
    case .save(let file): return notice(try await save(file, &state), &state)
    case .calendar(let file): return notice(try await calendar(file, state), &state)
    case .plan(let wish): return notice(try await plan(wish, &state), &state)
    case .invite: return notice(try await invite(state), &state)
    case .join(let code): return notice(try await join(code, &state), &state)
    case .connect(let wish): return notice(try await connect(wish, &state), &state)
    case .quit: throw .leave(0)
    case .slip(let word, let near):
      return refuse(.unknownOperation, state.texts.didYouMean(sanitisedLine(word), near), state)
    case .message:
      let answer = try await ask(said, &state)
      return write(settings.json ? jsonLine(answer) : view.text(answer), &state)
    }
  }

  // MARK: Calls

  private func ask(_ text: String, _ state: inout State) async throws(Stop) -> Answer {
    let (assistant, id, lang) = (assistant, UUID().uuidString.lowercased(), state.chosen)
    let conversation = try await conversation(&state)
    let answer = try await trying(state) { () async throws(AssistantFailure) in
      try await assistant.ask(text, lang: lang, conversation: conversation, id: id)
    }
    state.spoken = answer.lang
    if answer.intent == .switchLanguage { state.chosen = answer.lang }
    return answer
  }

  private func history(_ state: inout State) async throws(Stop) -> String {
    let history = try await fetch(20, &state)
    return HistoryView(texts: state.texts, zone: settings.zone).lines(history).joined(separator: "\n")
  }

  private func save(_ file: String?, _ state: inout State) async throws(Stop) -> String {
    let history = try await fetch(100, &state)
    let today = LocalTime(Date(), zone: settings.zone).day
    let document = HistoryView(texts: state.texts, zone: settings.zone).document(history, day: today)
    let kept = PersonalFile(kind: .talk, home: settings.home)
    return kept.text(kept.save(document, file: file, name: today.description), state.texts)
  }

  private func calendar(_ file: String?, _ state: State) async throws(Stop) -> String {
    let (assistant, lang) = (assistant, state.texts.lang)
    let welcome = try await trying(state) { () async throws(AssistantFailure) in try await assistant.hello(lang: lang) }
    guard !welcome.reminders.isEmpty else { return state.texts.noReminders }
    let kept = PersonalFile(kind: .calendar, home: settings.home)
    return kept.text(welcome.saveCalendar(in: kept, file: file, zone: settings.zone), state.texts)
  }

  private func plan(_ wish: Command.PlanWish?, _ state: inout State) async throws(Stop) -> String {
    guard let wish else { return state.texts.howToPlan }
    if state.isEmbedded { return state.texts.planUnknown(wish.number) }
    let (assistant, lang, conversation) = (assistant, state.texts.lang, try await conversation(&state))
    let page = try await trying(state) { () async throws(AssistantFailure) in
      try await assistant.plan(wish.number, lang: lang, conversation: conversation)
    }
    guard let page else { return state.texts.planUnknown(wish.number) }
    let kept = PersonalFile(kind: .plan, home: settings.home)
    return kept.text(kept.save(page, wish), state.texts)
  }

  private func invite(_ state: State) async throws(Stop) -> String {
    if state.isEmbedded { return state.texts.onlyConnected }
    let assistant = assistant
    let outcome = try await trying(state) { () async throws(AssistantFailure) in try await assistant.invite() }
    switch outcome {
    case .code(let code, let until): return inviteText(code, until: until, texts: state.texts, zone: settings.zone)
    case .noCompany: return state.texts.noCompanyYet
    case .notAllowed: return state.texts.onlyMembersInvite
    }
  }

  /// What is said next belongs to a talk of the company that was joined.
  private func join(_ code: String?, _ state: inout State) async throws(Stop) -> String {
    guard let code else { return state.texts.howToJoin }
    if state.isEmbedded { return state.texts.onlyConnected }
    let assistant = assistant
    let outcome = try await trying(state) { () async throws(AssistantFailure) in try await assistant.join(code) }
    guard outcome == .joined else { return state.texts.codeRefused }
    state.conversation = nil
    return state.texts.joined
  }

  /// What goes along is shown first, and nothing goes before the person said yes.
  private func connect(_ wish: Command.Connect, _ state: inout State) async throws(Stop) -> String {
    guard state.isEmbedded else { return state.texts.connectedAlready }
    let assistant = assistant
    switch (wish, state.move) {
    case (.to(let destination), _):
      let luggage = try await trying(state) { () async throws(AssistantFailure) in try await assistant.luggage() }
      state.move = (destination, luggage)
      return state.texts.goesAlong(luggage)
    case (.confirmed, let move?):
      let (note, lang) = (state.texts.broughtAlong(move.luggage), state.texts.lang)
      try await trying(state) { () async throws(AssistantFailure) in
        try await assistant.move(to: move.destination, note: note, lang: lang)
      }
      (state.isEmbedded, state.conversation, state.move) = (false, nil, nil)
      return state.texts.movedTo(sanitisedLine(move.destination.address))
    case (.confirmed, nil), (.unclear, _): return state.texts.howToConnect
    }
  }

  private func fetch(_ limit: Int, _ state: inout State) async throws(Stop) -> History {
    let (assistant, conversation) = (assistant, try await conversation(&state))
    return try await trying(state) { () async throws(AssistantFailure) in
      try await assistant.history(conversation: conversation, limit: limit)
    }
  }

  private func conversation(_ state: inout State) async throws(Stop) -> ConversationID {
    if let known = state.conversation { return known }
    let (assistant, lang) = (assistant, state.chosen)
    let welcome = try await trying(state) { () async throws(AssistantFailure) in
      try await assistant.hello(lang: lang)
    }
    state.conversation = welcome.conversation
    state.spoken = welcome.lang ?? state.spoken
    return welcome.conversation
  }

  /// Calls until somebody answers or the patience is over, with a sign of life meanwhile.
  private func trying<Value: Sendable>(
    _ state: State, _ call: @Sendable () async throws(AssistantFailure) -> Value
  ) async throws(Stop) -> Value {
    let sign = SignOfLife(fd: settings.files.error, isOn: showsLife)
    defer { sign.end() }
    let clock = ContinuousClock()
    let end = clock.now + settings.patience
    while true {
      var pause = Self.pause
      do throws(AssistantFailure) {
        return try await call()
      } catch .refused(let detail) {
        throw .refused(detail: detail)
      } catch {
        if Task.isCancelled { throw .leave(Self.terminated) }
        if case .busy(let seconds) = error { pause = max(pause, .seconds(min(seconds, 3600))) }
      }
      guard clock.now + pause <= end else { break }
      try? await Task.sleep(for: pause)
    }
    sign.end()
    let seconds = Int(settings.patience.components.seconds)
    writeAll(numbered(state.texts.gaveUp(seconds), state) + "\n", to: settings.files.error)
    throw .leave(3)
  }

  private var showsLife: Bool {
    let canErase = settings.terminal.map { !$0.isEmpty && $0 != "dumb" } ?? false
    return canErase && !settings.look.accessible && isatty(settings.files.error) == 1
  }

  // MARK: Output

  private var view: AnswerView {
    let columns = Int(terminal_columns(settings.files.output))
    return AnswerView(look: settings.look, columns: columns > 0 ? columns : nil)
  }

  private func notice(_ text: String, _ state: inout State) -> Bool {
    guard !settings.json else { return write(jsonLine(NoticeLine(notice: text)), &state) }
    return write(
      text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { view.wrap(String($0)) }
        .joined(separator: "\n"), &state)
  }

  private func write(_ text: String, _ state: inout State) -> Bool {
    let gap = state.hasAnswered && !settings.json ? "\n" : ""
    state.hasAnswered = true
    return writeAll(gap + text + "\n", to: settings.files.output)
  }

  private func refuse(_ kind: Problem.Kind, _ detail: String, _ state: State) -> Bool {
    let told = numbered(detail, state)
    guard settings.json else { return writeAll(told + "\n", to: settings.files.error) }
    return writeAll(jsonLine(ProblemLine(problem: Problem(kind, detail: told))) + "\n", to: settings.files.output)
  }

  private func numbered(_ text: String, _ state: State) -> String { "\(state.texts.line(state.number)): \(text)" }
}

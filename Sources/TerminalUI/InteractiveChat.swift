import CTerminal
import Foundation
import Glibc
import Messages
import Vocabulary

/// A chat with a person at a terminal. Everything happens on one thread, but the calls to the assistant, which are
/// tasks and post what comes of them.
final class InteractiveChat: LineOwner {
  /// Accessible: a first word after so long, then one every so often.
  private static let firstProgress: Int64 = 1000
  private static let laterProgress: Int64 = 30_000

  private let settings: ChatSettings
  private let assistant: any Assistant
  private let mailbox: Mailbox
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var machine: ChatMachine
  private var place: Place
  private var source: (any LineSource)?
  private var output = ""
  private var exitCode: Int32?
  private var tasks: [String: Task<Void, Never>] = [:]
  /// Lines that end in `\` wait here for the rest of their message.
  private var begun: [String] = []
  private var lineHistory: LineHistory?
  private var toldProgressAt: Int64?

  init(settings: ChatSettings, assistant: any Assistant, mailbox: Mailbox) {
    self.settings = settings
    self.assistant = assistant
    self.mailbox = mailbox
    place = settings.place
    start = clock.now
    machine = ChatMachine(
      chosen: settings.chosenLanguage, guess: settings.guessedLanguage, isEmbedded: settings.place == .embedded)
    lineHistory = settings.historyFile.map(LineHistory.init)
  }

  /// Talks until the person leaves; the exit code. Terminal modes are as before when it returns.
  func run() -> Int32 {
    guard terminal_guard_begin(settings.files.input, mailbox.wakeEnd) == 0 else { return 1 }
    defer { terminal_guard_end() }
    let source = openSource()
    self.source = source
    defer { source.close() }
    loadLines()
    handle(.opened)
    while exitCode == nil { take(source.read()) }
    writeAll(takeOutput(), to: settings.files.output)
    for task in tasks.values { task.cancel() }
    return exitCode ?? 0
  }

  private func openSource() -> any LineSource {
    let (files, limit) = (settings.files, AskRequest.textBytesMax)
    if let terminal = settings.terminal, !terminal.isEmpty, terminal != "dumb",
      let editor = LineEditor(
        input: files.input, output: files.output, appendsOnly: settings.look.accessible,
        limit: limit, owner: self)
    {
      return editor
    }
    return PlainLines(input: files.input, output: files.output, limit: limit, owner: self)
  }

  // MARK: Lines

  private func take(_ outcome: LineOutcome) {
    switch outcome {
    case .line(let line): take(line)
    case .tooLong(let line):
      begun = []
      if !line.isEmpty { source?.remember(line) }
      say(
        [texts.tooLong(AskRequest.textBytesMax), line.isEmpty ? nil : texts.bringBack].compactMap(\.self).joined(
          separator: " "))
    case .notUTF8(let offset):
      begun = []
      say(texts.notUTF8(offset))
    case .interrupted(let lineWasEmpty):
      let wasEmpty = lineWasEmpty && begun.isEmpty
      begun = []
      handle(.interrupted(lineWasEmpty: wasEmpty))
    case .ended: handle(.ended)
    case .stopped: break
    }
  }

  private func take(_ line: String) {
    let typed = withoutControls(line)
    if continues(typed) {
      begun.append(String(typed.dropLast()))
      return
    }
    let message = (begun + [typed]).joined(separator: "\n")
    begun = []
    guard !message.trimmed.isEmpty else { return }
    guard message.utf8.count <= AskRequest.textBytesMax else { return take(.tooLong(line: message)) }
    keep(message)
    handle(.said(message.trimmed, id: UUID().uuidString.lowercased()))
  }

  /// An odd number of `\` at the end: the last one says that the message goes on.
  private func continues(_ line: String) -> Bool {
    !line.reversed().prefix { $0 == "\\" }.count.isMultiple(of: 2)
  }

  private func loadLines() {
    guard let lineHistory else { return }
    do {
      for line in try lineHistory.load() { source?.remember(line) }
    } catch {
      linesNotKept(error)
    }
  }

  private func keep(_ message: String) {
    source?.remember(message)
    do {
      try lineHistory?.add(message)
    } catch {
      linesNotKept(error)
    }
  }

  private func linesNotKept(_ failure: LineHistory.Failure) {
    say(texts.linesNotKept(lineHistory?.path ?? "", failure.reason))
    lineHistory = nil
  }

  // MARK: What the line source asks

  var wakeEnd: Int32 { mailbox.pollEnd }

  var timeout: Int32 {
    let now = now
    guard let next = [machine.wakes(now: now), nextProgress].compactMap(\.self).min() else { return -1 }
    return Int32(clamping: max(0, next - now))
  }

  var prompt: String {
    let showsSign = machine.showsLife(now: now) && !settings.look.accessible
    return showsSign ? "… " + lastingPrompt : lastingPrompt
  }

  var lastingPrompt: String {
    begun.isEmpty ? (settings.look.accessible ? "\(texts.you): " : "> ") : "… "
  }

  func attend() -> Attention {
    var attention = Attention()
    let (events, signals) = mailbox.take()
    for signal in signals {
      switch signal {
      case SIGWINCH: attention.resized = true
      case SIGINT: attention.interrupt = true
      default: handle(.terminated(signal: signal))
      }
    }
    for event in events { handle(event) }
    handle(.timePassed)
    tellProgress()
    attention.stop = exitCode != nil
    return attention
  }

  func takeOutput() -> String {
    defer { output = "" }
    return output
  }

  func pasteRefused() { say(texts.pasteTooLong(AskRequest.textBytesMax)) }

  // MARK: Actions

  private var now: Int64 {
    let passed = start.duration(to: clock.now).components
    return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
  }

  private var texts: Texts { Texts.of(machine.lang) }

  private func handle(_ event: ChatEvent) {
    for action in machine.handle(event, now: now) { perform(action) }
  }

  private func perform(_ action: ChatAction) {
    switch action {
    case .hello(let lang): hello(lang)
    case .look: look()
    case .ask(let id, let text, let lang, let conversation): ask(text, lang: lang, conversation: conversation, id: id)
    case .drop(let id): tasks.removeValue(forKey: id)?.cancel()
    case .recall(let recall, let conversation): fetch(recall, conversation)
    case .remind(let file): remind(file: file)
    case .plan(let wish, let lang, let conversation): plan(wish, lang: lang, conversation)
    case .weigh: weigh()
    case .move(let destination, let note, let lang): move(to: destination, note: note, lang: lang)
    case .arrive: place = .connected(nil)
    case .invite: invite()
    case .join(let code): join(code)
    case .showCode(let code, let until):
      write(inviteText(code, until: until, texts: texts, zone: settings.zone), wrapping: true)
    case .greet(let welcome): greet(welcome)
    case .say(let text): say(text)
    case .show(let answer): write(view.text(answer))
    case .showHistory(let history):
      write(HistoryView(texts: texts, zone: settings.zone).lines(history).flatMap(view.wrap).joined(separator: "\n"))
    case .save(let history, let file): save(history, file: file)
    case .saveCalendar(let welcome, let file): save(welcome, file: file)
    case .savePlan(let wish, let page): savePlan(wish, page)
    case .speak(let who, let text): write("\(sanitisedLine(who)): \(sanitised(text))", wrapping: true)
    case .keepLanguage(let lang): settings.keepLanguage(lang)
    case .forgetLines: forgetLines()
    case .leave(let code): exitCode = exitCode ?? code
    }
  }

  private func hello(_ lang: Language?) {
    let (assistant, mailbox) = (assistant, mailbox)
    tasks["hello"] = Task.detached {
      do throws(AssistantFailure) {
        mailbox.post(.welcomed(try await assistant.hello(lang: lang)))
      } catch {
        mailbox.post(.notWelcomed(error))
      }
    }
  }

  private func ask(_ text: String, lang: Language?, conversation: ConversationID, id: String) {
    let (assistant, mailbox) = (assistant, mailbox)
    tasks = tasks.filter { ["hello", "remind", "plan", "invite", "join", "move"].contains($0.key) }
    tasks[id] = Task.detached {
      do throws(AssistantFailure) {
        mailbox.post(.answered(id: id, try await assistant.ask(text, lang: lang, conversation: conversation, id: id)))
      } catch {
        mailbox.post(.failed(id: id, error))
      }
    }
  }

  private func fetch(_ recall: Recall, _ conversation: ConversationID) {
    let (assistant, mailbox) = (assistant, mailbox)
    let limit = recall == .show ? 20 : 100
    tasks["history"]?.cancel()
    tasks["history"] = Task.detached {
      do throws(AssistantFailure) {
        mailbox.post(.recalled(recall, try await assistant.history(conversation: conversation, limit: limit)))
      } catch {
        mailbox.post(.notRecalled(error))
      }
    }
  }

  private func look() {
    let (assistant, mailbox, lang) = (assistant, mailbox, machine.lang)
    tasks["look"]?.cancel()
    tasks["look"] = Task.detached {
      mailbox.post(.looked(try? await assistant.hello(lang: lang)))
    }
  }

  private func remind(file: String?) {
    let (assistant, mailbox, lang) = (assistant, mailbox, machine.lang)
    tasks["remind"]?.cancel()
    tasks["remind"] = Task.detached {
      do throws(AssistantFailure) {
        mailbox.post(.reminded(try await assistant.hello(lang: lang), file: file))
      } catch {
        mailbox.post(.notServed(error))
      }
    }
  }

  private func plan(_ wish: Command.PlanWish, lang: Language, _ conversation: ConversationID) {
    let (assistant, mailbox) = (assistant, mailbox)
    tasks["plan"]?.cancel()
    tasks["plan"] = Task.detached {
      do throws(AssistantFailure) {
        mailbox.post(
          .planned(wish, try await assistant.plan(wish.number, lang: lang, conversation: conversation)))
      } catch {
        mailbox.post(.notServed(error))
      }
    }
  }

  private func invite() {
    let (assistant, mailbox) = (assistant, mailbox)
    tasks["invite"]?.cancel()
    tasks["invite"] = Task.detached {
      do throws(AssistantFailure) {
        mailbox.post(.invited(try await assistant.invite()))
      } catch {
        mailbox.post(.notServed(error))
      }
    }
  }

  private func weigh() {
    let (assistant, mailbox) = (assistant, mailbox)
    tasks["move"]?.cancel()
    tasks["move"] = Task.detached {
      do throws(AssistantFailure) {
        mailbox.post(.weighed(try await assistant.luggage()))
      } catch {
        mailbox.post(.notServed(error))
      }
    }
  }

  private func move(to destination: Destination, note: String, lang: Language) {
    let (assistant, mailbox) = (assistant, mailbox)
    tasks["move"]?.cancel()
    tasks["move"] = Task.detached {
      do throws(AssistantFailure) {
        try await assistant.move(to: destination, note: note, lang: lang)
        mailbox.post(.moved)
      } catch {
        mailbox.post(.notServed(error))
      }
    }
  }

  private func join(_ code: String) {
    let (assistant, mailbox) = (assistant, mailbox)
    tasks["join"]?.cancel()
    tasks["join"] = Task.detached {
      do throws(AssistantFailure) {
        mailbox.post(.joined(try await assistant.join(code)))
      } catch {
        mailbox.post(.notServed(error))
      }
    }
  }

  private func greet(_ welcome: Welcome) {
    let today = LocalTime(Date(), zone: settings.zone).day
    let zone = settings.zone
    let lines = greeting(welcome, place: place, texts: texts, today: today) {
      LocalTime($0, zone: zone)?.day
    }
    write(lines.joined(separator: "\n"), wrapping: true)
  }

  private func save(_ history: History, file: String?) {
    let today = LocalTime(Date(), zone: settings.zone).day
    let document = HistoryView(texts: texts, zone: settings.zone).document(history, day: today)
    let kept = PersonalFile(kind: .talk, home: settings.home)
    say(kept.text(kept.save(document, file: file, name: today.description), texts))
  }

  private func save(_ welcome: Welcome, file: String?) {
    let kept = PersonalFile(kind: .calendar, home: settings.home)
    say(kept.text(welcome.saveCalendar(in: kept, file: file, zone: settings.zone), texts))
  }

  private func savePlan(_ wish: Command.PlanWish, _ page: String) {
    let kept = PersonalFile(kind: .plan, home: settings.home)
    say(kept.text(kept.save(page, wish), texts))
  }

  private func forgetLines() {
    source?.forgetLines()
    guard let path = lineHistory?.path else { return }
    do {
      try LineHistory.erase(at: path)
    } catch {
      linesNotKept(error)
    }
  }

  private func say(_ text: String) { write(sanitised(text), wrapping: true) }

  private var view: AnswerView {
    let columns = Int(terminal_columns(settings.files.output))
    return AnswerView(look: settings.look, columns: columns > 0 ? columns : widestText)
  }

  private func write(_ text: String, wrapping: Bool = false) {
    let view = view
    output +=
      wrapping
      ? text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { view.wrap(String($0)) }
        .joined(separator: "\n") : text
    output += "\n\n"
  }

  // MARK: Waiting, for those whose screen must not change

  private var saysProgress: Bool { settings.look.accessible || !(source is LineEditor) }

  private var nextProgress: Int64? {
    guard saysProgress, let since = machine.waitingSince else { return nil }
    guard let told = toldProgressAt, told >= since else { return since + Self.firstProgress }
    return told + Self.laterProgress
  }

  private func tellProgress() {
    guard let due = nextProgress, now >= due else { return }
    toldProgressAt = now
    say(texts.stillWaiting)
  }
}

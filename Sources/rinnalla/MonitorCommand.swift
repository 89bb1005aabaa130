import ArgumentParser
import Foundation
import Majordomo
import MajordomoRuntime
import Services
import TerminalUI
import Vocabulary

struct MonitorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Show turns of talks as they are committed.",
    discussion: """
      Examples:
        rinnalla monitor                             the talks of this data directory, from now on
        rinnalla monitor --since 0 --no-follow       all turns so far
        rinnalla monitor --since 128 --json          go on after number 128, a JSON object a line
        rinnalla monitor --connect ipc:///run/rinnalla/events.sock
        rinnalla monitor --connect tcp://host:5556 --server-key 'KEY'     what your key may see
      Each turn has a number. Started again with --since and the last number, nothing is missed and nothing shown twice.
      """)

  @OptionGroup var folders: FolderOptions
  @OptionGroup var language: LanguageOption

  @Option(
    help: ArgumentHelp("Follow the event stream there: ipc://FILE or tcp://HOST:PORT.", valueName: "ENDPOINT"))
  var connect: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("The server's public key, for tcp.", valueName: "Z85"))
  var serverKey: String?

  @Option(
    help: ArgumentHelp("Your own key pair; otherwise DIR/keys/own.key, made when it is first used.", valueName: "FILE"))
  var keyFile: String?

  @Option(
    help: ArgumentHelp("Show what comes after this number; otherwise only what comes from now on.", valueName: "N"))
  var since: Int64?

  @Flag(help: "Print each turn and each reminder as one JSON object a line.")
  var json = false

  @Flag(inversion: .prefixedNo, help: "Go on as turns come, or end with the last that there is.")
  var follow = true

  /// Seconds to wait for the stream at the start.
  private static let patience = 10

  func validate() throws {
    guard (since ?? 0) >= 0 else { throw ValidationError("--since takes a number from 0.") }
  }

  func run() async throws {
    let address = try connect.map {
      try ServerAddress.address($0, serverKey: serverKey, keyFile: keyFile, data: folders.data)
    }
    let house = try House()
    let stopped = Signals.ofEnding()
    let stream: BrokerAddress
    if let address {
      stream = address
    } else {
      stream = BrokerAddress(
        try await house.startStream(
          try folders.folders(), endpoint: BrokerEndpoint("inproc://events", .fixed(House.local))))
    }
    let reader = try StreamReader(
      context: house.context, servers: [stream],
      wish: StreamWish(since: since, topics: [CloudEvent.turnCommitted, CloudEvent.reminderFellDue]))
    let ending = Task {
      await stopped.wait()
      reader.close()
    }
    let outcome = await Result { () async throws(any Error) in try await show(reader, of: stream.endpoint) }
    ending.cancel()
    reader.close()
    await house.stop()
    try outcome.get()
  }

  /// Prints turns until there is nothing more to show.
  private func show(_ reader: StreamReader, of endpoint: String) async throws {
    guard let log = try await begin(reader, endpoint) else { return }
    writeError("rinnalla: the log has \(log.last) events; showing turns after number \(since ?? log.last)")
    if !follow && since ?? log.last >= log.last { return }
    for try await item in reader {
      switch item {
      case .begin: break
      case .event(let number, let bytes):
        try show(number, bytes)
        if !follow && number >= log.last { return }
      case .progress(let number):
        if !follow && number >= log.last { return }
      case .reset(let now):
        writeError("rinnalla: the log is another one, or was restored; going on after number \(now.last)")
        if !follow { return }
      }
    }
  }

  /// Waits for the stream, but not for ever; nil when the monitor is to end.
  private func begin(_ reader: StreamReader, _ endpoint: String) async throws -> StreamLog? {
    try await withThrowingTaskGroup { group in
      group.addTask { () async throws -> StreamLog? in
        for try await item in reader { if case .begin(let log) = item { return log } }
        return nil
      }
      group.addTask { () async throws -> StreamLog? in
        try await Task.sleep(for: .seconds(Self.patience))
        throw Failure(.notReached, "No event stream at \(endpoint) within \(Self.patience) seconds.")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  private func show(_ number: Int64, _ bytes: [UInt8]) throws {
    let labels = language.lang ?? Language(locale: ProcessInfo.processInfo.environment) ?? .en
    let view = MonitorView(look: ChatStart.look(colour: .auto), columns: ChatStart.columns, lang: labels)
    if let event = TurnCommitted(json: bytes) {
      let turn = MonitorTurn(
        number: number, at: event.time, conversation: event.data.conversation, turn: event.data.turn,
        lang: event.data.lang, intent: event.data.intent, text: event.data.text, answer: event.data.answer)
      try write(json ? view.json(turn) : view.text(turn))
    } else if let event = ReminderFellDue(json: bytes) {
      let reminder = MonitorReminder(
        number: number, at: event.time, conversation: event.data.conversation, step: event.data.step,
        due: event.data.due)
      try write(json ? view.json(reminder) : view.text(reminder))
    } else {
      throw Failure(.failed, "Event \(number) can't be read; this program may be older than the one that made it.")
    }
  }

  /// Writes a whole turn at once: the next monitor goes on after the last number that was printed.
  private func write(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      // Its reader closed the pipe; other faults of a file are told.
      if errno == EPIPE { throw ExitCode(141) }
      throw Failure(.failed, "Standard output can't be written: \(error.localizedDescription)")
    }
  }
}

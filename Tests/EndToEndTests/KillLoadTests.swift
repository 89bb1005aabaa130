import Foundation
import Randomness
import Testing

/// Every part a process of its own under the load of fifty clients, and any of them killed at any moment, clients too.
///
/// RINNALLA_KILLS says how often; without it the test is left out, for it takes minutes. RINNALLA_SEED runs a draw again.
@Suite(.timeLimit(.minutes(60)))
struct KillLoadTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let kills = environment["RINNALLA_KILLS"].flatMap { Int($0) } ?? 0
  private static let missing: Comment = "needs RINNALLA_KILLS and a python3 with pyzmq"

  @Test(.enabled(if: kills > 0 && Program.python != nil, missing))
  func `Whatever is killed, every question is answered in the end, and every answered turn is stored once`()
    async throws
  {
    let seed = Self.environment["RINNALLA_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max)
    print("seed \(seed), \(Self.kills) kills")
    let crowd = try await Crowd(seed: seed)
    for _ in 0..<Self.kills { try await crowd.killOne() }
    let answered = try await crowd.finish()
    #expect(answered.count == Crowd.clients && answered.values.allSatisfy { $0 > 0 }, "seed \(seed)")

    let monitor = try Program(["monitor", "--json", "--since", "0", "--no-follow"], data: crowd.data)
    var stored: [String: [Seen]] = [:]
    while let line = await monitor.line() {
      let seen = try JSONDecoder().decode(Seen.self, from: Data(line.utf8))
      stored[seen.conversation, default: []].append(seen)
    }
    #expect(await monitor.end() == 0)
    for (client, count) in answered.sorted(by: { $0.key < $1.key }) {
      let turns = stored[client] ?? []
      #expect(turns.map(\.turn) == Array(1...count), "\(client) has its \(count) turns once, seed \(seed)")
      let texts = (0..<count).map { "What papers go with goods to Norway, case \($0)?" }
      #expect(turns.map(\.text) == texts, "\(client) was answered what it asked, in its order, seed \(seed)")
    }
    print("\(answered.values.reduce(0, +)) questions answered")
  }

  private struct Seen: Decodable {
    var conversation: String
    var turn: Int
    var text: String
  }
}

/// The processes of a house and those who ask there.
private final class Crowd {
  static let clients = 50
  private static let clientProcesses = 5
  private static let parts = ["broker", "company", "intent", "knowledge", "assistant", "assistant"]

  let data: TemporaryFolder
  private let endpoint: String
  private var random: SeededRandom
  private var parts: [Program] = []
  private var askers: [Program] = []
  /// The next question of each client.
  private var next: [String: Int] = [:]

  init(seed: UInt64) async throws {
    data = try TemporaryFolder()
    endpoint = "ipc://\(data.path)/run/broker.sock"
    random = SeededRandom(seed: seed)
    for number in 0..<Self.clients { next["c\(number)"] = 0 }
    for name in Self.parts {
      let part = try start(name)
      try await part.says("rinnalla: ")
      parts.append(part)
    }
    for process in 0..<Self.clientProcesses { askers.append(try startAskers(process)) }
  }

  /// Kills a process after a few more answers, and starts it again without waiting for it.
  func killOne() async throws {
    for _ in 0..<random.below(40) { await note(random.below(askers.count)) }
    let victim = random.below(parts.count + askers.count)
    if victim < parts.count {
      parts[victim].kill()
      await parts[victim].end()
      parts[victim] = try start(Self.parts[victim])
    } else {
      let process = victim - parts.count
      askers[process].kill()
      while await note(process) {}
      await askers[process].end()
      askers[process] = try startAskers(process)
    }
  }

  /// Lets every client have the answer that it waits for. How many each got.
  func finish() async throws -> [String: Int] {
    for process in askers.indices {
      askers[process].endInput()
      while await note(process) {}
      let code = await askers[process].end()
      let complaint = await askers[process].complaint()
      #expect(code == 0, "\(complaint)")
    }
    for part in parts.reversed() {
      part.kill(SIGTERM)
      #expect(await part.end() == 0)
    }
    return next
  }

  /// Takes up one answer of this process; false at its end.
  @discardableResult
  private func note(_ process: Int) async -> Bool {
    guard let line = await askers[process].line() else { return false }
    let words = line.split(separator: " ")
    guard words.count == 3, let number = Int(words[1]), let turn = Int(words[2]) else {
      Issue.record("a client says: \(line)")
      return true
    }
    let client = String(words[0])
    #expect(turn == number + 1, "\(client) got turn \(turn) for its question \(number)")
    next[client] = max(next[client] ?? 0, number + 1)
    return true
  }

  private func start(_ name: String) throws -> Program {
    let arguments = name == "broker" ? ["broker", "--listen", endpoint] : ["service", name, "--connect", endpoint]
    return try Program(arguments, data: data)
  }

  private func startAskers(_ process: Int) throws -> Program {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Python/clients.py")
    let own = (0..<Self.clients).filter { $0 % Self.clientProcesses == process }
    let beginnings = own.map { "c\($0)=\(next["c\($0)"] ?? 0)" }
    return try Program(try #require(Program.python), [script.path, endpoint] + beginnings, data: data)
  }
}

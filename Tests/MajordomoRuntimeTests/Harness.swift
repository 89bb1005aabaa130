import Foundation
import Majordomo
import MajordomoRuntime
import Synchronization
import ZeroMQ

/// A private folder for ipc endpoints, removed with everything in it.
final class PrivateFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/rinnalla-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ZeroMQError(code: errno, attempt: "make a private folder") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ["broker.sock", "broker.sock.lock"] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  var endpoint: String { "ipc://\(path)/broker.sock" }
}

/// A number that tests wait for, instead of sleeping.
final class Signal: Sendable {
  private struct State: Sendable {
    var count = 0
    var waiters: [(wanted: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  func add(_ amount: Int = 1) {
    let ready = state.withLock { state in
      state.count += amount
      let ready = state.waiters.filter { $0.wanted <= state.count }
      state.waiters.removeAll { $0.wanted <= state.count }
      return ready.map(\.continuation)
    }
    for continuation in ready { continuation.resume() }
  }

  var count: Int { state.withLock { $0.count } }

  func reached(_ wanted: Int) async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if state.count >= wanted { return true }
        state.waiters.append((wanted, continuation))
        return false
      }
      if isReached { continuation.resume() }
    }
  }
}

extension Broker {
  /// A started broker whose keyless peers are members called `local`.
  static func started(
    _ context: Context, _ addresses: String..., change: (inout BrokerConfiguration) -> Void = { _ in }
  ) throws -> Broker {
    let principal = Principal(role: .member, userID: "local")
    var configuration = BrokerConfiguration(endpoints: addresses.map { BrokerEndpoint($0, .fixed(principal)) })
    configuration.rules.heartbeatInterval = .milliseconds(200)
    configuration.allowsPlaintextLoopback = true
    change(&configuration)
    let broker = Broker(context: context, configuration: configuration)
    try broker.start()
    return broker
  }
}

extension ClientRules {
  /// Short tries, so that a lost answer costs a test little.
  static var impatient: ClientRules {
    var rules = ClientRules()
    rules.firstTry = .milliseconds(200)
    return rules
  }
}

extension WorkerRules {
  /// The interval that the tests' brokers use.
  static var quick: WorkerRules {
    var rules = WorkerRules()
    rules.heartbeatInterval = .milliseconds(200)
    return rules
  }
}

/// Runs blocking work on a thread of its own: tests share a small pool of threads, which must not wait for each other.
func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}

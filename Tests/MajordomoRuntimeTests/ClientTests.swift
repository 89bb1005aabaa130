import Majordomo
import MajordomoRuntime
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct ClientTests {
  @Test func withoutABrokerARequestFailsWhenItsTimeIsOver() async throws {
    let context = try Context()
    let client = try Client(context: context, brokers: ["inproc://nobody"], rules: .impatient)
    let begin = ContinuousClock.now
    await #expect(throws: ClientError.timedOut(service: "echo")) {
      try await client.request(service: "echo", body: [1], timeout: .milliseconds(500))
    }
    #expect(ContinuousClock.now - begin >= .milliseconds(500))
    client.close()
    #expect(context.terminate())
  }

  @Test func cancellationEndsTheRequestAndFreesItsSocket() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker")
    let (asked, never) = (Signal(), Signal())
    let pool = try WorkerPool(context: context, brokers: ["inproc://broker"], service: "work", concurrency: 2) {
      request in
      asked.add()
      if request.body == [0] { await never.reached(1) }
      return request.body
    }
    var rules = ClientRules()
    rules.maxSockets = 1
    let client = try Client(context: context, brokers: ["inproc://broker"], rules: rules)
    let stuck = Task { try await client.request(service: "work", body: [0], timeout: .seconds(40)) }
    await asked.reached(1)
    stuck.cancel()
    await #expect(throws: ClientError.cancelled) { try await stuck.value }
    #expect(try await client.request(service: "work", body: [1], timeout: .seconds(40)) == [1])
    never.add()
    client.close()
    await pool.drain()
    broker.stop()
  }

  @Test func aTaskCancelledBeforehandSendsNothingForLong() async throws {
    let context = try Context()
    let client = try Client(context: context, brokers: ["inproc://nobody"])
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await client.request(service: "echo", body: [1], timeout: .seconds(50))
    }
    await #expect(throws: ClientError.cancelled) { try await task.value }
    client.close()
  }

  @Test func aClosedClientFailsWhatRunsAndWhatComes() async throws {
    let context = try Context()
    let client = try Client(context: context, brokers: ["inproc://nobody"])
    async let running = client.request(service: "echo", body: [1], timeout: .seconds(50))
    client.close()
    do {
      _ = try await running
      Issue.record("nobody can have answered")
    } catch { #expect(error as? ClientError == .closed) }
    await #expect(throws: ClientError.closed) {
      try await client.request(service: "echo", body: [1], timeout: .seconds(50))
    }
    client.close()
  }

  @Test func whatCannotBeSentIsRefusedAtOnce() async throws {
    let context = try Context()
    let client = try Client(context: context, brokers: ["inproc://nobody"], maxBytes: 10)
    await #expect(throws: ClientError.tooLarge(bytes: 11, limit: 10)) {
      try await client.request(service: "echo", body: Array(repeating: 0, count: 11), timeout: .seconds(50))
    }
    await #expect(throws: ClientError.invalidService("")) {
      try await client.request(service: "", body: [], timeout: .seconds(50))
    }
    client.close()
  }

  @Test func anEndpointThatIsNoneIsNamed() async throws {
    let context = try Context()
    let client = try Client(context: context, brokers: ["nowhere"], rules: .impatient)
    do {
      _ = try await client.request(service: "echo", body: [1], timeout: .milliseconds(300))
      Issue.record("nobody can have answered")
    } catch {
      guard case .failed(let reason) = error else { throw error }
      #expect(reason.attempt == "connect to nowhere")
    }
    client.close()
  }

  @Test func aRefusalReachesTheClientWhenTheBrokerHasATextForIt() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker") { configuration in
      configuration.rules.defaultPolicy.maxQueued = 0
      configuration.refusalBody = { Array("busy: \($0)".utf8) }
    }
    let client = try Client(context: context, brokers: ["inproc://broker"])
    let answer = try await client.request(service: "nobody", body: [1], timeout: .seconds(30))
    #expect(answer == Array("busy: queueFull".utf8))
    #expect(broker.counters.refusedQueueFull == 1)
    client.close()
    broker.stop()
  }

  @Test func theBrokerAnswersManagementRequests() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker")
    let client = try Client(context: context, brokers: ["inproc://broker"])
    let answer = try await client.request(service: "mmi.service", body: Array("none".utf8), timeout: .seconds(30))
    #expect(answer == Array("404".utf8))
    let other = try await client.request(service: "mmi.workers", body: [], timeout: .seconds(30))
    #expect(other == Array("501".utf8))
    client.close()
    broker.stop()
  }
}

import Majordomo
import MajordomoRuntime
import Synchronization
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct WorkerPoolTests {
  @Test func drainingFinishesWhatRunsAndTakesNothingNew() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker")
    let (running, mayEnd) = (Signal(), Signal())
    let pool = try WorkerPool(
      context: context, brokers: ["inproc://broker"], service: "slow", concurrency: 1, rules: .quick
    ) { request in
      running.add()
      await mayEnd.reached(1)
      return request.body
    }
    let client = try Client(context: context, brokers: ["inproc://broker"])
    async let answer = client.request(service: "slow", body: [1], timeout: .seconds(30))
    await running.reached(1)
    async let drained: Void = pool.drain(within: .seconds(30))
    mayEnd.add()
    #expect(try await answer == [1])
    await drained
    broker.stop()
    #expect(broker.counters.finals == 1)
    #expect(broker.counters.workersExpired == 0)
    client.close()
    #expect(context.terminate())
  }

  @Test func drainingDoesNotWaitLongerThanItsLimit() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker")
    let (running, never) = (Signal(), Signal())
    let pool = try WorkerPool(context: context, brokers: ["inproc://broker"], service: "stuck", concurrency: 1) { _ in
      running.add()
      await never.reached(1)
      return []
    }
    let client = try Client(context: context, brokers: ["inproc://broker"])
    let request = Task { try? await client.request(service: "stuck", body: [1], timeout: .seconds(30)) }
    await running.reached(1)
    await pool.drain(within: .milliseconds(50))
    await pool.drain(within: .milliseconds(50))
    client.close()
    #expect(await request.value == nil)
    broker.stop(within: .zero)
    #expect(context.terminate())
    never.add()
  }

  @Test func aHandlerThatTakesLongerThanTheBrokersPatienceKeepsItsWorkerAlive() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker")
    let pool = try WorkerPool(
      context: context, brokers: ["inproc://broker"], service: "long", concurrency: 1, rules: .quick
    ) { request in
      // Twelve heartbeat intervals: three times what a silent worker is given.
      try? await Task.sleep(for: .milliseconds(2400))
      return request.body
    }
    let client = try Client(context: context, brokers: ["inproc://broker"])
    #expect(try await client.request(service: "long", body: [5], timeout: .seconds(30)) == [5])
    #expect(broker.counters.workersExpired == 0)
    client.close()
    await pool.drain()
    broker.stop()
  }

  @Test func severalFramesTravelBothWays() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker")
    let pool = try WorkerPool(
      context: context, brokers: ["inproc://broker"], framesService: "many", concurrency: 1
    ) { $0.frames.reversed() }
    let client = try Client(context: context, brokers: ["inproc://broker"])
    let answer = try await client.request(service: "many", frames: [[1], [], [3, 3]], timeout: .seconds(30))
    #expect(answer == [[3, 3], [], [1]])
    client.close()
    await pool.drain()
    broker.stop()
  }

  @Test func workersAreServedByEveryBrokerOfTheirListAndClientsByOne() async throws {
    let context = try Context()
    let first = try Broker.started(context, "inproc://first")
    let second = try Broker.started(context, "inproc://second")
    let pool = try WorkerPool(
      context: context, brokers: ["inproc://first", "inproc://second"], service: "echo", concurrency: 1, rules: .quick
    ) { $0.body }
    let client = try Client(context: context, brokers: ["inproc://first", "inproc://second"], rules: .impatient)
    #expect(try await client.request(service: "echo", body: [1], timeout: .seconds(30)) == [1])
    first.stop()
    #expect(try await client.request(service: "echo", body: [2], timeout: .seconds(30)) == [2])
    #expect(second.counters.finals >= 1)
    client.close()
    await pool.drain()
    second.stop()
    #expect(context.terminate())
  }

  @Test func aPoolTellsThatItsBrokerIsLostAndNotBefore() async throws {
    let folder = try PrivateFolder()
    let context = try Context()
    let broker = try Broker.started(context, folder.endpoint)
    let lost = Signal()
    let pool = try WorkerPool(
      context: context, brokers: [BrokerAddress(folder.endpoint)], framesService: "echo", concurrency: 3,
      rules: .quick, onBrokerLost: { lost.add() }, handler: { $0.frames })
    let client = try Client(context: context, brokers: [BrokerAddress(folder.endpoint)], rules: .impatient)
    #expect(try await client.request(service: "echo", body: [1], timeout: .seconds(30)) == [1])
    #expect(lost.count == 0)
    broker.stop()
    let next = try Broker.started(context, folder.endpoint)
    #expect(try await client.request(service: "echo", body: [2], timeout: .seconds(30)) == [2])
    await lost.reached(1)
    client.close()
    await pool.drain()
    next.stop()
  }

  @Test(arguments: ["inproc", "ipc"])
  func aClientThatWaitsWhileItsBrokerIsReplacedIsAnswered(transport: String) async throws {
    let folder = try PrivateFolder()
    let context = try Context()
    let endpoint = transport == "ipc" ? folder.endpoint : "inproc://broker"
    let (asked, mayAnswer) = (Signal(), Signal())
    let broker = try Broker.started(context, endpoint)
    let pool = try WorkerPool(
      context: context, brokers: [BrokerAddress(endpoint)], service: "echo", concurrency: 2, rules: .quick
    ) { request in
      asked.add()
      await mayAnswer.reached(1)
      return request.body
    }
    let client = try Client(context: context, brokers: [BrokerAddress(endpoint)], rules: .impatient)
    async let answer = client.request(service: "echo", body: [7], timeout: .seconds(40))
    await asked.reached(1)
    broker.stop(within: .zero)
    let next = try Broker.started(context, endpoint)
    mayAnswer.add()
    #expect(try await answer == [7])
    client.close()
    await pool.drain()
    next.stop()
    #expect(context.terminate())
  }

  @Test func theRequestOfAWorkerThatDiesGoesToAnotherOne() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker") { configuration in
      configuration.rules.defaultPolicy.retry = .beforeReply
    }
    let client = try Client(context: context, brokers: ["inproc://broker"])
    async let answer = client.request(service: "echo", body: [3], timeout: .seconds(30))
    // A worker without heartbeats, made of a bare socket, that takes a request and dies.
    try await onThread {
      let dying = try Socket(.dealer, context: context)
      try dying.connect("inproc://broker")
      _ = try dying.send([Array("MDPW02".utf8), [1], Array("echo".utf8)])
      while let message = try dying.receive(wait: true), message[1] != [2] {}
      dying.close()
    }
    let pool = try WorkerPool(
      context: context, brokers: ["inproc://broker"], service: "echo", concurrency: 1, rules: .quick
    ) { $0.body }
    #expect(try await answer == [3])
    #expect(broker.counters.retries == 1)
    client.close()
    await pool.drain()
    broker.stop()
    #expect(context.terminate())
  }
}

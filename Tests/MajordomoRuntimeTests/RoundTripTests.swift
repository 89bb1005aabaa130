import Majordomo
import MajordomoRuntime
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct RoundTripTests {
  @Test(arguments: ["inproc", "ipc", "tcp"])
  func aRequestComesBackAnswered(transport: String) async throws {
    let folder = try PrivateFolder()
    let context = try Context()
    let wanted = ["inproc": "inproc://broker", "ipc": folder.endpoint, "tcp": "tcp://127.0.0.1:*"][transport] ?? ""
    let broker = try Broker.started(context, wanted)
    let address = BrokerAddress(try #require(broker.endpoints.first))
    let pool = try WorkerPool(context: context, brokers: [address], service: "echo", concurrency: 2) { request in
      Array("\(request.client?.principal.userID ?? "?"): ".utf8) + request.body
    }
    let client = try Client(context: context, brokers: [address])
    let answer = try await client.request(service: "echo", body: Array("hello".utf8), timeout: .seconds(20))
    #expect(String(decoding: answer, as: UTF8.self) == "local: hello")
    client.close()
    await pool.drain()
    broker.stop()
    #expect(broker.counters.requests == 1)
    #expect(broker.counters.finals == 1)
    #expect(context.terminate())
  }

  @Test func manyRequestsAtOnceEachGetTheirOwnAnswer() async throws {
    let context = try Context()
    let broker = try Broker.started(context, "inproc://broker")
    let pool = try WorkerPool(context: context, brokers: ["inproc://broker"], service: "echo", concurrency: 16) {
      $0.body
    }
    let client = try Client(context: context, brokers: ["inproc://broker"])
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<500 {
        group.addTask {
          let body = Array("\(number)".utf8)
          return try await client.request(service: "echo", body: body, timeout: .seconds(30)) == body
        }
      }
      for try await isOwn in group { #expect(isOwn) }
    }
    client.close()
    await pool.drain()
    broker.stop()
    #expect(context.terminate())
  }
}

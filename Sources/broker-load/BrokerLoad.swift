import Foundation
import Majordomo
import MajordomoRuntime
import ZeroMQ

/// broker-load [ROUND_TRIPS]: the broker and libzmq's proxy under the same load, in the same run, as many requests on the way
/// as there are workers. Then calls inside one process.
/// broker-load serve ENDPOINT: the broker alone, until its standard input ends, for load from outside.
///
/// Each round trip is two forwarded messages. With `malloc-count.so` preloaded it also prints what the broker's thread
/// allocated in our code after the first tenth.
@main struct BrokerLoad {
  struct Result {
    var messagesPerSecond: Double
    var nanosecondsPerMessage: Double
    var allocations: Int?
  }

  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "serve", let endpoint = arguments.last { try serve(endpoint) }
    let count = arguments.first.flatMap { Int($0) } ?? 500_000
    let broker = try measureBroker(count)
    let proxy = try measureProxy(count)
    show("broker", count, broker)
    show("zmq_proxy", count, proxy)
    print(String(format: "throughput, broker : zmq_proxy = %.2f", broker.messagesPerSecond / proxy.messagesPerSecond))
    for workers in [1, 64] {
      let embedded = try await measureEmbedded(max(count / 50, 100), workers)
      print(
        String(
          format: "embedded round trip, one after another, %d workers: %.0f us, of it %.0f us on processors", workers,
          embedded.time / .microseconds(1), embedded.processor / .microseconds(1)))
    }
  }

  /// One request after another through client, broker and worker of one process: what an embedded call costs.
  static func measureEmbedded(
    _ count: Int, _ workers: Int
  ) async throws -> (time: Duration, processor: Duration) {
    let context = try Context()
    let local = Principal(role: .member, userID: "local")
    let broker = Broker(
      context: context,
      configuration: BrokerConfiguration(endpoints: [BrokerEndpoint("inproc://broker", .fixed(local))]))
    try broker.start()
    let pool = try WorkerPool(context: context, brokers: ["inproc://broker"], service: "load", concurrency: workers) {
      $0.body
    }
    let client = try Client(context: context, brokers: ["inproc://broker"])
    for _ in 0..<100 { _ = try await client.request(service: "load", body: Load.body, timeout: .seconds(10)) }
    let (begin, processor) = (ContinuousClock.now, clock())
    for _ in 0..<count { _ = try await client.request(service: "load", body: Load.body, timeout: .seconds(10)) }
    let time = ContinuousClock.now - begin
    let spent = Duration.seconds(Double(clock() - processor) / Double(CLOCKS_PER_SEC))
    client.close()
    await pool.drain()
    broker.stop()
    context.terminate()
    return (time / count, spent / count)
  }

  /// Blocks the main thread and ends the process from there: valgrind 3.19 can't follow a main thread that Swift's
  /// runtime lets go.
  static func serve(_ endpoint: String) throws -> Never {
    let context = try Context()
    let broker = Broker(context: context, configuration: loopback(endpoint))
    try broker.start()
    while readLine() != nil {}
    broker.stop()
    context.terminate()
    exit(0)
  }

  /// One endpoint for all, without keys.
  private static func loopback(_ endpoint: String) -> BrokerConfiguration {
    let local = Principal(role: .member, userID: "local")
    var configuration = BrokerConfiguration(endpoints: [BrokerEndpoint(endpoint, .fixed(local))])
    configuration.allowsPlaintextLoopback = true
    return configuration
  }

  static func measureBroker(_ count: Int) throws -> Result {
    let context = try Context()
    let broker = Broker(context: context, configuration: loopback("tcp://127.0.0.1:*"))
    let before = Threads.own()
    try broker.start()
    let endpoint = broker.endpoints[0]
    let load = Load(speech: .majordomo, clientEndpoint: endpoint, workerEndpoint: endpoint)
    let result = try measure(load, count, Threads.added(since: before))
    broker.stop()
    context.terminate()
    return result
  }

  static func measureProxy(_ count: Int) throws -> Result {
    let before = Threads.own()
    let proxy = Proxy()
    let load = Load(speech: .bare, clientEndpoint: proxy.clientEndpoint, workerEndpoint: proxy.workerEndpoint)
    let result = try measure(load, count, Threads.added(since: before))
    proxy.stop()
    return result
  }

  private static func measure(_ load: Load, _ count: Int, _ thread: Int) throws -> Result {
    var time = 0
    var allocations: Int?
    let duration = try load.run(warmUp: count / 10, count: count) {
      time = Threads.processorTime(thread)
      allocations = Threads.allocations(thread)
    }
    let messages = Double(count * 2)
    return Result(
      messagesPerSecond: messages / (duration / .seconds(1)),
      nanosecondsPerMessage: Double(Threads.processorTime(thread) - time) / messages,
      allocations: Threads.allocations(thread).map { $0 - (allocations ?? 0) })
  }

  private static func show(_ name: String, _ count: Int, _ result: Result) {
    var line = String(
      format: "%@: %.0f messages/s, %.0f ns of its thread per message", name, result.messagesPerSecond,
      result.nanosecondsPerMessage)
    if let allocations = result.allocations { line += ", \(allocations) allocations of ours in \(count * 2) messages" }
    print(line)
  }
}

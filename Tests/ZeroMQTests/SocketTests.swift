import Foundation
import Glibc
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct SocketTests {
  @Test func aMessageArrivesWholeWithEmptyFramesAndZeroBytes() throws {
    let context = try Context()
    let (left, right) = try Self.pair(context)
    let frames: [[UInt8]] = [[], [0, 1, 0], Array(repeating: 7, count: 100_000), []]
    #expect(try left.send(frames) == .sent)
    #expect(try right.receive(wait: true) == frames)
    #expect(try right.receive() == nil)
    left.close()
    right.close()
    #expect(context.terminate())
  }

  @Test func aMessageOverTheLimitsIsThrownAwayWholeAndTheNextOneArrives() throws {
    let context = try Context()
    let (left, right) = try Self.pair(context)
    let incoming = Multipart()
    let limit = Socket.Limit(frames: 3, bytes: 10)
    for frames in [[[1], [2], [3], [4]], [[1], Array(repeating: 2, count: 10), [3]]] as [[[UInt8]]] {
      #expect(try left.send(frames) == .sent)
      #expect(try left.send([[9]]) == .sent)
      #expect(try right.receive(into: incoming, limit: limit, wait: true) == .oversized)
      #expect(incoming.bytes == Array(frames.prefix(incoming.count)))
      #expect(try right.receive(into: incoming, limit: limit, wait: true) == .message)
      #expect(incoming.bytes == [[9]])
    }
    left.close()
    right.close()
  }

  @Test func aMandatoryRouterSaysThatAPeerIsUnknownAndTheNextMessageIsUntouched() throws {
    let context = try Context()
    let router = try Socket(.router, context: context)
    try router.set(.routerMandatory, true)
    try router.bind("inproc://router")
    let dealer = try Socket(.dealer, context: context)
    try dealer.connect("inproc://router")
    #expect(try dealer.send([[1]]) == .sent)
    let received = try #require(try router.receive(wait: true))
    #expect(try router.send([[9, 9], [2], [3]]) == .unreachable)
    #expect(try router.send([received[0], [4]]) == .sent)
    #expect(try dealer.receive(wait: true) == [[4]])
    router.close()
    dealer.close()
  }

  @Test func aFullQueueLeavesTheMessageAsItWas() throws {
    let context = try Context()
    let dealer = try Socket(.dealer, context: context)
    try dealer.set(.sendHighWaterMark, 1)
    try dealer.set(.immediate, true)
    try dealer.connect("tcp://127.0.0.1:1")
    let message = Multipart([[1], [2]])
    #expect(try dealer.send(message) == .full)
    #expect(message.bytes == [[1], [2]])
    dealer.close()
  }

  @Test func aSharedFrameStaysAndAMovedOneGoes() {
    let large = [UInt8](repeating: 5, count: 1000)
    let source = Multipart([large, [1]])
    let target = Multipart(capacity: 1)
    target.append(sharing: source, at: 0)
    target.append(moving: source, at: 1)
    #expect(target.bytes == [large, [1]])
    #expect(source.bytes == [large, []])
    #expect(target.byteCount == 1001)
  }

  @Test func oneFrameIsLentOnlyInsideAClosure() {
    let message = Message([1, 2, 3])
    #expect(message.withBytes { [UInt8]($0) } == [1, 2, 3])
    #expect(message.count == 3)
    #expect(Message().withBytes { $0.count } == 0)
  }

  // MARK: Errors

  @Test func errorsNameTheAttempt() throws {
    let context = try Context()
    let first = try Socket(.router, context: context)
    try first.bind("tcp://127.0.0.1:*")
    let taken = try first.lastEndpoint()
    let second = try Socket(.router, context: context)
    let error = #expect(throws: ZeroMQError.self) { try second.bind(taken) }
    #expect(error?.code == EADDRINUSE)
    #expect(error?.attempt == "bind \(taken)")
    #expect(error?.description.contains(taken) == true)
    let wrong = #expect(throws: ZeroMQError.self) { try second.connect("nowhere") }
    #expect(wrong?.code == EINVAL)
    #expect(wrong?.attempt == "connect to nowhere")
    let key = #expect(throws: ZeroMQError.self) { try second.set(.curveServerKey, "short") }
    #expect(key?.attempt == "set option CURVE_SERVERKEY")
    first.close()
    second.close()
  }

  @Test func anEndpointCanBeGivenBack() throws {
    let context = try Context()
    let first = try Socket(.router, context: context)
    try first.bind("inproc://name")
    try first.unbind("inproc://name")
    let second = try Socket(.router, context: context)
    try second.bind("inproc://name")
    first.close()
    second.close()
  }

  // MARK: Ends

  @Test func aContextThatIsShutDownFreesAThreadThatWaits() throws {
    let context = try Context()
    let ended = DispatchSemaphore(value: 0)
    let isWaiting = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      do throws(ZeroMQError) {
        let socket = try Socket(.dealer, context: context)
        isWaiting.signal()
        do throws(ZeroMQError) {
          _ = try socket.receive(wait: true)
          Issue.record("nothing was sent")
        } catch {
          #expect(error.isTermination)
        }
        socket.close()
      } catch {
        Issue.record(error)
      }
      ended.signal()
    }
    isWaiting.wait()
    #expect(context.terminate())
    #expect(ended.wait(timeout: .now() + 10) == .success)
  }

  @Test func terminationReportsASocketThatIsStillOpenInsteadOfHanging() throws {
    let context = try Context()
    let socket = try Socket(.dealer, context: context)
    #expect(!context.terminate(within: .milliseconds(50)))
    socket.close()
    #expect(context.terminate(within: .seconds(5)))
  }

  @Test func messagesForNobodyDoNotHoldTheContext() throws {
    let begin = ContinuousClock.now
    do {
      let context = try Context()
      let socket = try Socket(.dealer, context: context, linger: .milliseconds(100))
      try socket.connect("tcp://127.0.0.1:1")
      #expect(try socket.send([[1]]) == .sent)
      socket.close()
      #expect(context.terminate())
    }
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  @Test func aSocketAndAContextThatAreForgottenDoNotHang() throws {
    let begin = ContinuousClock.now
    do {
      let socket = try Socket(.dealer, context: Context())
      try socket.connect("tcp://127.0.0.1:1")
      #expect(try socket.send([[1]]) == .sent)
    }
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  @Test func aClosedSocketRefusesEverythingWithAnError() throws {
    let context = try Context()
    let socket = try Socket(.dealer, context: context)
    socket.close()
    socket.close()
    let error = #expect(throws: ZeroMQError.self) { try socket.send([[1]]) }
    #expect(error?.code == ENOTSOCK)
  }

  // MARK: Signals and waiting

  @Test func aSignalInTheMiddleOfAReceiveIsNoError() throws {
    let context = try Context()
    let (left, right) = try Self.pair(context)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in }
    sigaction(SIGUSR2, &action, nil)
    let receiver = pthread_self()
    Thread.detachNewThread {
      for _ in 0..<20 {
        pthread_kill(receiver, SIGUSR2)
        usleep(2000)
      }
      // The socket was made by another thread, which waits in it; this one has its own.
      if let sender = try? Socket(.dealer, context: context, linger: .seconds(1)) {
        try? sender.connect("inproc://late")
        _ = try? sender.send([[7]])
        sender.close()
      }
    }
    let late = try Socket(.dealer, context: context)
    try late.bind("inproc://late")
    #expect(try late.receive(wait: true) == [[7]])
    for socket in [left, right, late] { socket.close() }
  }

  @Test func aPollerComesBackForMessagesWakeUpsAndTime() throws {
    let context = try Context()
    let (left, right) = try Self.pair(context)
    let wakeup = try Wakeup()
    let poller = Poller()
    poller.add(wakeup)
    poller.add(right)
    #expect(try poller.wait(atMost: .milliseconds(1)) == 0)
    #expect(try left.send([[1]]) == .sent)
    #expect(try poller.wait(atMost: .seconds(10)) == 1)
    #expect(!poller.isReady(0) && poller.isReady(1))
    #expect(try right.receive() == [[1]])
    wakeup.signal()
    wakeup.signal()
    #expect(try poller.wait(atMost: nil) == 1)
    #expect(poller.isReady(0) && !poller.isReady(1))
    wakeup.clear()
    #expect(try poller.wait(atMost: .zero) == 0)
    left.close()
    right.close()
  }

  @Test func aSocketSetNamesWhatIsReadyAmongMany() throws {
    let context = try Context()
    let router = try Socket(.router, context: context)
    try router.bind("inproc://many")
    let (set, wakeup) = (try SocketSet(), try Wakeup())
    try set.add(wakeup, key: 200)
    var sockets: [Socket] = []
    for number in 0..<100 {
      let socket = try Socket(.dealer, context: context)
      try socket.set(.routingID, [1, UInt8(number)])
      try socket.connect("inproc://many")
      try set.add(socket, key: number)
      sockets.append(socket)
      #expect(try socket.send([[0]]) == .sent)
      #expect(try router.receive(wait: true)?.first == [1, UInt8(number)])
    }
    var (ready, seen) = ([Int](), [Int]())
    for number in 0..<100 { #expect(try router.send([[1, UInt8(number)], [UInt8(number)]]) == .sent) }
    wakeup.signal()
    while seen.count < 101 {
      try set.wait(atMost: nil, into: &ready)
      for key in ready {
        if key == 200 {
          wakeup.clear()
          seen.append(key)
        } else {
          while let frames = try sockets[key].receive() { seen.append(Int(frames[0][0])) }
        }
      }
    }
    #expect(seen.sorted() == Array(0..<100) + [200])
    try set.remove(sockets[0])
    #expect(try router.send([[1, 0], [0]]) == .sent)
    try set.wait(atMost: .milliseconds(20), into: &ready)
    #expect(ready.isEmpty)
    for socket in sockets { socket.close() }
    router.close()
    #expect(context.terminate())
  }

  static func pair(_ context: Context) throws -> (Socket, Socket) {
    let left = try Socket(.pair, context: context)
    let right = try Socket(.pair, context: context)
    try left.bind("inproc://pair")
    try right.connect("inproc://pair")
    return (left, right)
  }
}

import Majordomo
import Randomness
import Testing

/// The tables of the two RFCs: what is a message, what is not.
@Suite struct FramesTests {
  static let id: [UInt8] = [0, 1, 2, 3, 4]

  static func views<Result>(_ frames: [[UInt8]], _ read: (FrameViews) -> Result) -> Result {
    let copies = frames.map { frame in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: frame.count, alignment: 1)
      copy.copyBytes(from: frame)
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    return copies.map { UnsafeRawBufferPointer($0) }.withUnsafeBufferPointer(read)
  }

  static func broker(_ frames: [UInt8]...) -> BrokerInbound { views([id] + frames) { BrokerInbound($0) } }
  static func broker(list frames: [[UInt8]]) -> BrokerInbound { views([id] + frames) { BrokerInbound($0) } }

  static let c2 = Array("MDPC02".utf8)
  static let w2 = Array("MDPW02".utf8)
  static let c1 = Array("MDPC01".utf8)
  static let w1 = Array("MDPW01".utf8)
  static let echo = Array("echo".utf8)

  @Test func everyMessageOf02IsRead() {
    #expect(Self.broker(Self.c2, [1], Self.echo, []) == .request(.v02, service: 3, body: 4))
    #expect(Self.broker(Self.w2, [1], Self.echo) == .ready(.v02, service: 3))
    #expect(Self.broker(Self.w2, [3], [9], [], []) == .partial(address: 3, body: 5))
    #expect(Self.broker(Self.w2, [4], [9], [], [1], [2]) == .final(.v02, address: 3, body: 5))
    #expect(Self.broker(Self.w2, [5]) == .heartbeat(.v02))
    #expect(Self.broker(Self.w2, [6]) == .disconnect(.v02))
  }

  @Test func everyMessageOf01IsRead() {
    #expect(Self.broker([], Self.c1, Self.echo, []) == .request(.v01, service: 3, body: 4))
    #expect(Self.broker([], Self.w1, [1], Self.echo) == .ready(.v01, service: 4))
    #expect(Self.broker([], Self.w1, [3], [9], [], []) == .final(.v01, address: 4, body: 6))
    #expect(Self.broker([], Self.w1, [4]) == .heartbeat(.v01))
    #expect(Self.broker([], Self.w1, [5]) == .disconnect(.v01))
  }

  @Test func theGreetingOfAProbingSocketIsTolerated() {
    #expect(Self.broker([]) == .probe)
  }

  @Test(
    arguments: [
      [], [c2], [c2, [1]], [c2, [1], echo], [c2, [2], echo, []], [c2, [], echo, []], [c2, [1, 1], echo, []],
      [w2], [w2, []], [w2, [1]], [w2, [1], echo, []], [w2, [2], [9], [], []], [w2, [3], [9], []],
      [w2, [4], [9], [1], [2]], [w2, [5], []], [w2, [6], []], [w2, [7]], [w2, [0]], [w2, [5, 5]],
      [[], c1, echo], [[], w1, [6]], [[], w1, [2], [9], [], []], [[], c2, [1], echo, []], [c1, echo, []],
      [[], []], [Array("MDPC03".utf8), [1], echo, []], [[1]],
    ] as [[[UInt8]]])
  func whatIsNoMessageIsMalformed(frames: [[UInt8]]) {
    #expect(Self.broker(list: frames) == .malformed)
  }

  @Test func anEmptyReceptionIsMalformed() {
    #expect(Self.views([]) { BrokerInbound($0) } == .malformed)
  }

  @Test func workersAndClientsReadTheBrokersMessages() {
    #expect(Self.views([Self.w2, [2], [9], [], [1]]) { WorkerInbound($0) } == .request(address: 2, body: 4))
    #expect(Self.views([Self.w2, [5]]) { WorkerInbound($0) } == .heartbeat)
    #expect(Self.views([Self.w2, [6]]) { WorkerInbound($0) } == .disconnect)
    #expect(Self.views([Self.w2, [2], [9], []]) { WorkerInbound($0) } == .malformed)
    #expect(Self.views([Self.c2, [2], Self.echo, [1]]) { ClientInbound($0) } == .partial(service: 2, body: 3))
    #expect(Self.views([Self.c2, [3], Self.echo, [1]]) { ClientInbound($0) } == .final(service: 2, body: 3))
    #expect(Self.views([Self.c2, [1], Self.echo, [1]]) { ClientInbound($0) } == .malformed)
  }

  @Test func randomFramesNeverTrap() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let pieces: [[UInt8]] = [
      [], Self.c2, Self.w2, Self.c1, Self.w1, [1], [2], [3], [4], [5], [6], Self.echo, [0, 255],
    ]
    var read = 0
    for _ in 0..<20_000 {
      let frames = (0..<Int.random(in: 0...7, using: &random)).map { _ in pieces.randomElement(using: &random) ?? [] }
      if Self.broker(list: frames) != .malformed { read += 1 }
      _ = Self.views(frames) { WorkerInbound($0) }
      _ = Self.views(frames) { ClientInbound($0) }
    }
    #expect(read > 0, "seed \(seed)")
  }
}

@Suite struct ClientAddressTests {
  @Test func theFrameIsVersionNumberRoleAndUserID() {
    let address = ClientAddress(number: 0x0102_0304_0506_0708, principal: Principal(role: .advisor, userID: "åsa"))
    #expect(address.frame == [1, 1, 2, 3, 4, 5, 6, 7, 8, 3] + Array("åsa".utf8))
    #expect(ClientAddress(address.frame) == address)
  }

  @Test func theLongestUserIDFitsAFrameOf255Bytes() {
    let userID = String(repeating: "k", count: ClientAddress.maxUserIDBytes)
    let address = ClientAddress(number: .max, principal: Principal(role: .guest, userID: userID))
    #expect(address.frame.count == 255)
    #expect(ClientAddress(address.frame) == address)
  }

  @Test(
    arguments: [
      [], [1], [1, 0, 0, 0, 0, 0, 0, 0, 1], [2, 0, 0, 0, 0, 0, 0, 0, 1, 1], [1, 0, 0, 0, 0, 0, 0, 0, 1, 9],
      [1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0xFF], [1, 0, 0, 0, 0, 0, 0, 0, 1, 1] + [UInt8](repeating: 65, count: 246),
    ] as [[UInt8]])
  func otherFramesAreNotOurs(frame: [UInt8]) {
    #expect(ClientAddress(frame) == nil)
  }
}

import Access
import Foundation
import Testing
import Vocabulary
import ZeroMQ

/// Peers that write into their own handshake who they are, on every kind of endpoint.
@Suite(.timeLimit(.minutes(2))) struct RawPeerTests {
  /// A Python; nil when there is none.
  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
  private static let missing: Comment = "needs a python3"

  /// All that a peer could pretend: to be an advisor, this machine's own user, or to come from elsewhere.
  private static func claims(of advisor: String) -> [String] {
    [
      "User-Id=\(advisor)", "User-Id=local", "user-id=\(advisor)", "X-User-Id=\(advisor)", "X-Role=advisor",
      "Role=advisor", "Peer-Address=10.0.0.1", "X-For=member:local",
    ]
  }

  /// What the service `who`, or the stream, says of a peer that claims so, at this endpoint.
  private func who(
    _ endpoint: String, _ claims: [String], curve: [String] = [], service: String = "who"
  ) async throws -> String {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Python/raw_zmtp.py").path
    let python = try #require(Self.python)
    return try await onThread {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: python)
      process.arguments = [script, endpoint, service] + claims + (curve.isEmpty ? [] : ["--curve"] + curve)
      let output = Pipe()
      (process.standardOutput, process.standardError) = (output, output)
      try process.run()
      let text = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
  }

  @Test(.enabled(if: python != nil, missing), arguments: 0..<8)
  func `A peer without a key is whom its endpoint says, whatever it claims`(claim: Int) async throws {
    let advisor = try CurveKeyPair()
    let house = try GuardedBroker([KeyEntry(key: advisor.publicKey, role: .advisor, allowedAt: noon)])
    let pool = try house.whoService()
    let claims = [Self.claims(of: advisor.publicKey)[claim]]
    #expect(try await who(house.loopback, claims) == "guest:guest")
    #expect(try await who(house.ipc, claims) == "member:local")
    await pool.drain()
    house.stop()
  }

  @Test(.enabled(if: python != nil, missing), arguments: 0..<8)
  func `A peer with a key is that key, whatever it claims`(claim: Int) async throws {
    let (advisor, own) = (try CurveKeyPair(), try CurveKeyPair())
    let house = try GuardedBroker([KeyEntry(key: advisor.publicKey, role: .advisor, allowedAt: noon)])
    let pool = try house.whoService()
    let claims = [Self.claims(of: advisor.publicKey)[claim]]
    let curve = [house.server.publicKey, own.publicKey, own.secretKey]
    #expect(try await who(house.endpoint, claims, curve: curve) == "guest:\(own.publicKey)")
    await pool.drain()
    house.stop()
  }

  @Test(.enabled(if: python != nil, missing), arguments: 0..<8)
  func `A reader of the stream is whom its key or its endpoint says, whatever it claims`(claim: Int) async throws {
    let (advisor, own) = (try CurveKeyPair(), try CurveKeyPair())
    let house = try GuardedBroker([KeyEntry(key: advisor.publicKey, role: .advisor, allowedAt: noon)])
    let streams = try await house.startStreams()
    let claims = [Self.claims(of: advisor.publicKey)[claim]]
    let curve = [house.server.publicKey, own.publicKey, own.secretKey]
    #expect(try await who(streams.curve, claims, curve: curve, service: "stream") == "guest:\(own.publicKey)")
    #expect(try await who(streams.loopback, claims, service: "stream") == "guest:guest")
    #expect(try await who(streams.ipc, claims, service: "stream") == "member:local")
    await house.stopStreams()
    house.stop()
  }

  @Test(.enabled(if: python != nil, missing))
  func `No reader gets an event with a key that is another's or refused, or with none`() async throws {
    let (advisor, lost, own) = (try CurveKeyPair(), try CurveKeyPair(), try CurveKeyPair())
    let house = try GuardedBroker([
      KeyEntry(key: advisor.publicKey, role: .advisor, allowedAt: noon),
      KeyEntry(key: lost.publicKey, role: .member, allowedAt: noon, revokedAt: noon),
    ])
    let streams = try await house.startStreams()
    for curve in [
      [house.server.publicKey, advisor.publicKey, own.secretKey], [own.publicKey, own.publicKey, own.secretKey],
      [house.server.publicKey, lost.publicKey, lost.secretKey], [],
    ] {
      let heard = try await who(streams.curve, ["User-Id=\(advisor.publicKey)"], curve: curve, service: "stream")
      #expect(["refused", "silence"].contains(heard))
    }
    await house.stopStreams()
    house.stop()
  }

  @Test(.enabled(if: python != nil, missing))
  func `Another's public key without its secret, the wrong server and no encryption are of no use`() async throws {
    let (advisor, own) = (try CurveKeyPair(), try CurveKeyPair())
    let house = try GuardedBroker([KeyEntry(key: advisor.publicKey, role: .advisor, allowedAt: noon)])
    let pool = try house.whoService()
    let stolen = [house.server.publicKey, advisor.publicKey, own.secretKey]
    #expect(["refused", "silence"].contains(try await who(house.endpoint, [], curve: stolen)))
    let wrong = [own.publicKey, own.publicKey, own.secretKey]
    #expect(["refused", "silence"].contains(try await who(house.endpoint, [], curve: wrong)))
    #expect(["refused", "silence"].contains(try await who(house.endpoint, ["User-Id=\(advisor.publicKey)"])))
    #expect(house.counters.requests == 0)
    await pool.drain()
    house.stop()
  }
}

import Foundation
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct CurveTests {
  /// The vector of ZeroMQ RFC 32.
  @Test func z85HasTheRFCsVector() {
    let bytes: [UInt8] = [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B]
    #expect(Z85.encode(bytes) == "HelloWorld")
    #expect(Z85.decode("HelloWorld") == bytes)
  }

  @Test(arguments: ["Hell", "Hello\u{20}orld", "#####", "ÅÄÖ", "\"ello"])
  func z85RefusesWhatIsNone(text: String) {
    #expect(Z85.decode(text) == nil)
  }

  @Test func z85RefusesBytesThatAreNotInFours() {
    #expect(Z85.encode([1, 2, 3]) == nil)
    #expect(Z85.encode([]) == "")
  }

  @Test func aSecretKeyGivesItsPublicKeyBack() throws {
    let keys = try CurveKeyPair()
    #expect(try CurveKeyPair(secretKey: keys.secretKey) == keys)
    #expect(Z85.decode(keys.publicKey)?.count == 32)
  }

  @Test func aSecretKeyThatIsNoneIsAnError() {
    #expect(throws: ZeroMQError.self) { try CurveKeyPair(secretKey: "short") }
    #expect(throws: ZeroMQError.self) { try CurveKeyPair(secretKey: String(repeating: "~", count: 40)) }
  }

  @Test func aSecretKeyIsNotShown() throws {
    let keys = try CurveKeyPair()
    #expect(!"\(keys)".contains(keys.secretKey))
    #expect(!String(reflecting: keys).contains(keys.secretKey))
  }

  /// A ZAP handler gives the user id, and each message carries it.
  @Test func aMessageOverCURVECarriesTheUserIDThatTheHandlerGave() throws {
    let context = try Context()
    let handler = try Socket(.rep, context: context)
    try handler.bind("inproc://zeromq.zap.01")
    let (server, client) = (try CurveKeyPair(), try CurveKeyPair())
    let router = try Socket(.router, context: context)
    try router.set(.curveServer, true)
    try router.set(.curveSecretKey, server.secretKey)
    try router.set(.zapDomain, "test")
    try router.set(.zapEnforceDomain, true)
    try router.bind("tcp://127.0.0.1:*")
    let dealer = try Socket(.dealer, context: context)
    try dealer.set(.curveServerKey, server.publicKey)
    try dealer.set(.curvePublicKey, client.publicKey)
    try dealer.set(.curveSecretKey, client.secretKey)
    try dealer.connect(router.lastEndpoint())
    #expect(try dealer.send([[1]]) == .sent)
    let asked = try #require(try handler.receive(wait: true))
    #expect(asked[2] == Array("test".utf8))
    #expect(Z85.encode(asked[6]) == client.publicKey)
    let userID = Array("user-1".utf8)
    #expect(try handler.send([asked[0], asked[1], Array("200".utf8), [], userID, []]) == .sent)
    let message = Multipart()
    let limit = Socket.Limit(frames: 4, bytes: 1000)
    #expect(try router.receive(into: message, limit: limit, wait: true) == .message)
    for frame in 0..<2 {
      #expect(message.property("User-Id", at: frame) == "user-1")
      #expect(message.property("User-Id", at: frame, equals: userID))
      #expect(!message.property("User-Id", at: frame, equals: Array("user-12".utf8)))
      #expect(!message.property("User-Id", at: frame, equals: Array("user-".utf8)))
    }
    #expect(message.property("Peer-Address", at: 1) == "127.0.0.1")
    #expect(message.property("Nothing", at: 1) == nil)
    for socket in [handler, router, dealer] { socket.close() }
    #expect(context.terminate())
  }
}

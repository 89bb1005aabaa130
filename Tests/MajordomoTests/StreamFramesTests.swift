import Majordomo
import Randomness
import Testing

@Suite struct StreamFramesTests {
  private func request(_ frames: [String]) -> StreamRequest {
    withFrames(frames.map { Array($0.utf8) }) { StreamFrames.request($0, from: 1) }
  }

  private func reply(_ frames: [String]) -> StreamReply {
    withFrames(frames.map { Array($0.utf8) }) { StreamFrames.reply($0) }
  }

  /// Lends frames as a socket does.
  private func withFrames<Result>(_ frames: [[UInt8]], _ body: (FrameViews) -> Result) -> Result {
    let storage = frames.map { bytes -> UnsafeMutableRawBufferPointer in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
      copy.copyBytes(from: bytes)
      return copy
    }
    defer { for buffer in storage { buffer.deallocate() } }
    return storage.map { UnsafeRawBufferPointer($0) }.withUnsafeBufferPointer { body($0) }
  }

  @Test func readersMessagesAreTheFramesOfTheProtocol() {
    let open = #"{"log":"a","epoch":2,"since":7,"topics":["eu.x."],"subjects":["t1"],"credit":10,"bytes":1000}"#
    #expect(
      request(["id", "RNES01", "OPEN", open])
        == .open(
          StreamOpen(log: "a", epoch: 2, since: 7, topics: ["eu.x."], subjects: ["t1"], credit: 10, bytes: 1000)))
    #expect(
      request(["id", "RNES01", "OPEN", #"{"credit":1,"bytes":2}"#])
        == .open(StreamOpen(since: nil, credit: 1, bytes: 2)))
    #expect(request(["id", "RNES01", "CREDIT", "5", "4096"]) == .credit(events: 5, bytes: 4096))
    #expect(request(["id", "RNES01", "BEAT"]) == .beat)
    #expect(request(["id", "RNES01", "CLOSE"]) == .close)
  }

  @Test func serversMessagesAreTheFramesOfTheProtocol() {
    #expect(reply(["RNES01", "EVENT", "7", "9", "{}"]) == .event(after: 7, upto: 9))
    #expect(reply(["RNES01", "PROGRESS", "9", "12"]) == .progress(after: 9, upto: 12))
    #expect(reply(["RNES01", "BEAT"]) == .beat)
    #expect(reply(["RNES01", "CLOSE"]) == .close)
    let reset = #"{"reason":"since","detail":"x","log":"a","epoch":1,"last":4}"#
    #expect(
      reply(["RNES01", "RESET", reset])
        == .reset(StreamReset(.since, detail: "x", log: StreamLog(log: "a", epoch: 1, last: 4))))
  }

  @Test func everyMessageIsReadAsItWasWritten() {
    let log = StreamLog(log: "l", epoch: 3, last: 123_456_789_012_345_678)
    let requests: [StreamRequest] = [
      .open(StreamOpen(log: "l", epoch: 3, since: log.last, topics: ["a."], subjects: ["ä/\"\n"], credit: 1, bytes: 2)),
      .credit(events: 0, bytes: 1 << 40), .beat, .close,
    ]
    for message in requests {
      #expect(withFrames([[0]] + StreamFrames.frames(message)) { StreamFrames.request($0, from: 1) } == message)
    }
    let replies: [StreamReply] = [
      .progress(after: 0, upto: log.last), .reset(StreamReset(.log, detail: "é", log: log)), .beat, .close,
    ]
    for message in replies {
      #expect(withFrames(StreamFrames.frames(message)) { StreamFrames.reply($0) } == message)
    }
    let event = StreamFrames.frames(StreamReply.event(after: 1, upto: 2)) + [Array("{}".utf8)]
    #expect(withFrames(event) { StreamFrames.reply($0) } == .event(after: 1, upto: 2))
  }

  @Test(arguments: [
    ([], StreamFault.header),
    (["RNES02", "BEAT"], .header),
    (["RNES01"], .command),
    (["RNES01", "EVENT", "1", "2", "{}"], .command),
    (["RNES01", "beat"], .command),
    (["RNES01", "BEAT", ""], .frameCount(command: "BEAT")),
    (["RNES01", "CREDIT", "5"], .frameCount(command: "CREDIT")),
    (["RNES01", "CREDIT", "-1", "5"], .number(command: "CREDIT")),
    (["RNES01", "CREDIT", "5", "1234567890123456789"], .number(command: "CREDIT")),
    (["RNES01", "CREDIT", "", "5"], .number(command: "CREDIT")),
    (["RNES01", "OPEN"], .frameCount(command: "OPEN")),
    (["RNES01", "OPEN", "["], .json("This is not a JSON object in UTF-8.")),
    (["RNES01", "OPEN", #"{"bytes":1}"#], .json("credit: this member is missing.")),
    (["RNES01", "OPEN", #"{"credit":1,"bytes":1,"since":"7"}"#], .json("since: this member has another type.")),
    (["RNES01", "OPEN", #"{"credit":1,"bytes":1,"since":-7}"#], .json("since: 0 or more.")),
    (["RNES01", "OPEN", #"{"credit":-1,"bytes":1}"#], .json("credit, bytes: 0 or more.")),
    (
      ["RNES01", "OPEN", #"{"credit":1,"bytes":1,"topics":[""]}"#],
      .json("topics: at most 64, each of 1 to 255 bytes.")
    ),
  ])
  func whatIsMalformedIsNamed(frames: [String], fault: StreamFault) {
    #expect(request(["id"] + frames) == .malformed(fault))
  }

  @Test func anythingAtAllIsReadWithoutATrap() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let words = [
      "RNES01", "OPEN", "EVENT", "CREDIT", "RESET", "PROGRESS", "BEAT", "1", "99999999999999999999", "{}",
      "{\"credit\":1e99}",
    ]
    for _ in 0..<5000 {
      let frames = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Bool.random(using: &random)
          ? Array(words.randomElement(using: &random)!.utf8)
          : (0..<Int.random(in: 0...12, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      }
      withFrames(frames) { views in
        _ = StreamFrames.request(views, from: 1)
        _ = StreamFrames.reply(views)
      }
    }
  }
}

import Foundation

/// Which log of events, and which life of it: the epoch changes when its data is restored from a backup.
public struct StreamLog: Equatable, Sendable {
  public var log: String
  public var epoch: Int64
  /// The number of the last event; 0: none yet.
  public var last: Int64

  public init(log: String, epoch: Int64, last: Int64) {
    self.log = log
    self.epoch = epoch
    self.last = last
  }
}

/// What a reader asks for when it opens a subscription.
public struct StreamOpen: Equatable, Sendable, Codable {
  /// The log that `since` counts in, as a RESET or the caller's notes told it; with both left out nothing is compared.
  public var log: String?
  public var epoch: Int64?
  /// The last number that the reader has; nil: only what comes from now on.
  public var since: Int64?
  /// Types of events: an area, which ends in a dot, or a whole type. Empty: all.
  public var topics: [String]
  /// What events are about: conversations. Empty: all.
  public var subjects: [String]
  /// Events that may be sent before more credit is given.
  public var credit: Int
  /// Bytes of events that may be sent before more credit is given.
  public var bytes: Int

  public init(
    log: String? = nil, epoch: Int64? = nil, since: Int64?, topics: [String] = [], subjects: [String] = [],
    credit: Int, bytes: Int
  ) {
    (self.log, self.epoch, self.since) = (log, epoch, since)
    (self.topics, self.subjects) = (topics, subjects)
    (self.credit, self.bytes) = (credit, bytes)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    log = try container.decodeIfPresent(String.self, forKey: .log)
    epoch = try container.decodeIfPresent(Int64.self, forKey: .epoch)
    since = try container.decodeIfPresent(Int64.self, forKey: .since)
    topics = try container.decodeIfPresent([String].self, forKey: .topics) ?? []
    subjects = try container.decodeIfPresent([String].self, forKey: .subjects) ?? []
    credit = try container.decode(Int.self, forKey: .credit)
    bytes = try container.decode(Int.self, forKey: .bytes)
  }

  /// Whether an event is asked for.
  func covers(type: String, subject: String) -> Bool {
    (subjects.isEmpty || subjects.contains { $0.utf8.elementsEqual(subject.utf8) })
      && (topics.isEmpty || topics.contains { Self.topic($0, covers: type) })
  }

  private static func topic(_ topic: String, covers type: String) -> Bool {
    // Bytes, not characters: Swift takes two spellings of one character for equal.
    topic.utf8.last == UInt8(ascii: ".") ? type.utf8.starts(with: topic.utf8) : type.utf8.elementsEqual(topic.utf8)
  }
}

/// Why a subscription is not served from where it was.
public struct StreamReset: Equatable, Sendable, Codable {
  public enum Reason: String, Equatable, Sendable, Codable {
    /// The reader's log or epoch is not this one: load the state anew.
    case log
    /// The reader's number is beyond the end of the log: load the state anew.
    case since
    /// The server could not read what the reader sent, or does not take it; coming back with the same changes nothing.
    case invalid
  }

  public var reason: Reason
  /// For people: what to do.
  public var detail: String
  /// The log as it is; what comes next is after `last`.
  public var log: String
  public var epoch: Int64
  public var last: Int64

  public init(_ reason: Reason, detail: String, log: StreamLog) {
    (self.reason, self.detail) = (reason, detail)
    (self.log, epoch, last) = (log.log, log.epoch, log.last)
  }

  /// The log that it tells of.
  public var now: StreamLog { StreamLog(log: log, epoch: epoch, last: last) }
}

/// Why a message of the stream can't be read.
public enum StreamFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The first frame is not `RNES01`.
  case header
  /// The command is none of this direction's.
  case command
  /// The command has another number of frames.
  case frameCount(command: String)
  /// A frame is no decimal number of 1 to 18 digits.
  case number(command: String)
  /// The JSON of OPEN or RESET.
  case json(String)

  public var description: String {
    switch self {
    case .header: "The first frame must be RNES01."
    case .command: "The second frame must be a command of the event stream."
    case .frameCount(let command): "\(command) has another number of frames."
    case .number(let command): "\(command) takes decimal numbers of 1 to 18 digits."
    case .json(let detail): detail
    }
  }
}

/// What a reader sends.
public enum StreamRequest: Equatable, Sendable {
  case open(StreamOpen)
  /// More events and bytes may be sent, beside what was allowed before.
  case credit(events: Int, bytes: Int)
  case beat
  case close
  case malformed(StreamFault)
}

/// What the server sends. Each of the first two covers the numbers (after, upto].
public enum StreamReply: Equatable, Sendable {
  /// One event; its CloudEvent is the last frame.
  case event(after: Int64, upto: Int64)
  /// Nothing to see here.
  case progress(after: Int64, upto: Int64)
  /// The subscription has ended.
  case reset(StreamReset)
  case beat
  /// The subscription has ended, or there was none; come again later.
  case close
  case malformed(StreamFault)
}

/// The frames of the event stream (docs/stream.md). Numbers are decimal text.
public enum StreamFrames {
  static let header: StaticString = "RNES01"
  /// The longest message from a reader.
  public static let requestBytesMax = 1 << 16
  /// The longest CloudEvent.
  public static let eventBytesMax = 1 << 16
  /// Topics, and subjects, of one subscription.
  public static let filtersMax = 64
  /// Bytes of a topic or subject, and of a log's name.
  public static let nameBytesMax = 255

  /// Reads a reader's message; the frames before `first` are the socket's.
  public static func request(_ frames: FrameViews, from first: Int) -> StreamRequest {
    do throws(StreamFault) {
      let message = try Inbound(frames, from: first)
      switch message.command {
      case "OPEN":
        try message.require(1)
        return .open(try open(message[0]))
      case "CREDIT":
        let numbers = try credit(message)
        return .credit(events: numbers.0, bytes: numbers.1)
      case "BEAT":
        try message.require(0)
        return .beat
      case "CLOSE":
        try message.require(0)
        return .close
      default: throw .command
      }
    } catch {
      return .malformed(error)
    }
  }

  /// Reads a server's message as a DEALER received it.
  public static func reply(_ frames: FrameViews) -> StreamReply {
    do throws(StreamFault) {
      let message = try Inbound(frames, from: 0)
      switch message.command {
      case "EVENT":
        try message.require(3)
        return .event(after: try message.number(0), upto: try message.number(1))
      case "PROGRESS":
        try message.require(2)
        return .progress(after: try message.number(0), upto: try message.number(1))
      case "RESET":
        try message.require(1)
        return .reset(try decode(StreamReset.self, message[0]))
      case "BEAT":
        try message.require(0)
        return .beat
      case "CLOSE":
        try message.require(0)
        return .close
      default: throw .command
      }
    } catch {
      return .malformed(error)
    }
  }

  /// The frames of a reader's message.
  public static func frames(_ request: StreamRequest) -> [[UInt8]] {
    switch request {
    case .open(let open): message("OPEN", encode(open))
    case .credit(let events, let bytes): message("CREDIT", text(events), text(bytes))
    case .beat: message("BEAT")
    case .close: message("CLOSE")
    case .malformed: preconditionFailure("nobody sends what cannot be read")
    }
  }

  /// The frames of a server's message; an event's CloudEvent comes after them.
  public static func frames(_ reply: StreamReply) -> [[UInt8]] {
    switch reply {
    case .event(let after, let upto): message("EVENT", text(after), text(upto))
    case .progress(let after, let upto): message("PROGRESS", text(after), text(upto))
    case .reset(let reset): message("RESET", encode(reset))
    case .beat: message("BEAT")
    case .close: message("CLOSE")
    case .malformed: preconditionFailure("nobody sends what cannot be read")
    }
  }

  private static func message(_ command: String, _ arguments: [UInt8]...) -> [[UInt8]] {
    [Array("\(header)".utf8), Array(command.utf8)] + arguments
  }

  private static func text(_ number: some BinaryInteger) -> [UInt8] { Array(String(number).utf8) }

  private static func credit(_ message: Inbound) throws(StreamFault) -> (Int, Int) {
    try message.require(2)
    return (Int(try message.number(0)), Int(try message.number(1)))
  }

  private static func open(_ json: UnsafeRawBufferPointer) throws(StreamFault) -> StreamOpen {
    let open = try decode(StreamOpen.self, json)
    for (name, filters) in [("topics", open.topics), ("subjects", open.subjects)] {
      guard filters.count <= filtersMax, filters.allSatisfy({ (1...nameBytesMax).contains($0.utf8.count) }) else {
        throw .json("\(name): at most \(filtersMax), each of 1 to \(nameBytesMax) bytes.")
      }
    }
    guard (open.log ?? "").utf8.count <= nameBytesMax else { throw .json("log: at most \(nameBytesMax) bytes.") }
    guard (open.since ?? 0) >= 0 else { throw .json("since: 0 or more.") }
    guard open.credit >= 0, open.bytes >= 0 else { throw .json("credit, bytes: 0 or more.") }
    return open
  }

  private static func encode(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value))
    } catch {
      preconditionFailure("strings and whole numbers always have a form in JSON: \(error)")
    }
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ json: UnsafeRawBufferPointer
  ) throws(StreamFault) -> Value {
    guard json.count <= requestBytesMax else { throw .json("The JSON has at most \(requestBytesMax) bytes.") }
    do {
      return try JSONDecoder().decode(type, from: Data(json))
    } catch let error as DecodingError {
      throw .json(detail(error))
    } catch {
      throw .json("This is not a JSON object in UTF-8.")
    }
  }

  private static func detail(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): return "\(key.stringValue): this member is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      guard let member = context.codingPath.first else { return "This is not a JSON object in UTF-8." }
      return "\(member.stringValue): this member has another type."
    @unknown default: return "This is not a JSON object of the event stream."
    }
  }
}

/// The parts of a message, lent for the length of a call.
private struct Inbound {
  private let frames: FrameViews
  private let arguments: Int
  let command: String

  init(_ frames: FrameViews, from first: Int) throws(StreamFault) {
    guard frames.count > first, frames[first].equals(StreamFrames.header) else { throw .header }
    guard frames.count > first + 1, frames[first + 1].count <= 8 else { throw .command }
    self.frames = frames
    arguments = first + 2
    command = String(decoding: frames[first + 1], as: UTF8.self)
  }

  subscript(_ index: Int) -> UnsafeRawBufferPointer { frames[arguments + index] }

  func require(_ count: Int) throws(StreamFault) {
    if frames.count != arguments + count { throw .frameCount(command: command) }
  }

  func number(_ index: Int) throws(StreamFault) -> Int64 {
    let digits = self[index]
    guard (1...18).contains(digits.count) else { throw .number(command: command) }
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { throw .number(command: command) }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

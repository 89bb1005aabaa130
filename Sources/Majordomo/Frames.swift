/// The two versions of the Majordomo protocol (ZeroMQ RFCs 7 and 18). Peers of both are served.
public enum Dialect: UInt8, Sendable {
  case v01 = 1
  case v02 = 2

  /// The header of clients' messages.
  public var clientHeader: StaticString { self == .v01 ? "MDPC01" : "MDPC02" }
  /// The header of workers' messages.
  public var workerHeader: StaticString { self == .v01 ? "MDPW01" : "MDPW02" }
}

/// Commands between broker and client in 0.2; 0.1 has no command frame there.
public enum ClientCommand: UInt8, Sendable {
  case request = 1
  case partial = 2
  case final = 3
}

/// Commands between broker and worker; the numbers differ between the versions, and PARTIAL is new in 0.2.
public enum WorkerCommand: Sendable {
  case ready
  case request
  case partial
  case final
  case heartbeat
  case disconnect

  /// The command frame's byte; nil for PARTIAL in 0.1, which does not have it.
  public func byte(_ dialect: Dialect) -> UInt8? {
    switch (self, dialect) {
    case (.ready, _): 1
    case (.request, _): 2
    case (.partial, .v02): 3
    case (.final, .v02): 4
    case (.heartbeat, .v02): 5
    case (.disconnect, .v02): 6
    case (.partial, .v01): nil
    case (.final, .v01): 3
    case (.heartbeat, .v01): 4
    case (.disconnect, .v01): 5
    }
  }

  init?(_ byte: UInt8, _ dialect: Dialect) {
    switch (byte, dialect) {
    case (1, _): self = .ready
    case (2, _): self = .request
    case (3, .v02): self = .partial
    case (4, .v02), (3, .v01): self = .final
    case (5, .v02), (4, .v01): self = .heartbeat
    case (6, .v02), (5, .v01): self = .disconnect
    default: return nil
    }
  }
}

/// The frames of one message, lent for the length of a call.
public typealias FrameViews = UnsafeBufferPointer<UnsafeRawBufferPointer>

/// What a peer sent to the broker. Numbers are positions of frames in the message.
public enum BrokerInbound: Equatable, Sendable {
  case request(Dialect, service: Int, body: Int)
  case ready(Dialect, service: Int)
  /// 0.1 has none.
  case partial(address: Int, body: Int)
  case final(Dialect, address: Int, body: Int)
  case heartbeat(Dialect)
  case disconnect(Dialect)
  /// The empty message that a socket with `ZMQ_PROBE_ROUTER` sends when it connects.
  case probe
  case malformed

  /// Reads a message as a ROUTER received it: the routing id is frame 0.
  public init(_ frames: FrameViews) {
    let dialect: Dialect = frames.count > 1 && frames[1].isEmpty ? .v01 : .v02
    if frames.count == 2 && frames[1].isEmpty {
      self = .probe
      return
    }
    let header = dialect == .v01 ? 2 : 1
    guard frames.count > header else {
      self = .malformed
      return
    }
    if frames[header].equals(dialect.clientHeader) {
      self = Self.fromClient(frames, dialect, header)
    } else if frames[header].equals(dialect.workerHeader) {
      self = Self.fromWorker(frames, dialect, header)
    } else {
      self = .malformed
    }
  }

  private static func fromClient(_ frames: FrameViews, _ dialect: Dialect, _ header: Int) -> BrokerInbound {
    let service = dialect == .v01 ? header + 1 : header + 2
    guard frames.count >= service + 2 else { return .malformed }
    if dialect == .v02 && frames[header + 1].singleByte != ClientCommand.request.rawValue { return .malformed }
    return .request(dialect, service: service, body: service + 1)
  }

  private static func fromWorker(_ frames: FrameViews, _ dialect: Dialect, _ header: Int) -> BrokerInbound {
    guard frames.count > header + 1, let byte = frames[header + 1].singleByte,
      let command = WorkerCommand(byte, dialect)
    else { return .malformed }
    let arguments = header + 2
    switch command {
    case .ready: return frames.count == arguments + 1 ? .ready(dialect, service: arguments) : .malformed
    case .heartbeat: return frames.count == arguments ? .heartbeat(dialect) : .malformed
    case .disconnect: return frames.count == arguments ? .disconnect(dialect) : .malformed
    case .partial, .final:
      guard frames.count >= arguments + 3, frames[arguments + 1].isEmpty else { return .malformed }
      let body = arguments + 2
      return command == .partial
        ? .partial(address: arguments, body: body) : .final(dialect, address: arguments, body: body)
    case .request: return .malformed
    }
  }
}

/// What a broker sent to a worker of ours, which speaks 0.2.
public enum WorkerInbound: Equatable, Sendable {
  case request(address: Int, body: Int)
  case heartbeat
  case disconnect
  case malformed

  /// Reads a message as a DEALER received it.
  public init(_ frames: FrameViews) {
    guard frames.count >= 2, frames[0].equals(Dialect.v02.workerHeader), let byte = frames[1].singleByte,
      let command = WorkerCommand(byte, .v02)
    else {
      self = .malformed
      return
    }
    switch command {
    case .request where frames.count >= 5 && frames[3].isEmpty: self = .request(address: 2, body: 4)
    case .heartbeat where frames.count == 2: self = .heartbeat
    case .disconnect where frames.count == 2: self = .disconnect
    default: self = .malformed
    }
  }
}

/// What a broker sent to a client of ours, which speaks 0.2.
public enum ClientInbound: Equatable, Sendable {
  case partial(service: Int, body: Int)
  case final(service: Int, body: Int)
  case malformed

  /// Reads a message as a DEALER received it.
  public init(_ frames: FrameViews) {
    guard frames.count >= 4, frames[0].equals(Dialect.v02.clientHeader) else {
      self = .malformed
      return
    }
    switch frames[1].singleByte.flatMap(ClientCommand.init(rawValue:)) {
    case .partial: self = .partial(service: 2, body: 3)
    case .final: self = .final(service: 2, body: 3)
    case .request, nil: self = .malformed
    }
  }
}

extension UnsafeRawBufferPointer {
  var singleByte: UInt8? { count == 1 ? self[0] : nil }

  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }

  func hasPrefix(_ text: StaticString) -> Bool {
    count >= text.utf8CodeUnitCount && UnsafeRawBufferPointer(rebasing: self[..<text.utf8CodeUnitCount]).equals(text)
  }
}

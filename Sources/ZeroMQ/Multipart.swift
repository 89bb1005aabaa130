import CZeroMQ
import Glibc

/// The frames of one message, in storage that is used again and again: once it has grown, nothing is allocated here.
///
/// Not Sendable: it belongs to the thread of its socket. Its parts are not checked for exclusive access at run time, which would
/// cost a broker several lookups per message: no access to one of them calls anything else before it ends.
public final class Multipart {
  /// The number of frames.
  @exclusivity(unchecked) public private(set) var count = 0
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) private var frames: UnsafeMutablePointer<zmq_msg_t>
  @exclusivity(unchecked) private var views: UnsafeMutablePointer<UnsafeRawBufferPointer>
  /// How many of the first frames have their view noted: asking libzmq for it at each use would cost a broker much.
  @exclusivity(unchecked) private var viewed = 0

  /// - Parameter capacity: frames to make room for at once; more grow the storage.
  public init(capacity: Int = 8) {
    self.capacity = max(capacity, 1)
    frames = .allocate(capacity: self.capacity)
    views = .allocate(capacity: self.capacity)
  }

  /// A message of these frames.
  public convenience init(_ frames: [[UInt8]]) {
    self.init(capacity: frames.count)
    for frame in frames { append(frame) }
  }

  deinit {
    removeAll()
    frames.deallocate()
    views.deallocate()
  }

  /// All bytes of all frames.
  public var byteCount: Int {
    withFrames { frames in
      var sum = 0
      for frame in frames { sum += frame.count }
      return sum
    }
  }

  /// Copies of the frames, for those who keep them.
  public var bytes: [[UInt8]] { (0..<count).map { index in withBytes(at: index) { [UInt8]($0) } } }

  /// Lends the bytes of one frame for the length of the call.
  @inline(__always)
  public func withBytes<Result>(at index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    precondition(index >= 0 && index < count, "no frame \(index) of \(count)")
    return try body(view(index))
  }

  /// Lends views of all frames for the length of the call; the frames must not be changed inside it.
  @inline(__always)
  public func withFrames<Result>(
    _ body: (UnsafeBufferPointer<UnsafeRawBufferPointer>) throws -> Result
  ) rethrows -> Result {
    while viewed < count {
      (views + viewed).initialize(to: view(viewed))
      viewed += 1
    }
    return try body(UnsafeBufferPointer(start: views, count: count))
  }

  /// A property of the connection that a received frame came by, such as `User-Id`; nil when it has none.
  ///
  /// Only `User-Id` on a CURVE endpoint proves anything: the peer can set every other one itself.
  public func property(_ name: StaticString, at index: Int) -> String? {
    precondition(index >= 0 && index < count, "no frame \(index) of \(count)")
    return name.withUTF8Buffer { name in
      name.withMemoryRebound(to: CChar.self) { name in
        name.baseAddress.flatMap { zmq_msg_gets(frames + index, $0) }.map { String(cString: $0) }
      }
    }
  }

  /// Whether that property is exactly `value`, without making a string.
  public func property(_ name: StaticString, at index: Int, equals value: [UInt8]) -> Bool {
    precondition(index >= 0 && index < count, "no frame \(index) of \(count)")
    return name.withUTF8Buffer { name in
      name.withMemoryRebound(to: CChar.self) { name in
        guard let base = name.baseAddress, let found = zmq_msg_gets(frames + index, base) else { return value.isEmpty }
        return strlen(found) == value.count && memcmp(found, value, value.count) == 0
      }
    }
  }

  /// Adds a frame with a copy of these bytes.
  public func append(_ bytes: UnsafeRawBufferPointer) {
    let frame = nextFrame()
    let status = zmq_msg_init_size(frame, bytes.count)
    precondition(status == 0, "out of memory for a frame of \(bytes.count) bytes")
    if let base = bytes.baseAddress { zmq_msg_data(frame)?.copyMemory(from: base, byteCount: bytes.count) }
    count += 1
  }

  /// Adds a frame with a copy of these bytes.
  public func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// Adds a frame with this text.
  public func append(_ text: StaticString) { text.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) } }

  /// Adds a frame of one byte.
  public func append(_ byte: UInt8) { withUnsafeBytes(of: byte) { append($0) } }

  /// Adds a frame that shares the content of another one: over 33 bytes nothing is copied.
  public func append(sharing other: Multipart, at index: Int) {
    precondition(index >= 0 && index < other.count, "no frame \(index) of \(other.count)")
    let frame = nextFrame()
    zmq_msg_init(frame)
    zmq_msg_copy(frame, other.frames + index)
    count += 1
  }

  /// Adds a frame by taking its content from another message, where an empty frame stays behind.
  public func append(moving other: Multipart, at index: Int) {
    precondition(index >= 0 && index < other.count, "no frame \(index) of \(other.count)")
    let frame = nextFrame()
    zmq_msg_init(frame)
    zmq_msg_move(frame, other.frames + index)
    count += 1
    other.viewed = min(other.viewed, index)
  }

  /// Drops all frames and keeps the storage.
  public func removeAll() {
    for index in 0..<count { zmq_msg_close(frames + index) }
    forget()
  }

  /// Forgets the frames, which libzmq has taken whole: what it leaves behind holds nothing that had to be closed.
  func wasSent() { forget() }

  /// The frame's handle, for a socket that sends it.
  func handle(at index: Int) -> UnsafeMutablePointer<zmq_msg_t> { frames + index }

  /// Receives the frames of one message after those that are there, and counts the bytes of all. Those beyond the limit are
  /// dropped as they come.
  ///
  /// - Returns: whether there was a message; if not, `zmq_errno` tells why.
  func receive(
    from socket: UnsafeMutableRawPointer?, limit: Socket.Limit, flags: Int32
  ) -> (isThere: Bool, isWithin: Bool) {
    var (received, bytes) = (0, 0)
    var isWithin = true
    while true {
      let frame = nextFrame()
      zmq_msg_init(frame)
      // Later frames of a message are always there already, so only the first can find nothing.
      var size = zmq_msg_recv(frame, socket, flags)
      while size < 0 && zmq_errno() == EINTR { size = zmq_msg_recv(frame, socket, flags) }
      if size < 0 { return (false, false) }
      received += 1
      bytes += Int(size)
      isWithin = received <= limit.frames && bytes <= limit.bytes
      let more = zmq_msg_more(frame) != 0
      if isWithin {
        if viewed == count {
          (views + viewed).initialize(to: UnsafeRawBufferPointer(start: zmq_msg_data(frame), count: Int(size)))
          viewed += 1
        }
        count += 1
      } else {
        zmq_msg_close(frame)
      }
      if !more { return (true, isWithin) }
    }
  }

  private func forget() { (count, viewed) = (0, 0) }

  @inline(__always)
  private func view(_ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: zmq_msg_data(frames + index), count: zmq_msg_size(frames + index))
  }

  private func nextFrame() -> UnsafeMutablePointer<zmq_msg_t> {
    if count == capacity { grow() }
    return frames + count
  }

  private func grow() {
    let larger = UnsafeMutablePointer<zmq_msg_t>.allocate(capacity: capacity * 2)
    for index in 0..<count {
      zmq_msg_init(larger + index)
      zmq_msg_move(larger + index, frames + index)
      zmq_msg_close(frames + index)
    }
    frames.deallocate()
    views.deallocate()
    frames = larger
    capacity *= 2
    viewed = 0
    views = .allocate(capacity: capacity)
  }
}

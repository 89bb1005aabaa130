import CZeroMQ

/// One frame, owned. Bytes are lent in closures only: short ones lie inside the value and move with it.
public struct Message: ~Copyable {
  private var raw = zmq_msg_t()

  /// An empty frame.
  public init() { zmq_msg_init(&raw) }

  /// A frame with a copy of `bytes`.
  public init(_ bytes: some Sequence<UInt8>) {
    let copy = ContiguousArray(bytes)
    let status = zmq_msg_init_size(&raw, copy.count)
    precondition(status == 0, "out of memory for a frame of \(copy.count) bytes")
    copy.withUnsafeBytes {
      if let base = $0.baseAddress { zmq_msg_data(&raw)?.copyMemory(from: base, byteCount: $0.count) }
    }
  }

  deinit {
    var last = raw
    zmq_msg_close(&last)
  }

  /// The number of bytes.
  public var count: Int { withUnsafePointer(to: raw) { zmq_msg_size($0) } }

  /// Lends the bytes for the length of the call.
  public borrowing func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafePointer(to: raw) { pointer in
      // zmq_msg_data wants a mutable pointer but only reads the header.
      let data = zmq_msg_data(UnsafeMutablePointer(mutating: pointer))
      return try body(UnsafeRawBufferPointer(start: data, count: zmq_msg_size(pointer)))
    }
  }

  /// Lends the frame itself to libzmq, which may take its content and leave it empty.
  mutating func withHandle<Result>(_ body: (UnsafeMutablePointer<zmq_msg_t>) -> Result) -> Result { body(&raw) }
}

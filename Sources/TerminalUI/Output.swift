import Glibc

/// Writes all of a text to a file descriptor; `false` when its reader is gone.
@discardableResult
func writeAll(_ text: String, to fd: Int32) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    var written = 0
    while written < bytes.count {
      let count = write(fd, bytes.baseAddress.map { UnsafeRawPointer($0 + written) }, bytes.count - written)
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        var waits = pollfd(fd: fd, events: Int16(POLLOUT), revents: 0)
        _ = poll(&waits, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

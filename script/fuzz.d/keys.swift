import Companies
import Z85Text

/// One input: what somebody gives for a key, or for the code of an invitation. Whatever it is, it is none, or it is written as it was read.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzKeys(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes else { return 0 }
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  let text = String(decoding: input, as: UTF8.self)
  if let key = Z85.decode(text) {
    precondition(key.count * 5 == text.utf8.count * 4)
    precondition(Z85.encode(key) == text)
  }
  if let written = Z85.encode(input) { precondition(Z85.decode(written) == input) }
  if let code = InvitationCode(reading: text) {
    precondition(InvitationCode(reading: code.description) == code)
    precondition(code.name.utf8.count == 5 && code.hash.utf8.count == 64)
  }
  return 0
}

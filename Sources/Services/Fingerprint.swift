/// Tells whether two requests with one id ask for the same. FNV-1a of 64 bits over the parts
/// (http://www.isthe.com/chongo/tech/comp/fnv/), with the length, since only a mistake of the caller is to be found out.
enum Fingerprint {
  static func of(_ parts: [String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var length = 0
    for part in parts {
      for byte in part.utf8 + [0] {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        length += 1
      }
    }
    return String(hash, radix: 16) + "-" + String(length)
  }
}

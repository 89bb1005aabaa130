/// Tells whether two things that should be the same are: requests with one id, or what was shown and what would be shown now. FNV-1a
/// of 64 bits over the parts (http://www.isthe.com/chongo/tech/comp/fnv/), with the length, since only a mistake of the caller is to be
/// found out.
public enum Fingerprint {
  /// The same for the same parts, in every process.
  public static func of(_ parts: [String]) -> String {
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

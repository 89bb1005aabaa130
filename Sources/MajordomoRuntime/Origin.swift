import Glibc

/// What guests share a limit by: an IPv4 address, or the /64 of an IPv6 one, because a household has a whole /64.
enum Origin {
  /// The first 8 bytes of an IPv6 address, the 4 of an IPv4 one, or the text itself when it is neither.
  static func key(of peerAddress: String) -> [UInt8] {
    var four = in_addr()
    let plain = peerAddress.hasPrefix("::ffff:") ? String(peerAddress.dropFirst(7)) : peerAddress
    if inet_pton(AF_INET, plain, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
    var six = in6_addr()
    if inet_pton(AF_INET6, peerAddress, &six) == 1 { return withUnsafeBytes(of: six) { Array($0.prefix(8)) } }
    return Array(peerAddress.utf8)
  }
}

import ArgumentParser
import Majordomo

/// What an operator says of the services of others: the broker can't know whether doing twice does harm, or how long work takes.
struct ForeignServiceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A service of others whose requests go to another worker when theirs died before it answered: one where doing twice "
        + "does no harm. Repeat it for several.",
      valueName: "SERVICE"))
  var retry: [String] = []

  @Option(
    help: ArgumentHelp(
      "How long a worker of a service of others may be silent while it works: for workers that can't beat meanwhile. "
        + "Repeat it for several.",
      valueName: "SERVICE=SECONDS"))
  var busyPatience: [String] = []

  private static let longestPatience = 3600

  /// The rules of the services that are named.
  func policies() throws -> [String: ServicePolicy] {
    var policies: [String: ServicePolicy] = [:]
    for name in retry {
      try check(name)
      policies[name, default: ServicePolicy()].retry = .beforeReply
    }
    for wish in busyPatience {
      guard let sign = wish.lastIndex(of: "="), let seconds = Int(wish[wish.index(after: sign)...]),
        (1...Self.longestPatience).contains(seconds)
      else {
        throw Failure(
          .wrongUse, "--busy-patience takes SERVICE=SECONDS with 1 to \(Self.longestPatience) seconds, not '\(wish)'.")
      }
      let name = String(wish[..<sign])
      try check(name)
      policies[name, default: ServicePolicy()].busyPatience = .seconds(seconds)
    }
    return policies
  }

  private func check(_ name: String) throws {
    if name.isEmpty || House.isOurs(name) || name.hasPrefix("mmi.") {
      throw Failure(.wrongUse, "'\(name)' is no service of others; the rules of our own are fixed.")
    }
  }
}

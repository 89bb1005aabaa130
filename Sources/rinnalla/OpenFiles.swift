import Glibc

/// How many files and connections this process may have open.
enum OpenFiles {
  /// Room for as many peers as the broker takes, and for those that are shaking hands.
  private static let wanted: rlim_t = 65_536

  /// Raises the limit as far as the system lets us. A login shell gives 1024: a broker that has reached its limit can't let
  /// anybody in, and tries to without a pause.
  static func allowMany() {
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0, limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    // Where that is not allowed, the service manager has set the limit.
    setrlimit(files, &limit)
  }
}

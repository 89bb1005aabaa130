import CZeroMQ
import Glibc

/// Threads that take the processor from nobody when they wake up. Under load they find more messages each time that they run,
/// which costs less a message; where a processor is free they are as quick as others. (`SCHED_BATCH` of sched(7))
public enum BatchScheduling {
  static let policy = SCHED_BATCH

  /// Schedules the calling thread so. Where the system forbids it nothing changes.
  public static func ofThisThread() {
    var parameters = sched_param()
    _ = sched_setscheduler(0, policy, &parameters)
  }
}

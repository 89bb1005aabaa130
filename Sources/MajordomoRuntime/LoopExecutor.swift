/// Runs handlers on the thread of their loop: a request comes in, is handled and answered without a change of threads, which
/// would cost more than most handlers do. What a handler waits for happens elsewhere, and the loop goes on meanwhile.
final class LoopExecutor: TaskExecutor {
  private let mailbox: Mailbox<WorkerLoop.Command>

  init(mailbox: Mailbox<WorkerLoop.Command>) {
    self.mailbox = mailbox
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if !mailbox.post(.run(job)) { pass(job) }
  }

  /// What is left of a handler when its loop has ended runs with everybody else's tasks.
  func pass(_ job: UnownedJob) { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
}

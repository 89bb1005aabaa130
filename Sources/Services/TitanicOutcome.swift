import Messages
import Titanic

extension DurableRequest.Event {
  /// What the answer to a try says: it is one, or the broker tells that there was no room or that the worker died, or one of
  /// our own services asks to try again.
  init(answer frames: [[UInt8]], to request: DurableRequest, rules: DurableRules) {
    let number = request.tries
    if let (problem, isBrokers) = Self.problem(in: frames) {
      switch Problem.Kind(rawValue: problem.code) {
      case .unavailable where isBrokers:
        self = .loseWorker(try: number)
        return
      case .tooMany where isBrokers, .busy where isBrokers,
        _ where problem.retryable && Operation.allCases.contains { $0.service == request.service }:
        self = .postpone(try: number, seconds: problem.retryafter ?? 1)
        return
      default: break
      }
    }
    // An answer that can't be kept would never end: so it counts like a worker that died, and comes before the operator.
    let isTooLarge = frames.reduce(0) { $0 + $1.count } > rules.bytesMax
    self = isTooLarge ? .loseWorker(try: number) : .answer(frames)
  }

  /// Problems are short; longer answers are none and need not be read.
  private static let problemBytesMax = 4096

  /// The problem that an answer is, and whether it is the broker's, which knows no id.
  private static func problem(in frames: [[UInt8]]) -> (Problem, isBrokers: Bool)? {
    guard frames.count == 1, frames[0].count <= problemBytesMax,
      case .problem(let id, let problem)? = try? Wire.decode(Reply<Nothing>.self, from: frames[0])
    else { return nil }
    return (problem, id.isEmpty)
  }
}

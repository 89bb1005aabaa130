/// The states of a durable request. Its table is all that the code knows of its moves, and all that `docs/services.md`
/// says of them.
public enum DurableState: String, CaseIterable, Sendable, Hashable {
  /// It is to be sent, now or after a pause.
  case waiting
  /// The broker has it.
  case sent
  case answered
  /// It took so many workers with it that it is sent no more.
  case dead
  /// Its time was over before it was answered.
  case expired
  /// Nothing is kept of it.
  case closed

  /// What happens to a request.
  public enum Move: String, CaseIterable, Sendable {
    case send
    case hold
    case answer
    case loseWorker = "lose worker"
    case miss
    case postpone
    case passTime = "pass time"
    case close
    case retry
    case drop
  }

  /// Who or what moves it.
  enum Who: String {
    case dispatcher, worker, broker, clock, owner
    case advisor = "operator"
  }

  /// Under which condition a row is taken.
  enum Guard: String {
    case always = "–"
    case lastLoss = "that was the last worker it may take"
    case lifeOver = "its life is over"
    case due = "its time is over"
  }

  struct Row {
    var from: DurableState
    var who: Who
    var move: Move
    var when: Guard = .always
    var to: DurableState
  }

  /// The first row that fits is taken; where none fits nothing happens.
  static let table: [Row] =
    [
      Row(from: .waiting, who: .dispatcher, move: .send, to: .sent),
      Row(from: .waiting, who: .clock, move: .passTime, when: .lifeOver, to: .expired),
      Row(from: .sent, who: .dispatcher, move: .hold, to: .sent),
      Row(from: .sent, who: .broker, move: .loseWorker, when: .lastLoss, to: .dead),
      Row(from: .sent, who: .broker, move: .loseWorker, to: .waiting),
      Row(from: .sent, who: .broker, move: .postpone, to: .waiting),
      Row(from: .sent, who: .dispatcher, move: .miss, to: .waiting),
      Row(from: .sent, who: .clock, move: .passTime, when: .due, to: .waiting),
    ]
    + [DurableState.sent, .waiting, .dead, .expired].map { Row(from: $0, who: .worker, move: .answer, to: .answered) }
    + [DurableState.dead, .expired].map { Row(from: $0, who: .advisor, move: .retry, to: .waiting) }
    + [DurableState.answered, .dead, .expired].map {
      Row(from: $0, who: .clock, move: .passTime, when: .due, to: .closed)
    }
    + [DurableState.waiting, .sent, .answered, .dead, .expired].flatMap {
      [
        Row(from: $0, who: .owner, move: .close, to: .closed),
        Row(from: $0, who: .advisor, move: .drop, to: .closed),
      ]
    }

  /// The table as it stands in the documentation.
  static var markdown: String {
    let rows = table.map {
      "| `\($0.from.rawValue)` | \($0.who.rawValue) | \($0.move.rawValue) | \($0.when.rawValue) | `\($0.to.rawValue)` |"
    }
    return (["| from | who | act | when | to |", "|---|---|---|---|---|"] + rows).joined(separator: "\n")
  }
}

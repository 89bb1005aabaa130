import Vocabulary

/// How coarse cards are shown is kept, for a card gets finer at most once in a month.
extension Network {
  /// Whether a card is to be shown otherwise than was kept last.
  public func cardsHaveMoved(in directory: Directory) -> Bool {
    directory.levels.contains { company, level in
      memberships[company].map { $0.isActive && $0.card?.level != level } ?? false
    }
  }

  /// Keeps how all cards are shown from now on.
  public mutating func settleCards(in directory: Directory, at time: Timestamp) throws(CooperationProblem) -> Performed
  {
    var performed = Performed()
    performed.outcome = try apply(.settleCards(directory.levels), by: .system, at: max(time, lastAct ?? time))
    return performed
  }
}

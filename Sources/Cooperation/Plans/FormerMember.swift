import Vocabulary

/// The place in a plan of a company that was erased: its shares stay in the sum, and nothing tells whose they were.
extension CompanyID {
  private static let formerMember = "former member "

  static func formerMember(_ number: Int) -> CompanyID { CompanyID(rawValue: formerMember + String(number)) }

  /// Whether it stands for a company that was erased.
  public var isFormerMember: Bool { rawValue.hasPrefix(Self.formerMember) }
}

extension MarketingPlan {
  /// Takes a company out of all words: nobody has its tasks, its material is gone, and its shares are a former member's.
  mutating func forget(_ company: CompanyID) -> CompanyID {
    let former = CompanyID.formerMember(members.count { $0.id.isFormerMember } + 1)
    material.removeAll { $0.owner == company }
    for index in actions.indices where actions[index].who == company { actions[index].who = nil }
    self = renamed { $0 == company ? former : $0 }
    return former
  }
}

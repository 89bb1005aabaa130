import Vocabulary

/// How far the members of a family, or two companies, are with an agreement: which step, when, who was in it and where the paper is. The
/// text itself stays with them.
public struct Agreement: Sendable, Hashable, Codable {
  /// The longest name of a place, in characters.
  public static let placeMax = 200

  public internal(set) var state = AgreementState.start
  public internal(set) var steps: [Step] = []

  /// The words of this company are taken out.
  mutating func forget(_ company: CompanyID) {
    for index in steps.indices where steps[index].by == company { steps[index].place = "" }
  }

  /// One step of it.
  public struct Step: Sendable, Hashable, Codable {
    public let state: AgreementState
    public let on: Day
    /// Where the paper is kept.
    public internal(set) var place: String
    /// Who was in it.
    public let parties: [CompanyID]
    /// Whose word it was; `nil`: an advisor's.
    public let by: CompanyID?
  }
}

import Vocabulary

/// How far the members of a family are with an agreement: which step, when, who was in it and where the paper is. The
/// text itself stays with them.
public struct Agreement: Sendable, Hashable, Codable {
  /// The longest name of a place, in characters.
  public static let placeMax = 200

  public internal(set) var state = AgreementState.start
  public internal(set) var steps: [Step] = []

  /// One step of it.
  public struct Step: Sendable, Hashable, Codable {
    public let state: AgreementState
    public let on: Day
    /// Where the paper is kept.
    public let place: String
    /// Who was in it.
    public let parties: [CompanyID]
  }
}

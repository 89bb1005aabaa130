/// Why a question could not be answered in full: what the list of gaps tells those who write the content.
public enum Gap: String, Sendable, Hashable, CaseIterable {
  case notUnderstood = "not_understood"
  case outOfScope = "out_of_scope"
  /// No page on the subject.
  case noPage = "no_page"
  /// A country without a card.
  case noCard = "no_card"
  case unknownInstrument = "unknown_instrument"
  /// No open support for what was asked.
  case noSupport = "no_support"
  /// A dispute or a tax case: for a lawyer or an authority.
  case legalCase = "legal_case"
  /// Somebody needs a person: distress or fraud.
  case person
}

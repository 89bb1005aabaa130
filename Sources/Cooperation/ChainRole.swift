/// What a company does in a value chain. The raw values are the ids that content and services use.
public enum ChainRole: String, Codable, CaseIterable, Sendable, Hashable, Comparable {
  /// Raw material.
  case raw
  /// A part or component.
  case part
  /// Machining, treatment, coating.
  case process
  /// Assembly, the end product.
  case assemble
  /// Design and engineering.
  case design
  /// Electrics, automation, software.
  case control
  /// Installing and building on site.
  case install
  /// Maintenance and spare parts.
  case service
  /// Packing, freight, storage.
  case move
  /// Sales, marketing, language.
  case sell
  /// Training, testing, certifying.
  case know

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An amount of euros, counted in cents so that nothing is lost by rounding.
public struct Money: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  public var cents: Int

  public static let zero = Money(cents: 0)

  public init(cents: Int) {
    self.cents = cents
  }

  /// `nil` when the sum does not fit.
  public func adding(_ other: Money) -> Money? {
    let (sum, overflow) = cents.addingReportingOverflow(other.cents)
    return overflow ? nil : Money(cents: sum)
  }

  public static func < (left: Self, right: Self) -> Bool { left.cents < right.cents }

  /// Euros and two decimals: `1234.50`.
  public var description: String { formatted(decimalMark: ".") }

  /// Euros and two decimals, with the mark that a language puts between them.
  public func formatted(decimalMark: String) -> String {
    let rest = cents.magnitude % 100
    return "\(cents < 0 ? "-" : "")\(cents.magnitude / 100)\(decimalMark)\(rest < 10 ? "0" : "")\(rest)"
  }
}

import Vocabulary

/// How a market stands to the EU: what customs and tax follow from.
public enum MarketGroup: String, Sendable, Hashable, CaseIterable, Codable {
  case eu, eea, gb, ch
  case customsUnion = "customs_union"
  case far

  /// The group of a country by its ISO 3166-1 code. The EU's members: Treaty on European Union, article 52, as of 2026;
  /// the EEA beyond them: Norway, Iceland, Liechtenstein; customs unions with the EU: Turkey, Andorra, San Marino
  /// (Monaco belongs to the customs territory).
  /// `nil` for a region of several countries other than the EU: nothing follows for customs.
  public static func of(_ code: String) -> MarketGroup? {
    if regions.contains(code) { return nil }
    return switch code {
    case "EU": .eu
    case "GB": .gb
    case "CH": .ch
    case "NO", "IS", "LI": .eea
    case "TR", "AD", "SM": .customsUnion
    default: members.contains(code) ? .eu : .far
    }
  }

  private static let members: Set<String> = [
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL",
    "PL", "PT", "RO", "SK", "SI", "ES", "SE", "MC",
  ]

  private static let regions: Set<String> = [
    "NORDICS", "BALTICS", "DACH", "BENELUX", "ASIA", "AFRICA", "MIDDLE_EAST", "LATIN_AMERICA", "WORLD",
  ]
}

/// A country that has a card.
public struct Market: Sendable, Hashable {
  public var code: String
  public var group: MarketGroup
  public var currency: String
  /// The standard rate of value-added tax in per cent; `nil` where there is none.
  public var vat: Double?
}

import Vocabulary

/// What a region sets for its network. It stands in the content.
public struct NetworkSettings: Sendable, Hashable {
  /// The area of a company whose municipality is in none that the region knows.
  public static let elsewhere = "elsewhere"

  /// So many cards must look the same before one is shown.
  public var k: Int
  /// ISO 3166-1: where the companies are at home.
  public var country: String
  /// The id of the region, which is the area of its municipalities.
  public var region: String
  /// In small letters.
  public var municipalities: Set<String>
  /// The group of each sector.
  public var sectorGroups: [String: String]
  /// What whole deliveries are made of.
  public var chains: [ChainTemplate]
  /// What the chains are called, by their ids.
  public var chainNames: [String: [Language: String]]
  /// The words and templates of joint plans.
  public var plans: [Language: PlanWords]

  public init(
    k: Int = 5, country: String, region: String, municipalities: [String], sectorGroups: [String: String],
    chains: [ChainTemplate], chainNames: [String: [Language: String]] = [:],
    plans: [Language: PlanWords] = [:]
  ) {
    self.k = k
    self.country = country
    self.region = region
    self.municipalities = Set(municipalities.map { $0.lowercased() })
    self.sectorGroups = sectorGroups
    self.chains = chains
    self.chainNames = chainNames
    self.plans = plans
  }

  /// The area that a municipality is in, as cards show it.
  public func area(of municipality: String) -> String? {
    municipalities.contains(municipality.lowercased()) ? region : Self.elsewhere
  }

  /// How coarse cards have to be. The wider area of the region, and of what is outside of it, is the country.
  public var anonymity: Anonymity {
    Anonymity(k: k, regions: [region: country, Self.elsewhere: country], sectorGroups: sectorGroups)
  }
}

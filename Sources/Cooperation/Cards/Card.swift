/// What others see of a company that they do not know. It names no company, place, year, turnover or price.
public struct Card: Sendable, Hashable, Codable {
  /// How many people a company has, as far as strangers learn it.
  public enum EmployeeBand: String, Codable, CaseIterable, Sendable, Hashable {
    case one = "1"
    case twoToNine = "2-9"
    case tenToFortyNine = "10-49"
    case fiftyAndMore = "50-249"

    public init(employees: Int) {
      switch employees {
      case ...1: self = .one
      case ...9: self = .twoToNine
      case ...49: self = .tenToFortyNine
      default: self = .fiftyAndMore
      }
    }
  }

  /// The id of a sector, or of the group that it belongs to.
  public var sector: String
  /// What it makes or does: at most three.
  public var tags: Set<String>
  public var roles: Set<ChainRole>
  public var band: EmployeeBand
  /// The id of a sub-region, or of the region around it.
  public var area: String
  public var targetMarkets: Set<String>
  public var exports: Bool
  public var languages: Set<String>
  public var certificates: Set<String>
  /// What it would do with others: ids of `coop_interests`.
  public var wishes: Set<String>
  /// What it could offer others.
  public var gives: Set<String>

  public init(
    sector: String, tags: Set<String> = [], roles: Set<ChainRole> = [], band: EmployeeBand, area: String,
    targetMarkets: Set<String> = [], exports: Bool = false, languages: Set<String> = [],
    certificates: Set<String> = [], wishes: Set<String> = [], gives: Set<String> = []
  ) {
    self.sector = sector
    self.tags = tags.count <= 3 ? tags : Set(tags.sorted().prefix(3))
    self.roles = roles
    self.band = band
    self.area = area
    self.targetMarkets = targetMarkets
    self.exports = exports
    self.languages = languages
    self.certificates = certificates
    self.wishes = wishes
    self.gives = gives
  }

  /// All that it shows, in an order that is the same in every process.
  var parts: [String] {
    let lists = [
      tags, Set(roles.map(\.rawValue)), targetMarkets, languages, certificates, wishes, gives,
    ]
    return [sector, band.rawValue, area, exports ? "exports" : ""] + lists.map { $0.sorted().joined(separator: ",") }
  }
}

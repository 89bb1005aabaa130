import Companies
import Vocabulary

extension Member {
  /// What the facts of a company say of it as a partner. What was not told is left empty.
  ///
  /// - Parameters:
  ///   - membership: what the network keeps of it; `nil`: it never joined.
  ///   - settings: where the parts of the region are.
  ///   - today: facts too old for the readiness check do not count in it.
  public init(_ company: Company, _ membership: Membership?, settings: NetworkSettings, today: Day) {
    let readiness = Readiness.result(of: company, today: today)
    func list(_ name: FactName) -> [String] { company.known(name)?.list ?? [] }
    func number(_ name: FactName) -> Double? { company.known(name)?.number }
    let ordered = FactCatalogue.marketStatuses.firstIndex(of: "ordered") ?? .max
    let places = company.markets.map { ($0, company.status(of: $0) ?? 0) }
    let sold = places.filter { $0.1 >= ordered }.map(\.0) + list(.exportMarkets)
    let wished = Set(list(.targetMarkets))
    let rhythm = company.known(.exportRhythm)?.text
    self.init(
      id: company.id, tags: Set(list(.offeringTags).map { $0.lowercased() }),
      roles: Set(list(.chainRoles).compactMap(ChainRole.init)), employees: number(.employees).map { Int($0) } ?? 1,
      targets: Dictionary(uniqueKeysWithValues: places.filter { wished.contains($0.0) }),
      presentMarkets: Set(sold + [settings.country]),
      customers: company.known(.customers)?.text.flatMap(CustomerKind.init),
      commitment: readiness.scores[.commitment] ?? 0, hoursPerWeek: number(.hoursPerWeek) ?? 0,
      wishes: Set(list(.cooperationInterests)),
      hasExported: rhythm != nil && rhythm != "none" || (number(.exportShare) ?? 0) > 0 || !sold.isEmpty,
      isCommitted: readiness.holdsGate(of: .commitment) == true, owner: Self.contact(of: company),
      sector: company.known(.sector)?.text,
      stage: company.stage, languages: Set(list(.languages)),
      subRegion: company.known(.municipality)?.text.flatMap(settings.area(of:)),
      meetsCompetitors: company.known(.meetsCompetitors)?.flag ?? false, waitingSince: membership?.confirmedAt,
      blocked: Set(membership?.blocked ?? []), isOptedIn: membership?.isActive ?? false)
  }
}

extension Member {
  /// Whom to reach, in one form: companies with the same contact have the same people.
  private static func contact(of company: Company) -> String? {
    company.known(.contactEmail)?.text?.lowercased() ?? company.known(.contactPhone)?.text?.filter(\.isNumber)
  }
}

extension Card {
  /// The facts that a card can't do without, in the order in which they are asked.
  public static let needed: [FactName] = [
    .sector, .employees, .municipality, .targetMarkets, .chainRoles, .cooperationInterests,
  ]

  /// The whole card of a company; `nil` while a fact that it needs is not known.
  public init?(_ company: Company, as member: Member) {
    guard Self.missing(in: company).isEmpty, let sector = member.sector else { return nil }
    func words(_ name: FactName) -> Set<String> { Set((company.known(name)?.list ?? []).map { $0.lowercased() }) }
    self.init(
      sector: sector, tags: member.tags, roles: member.roles, band: EmployeeBand(employees: member.employees),
      area: member.subRegion ?? NetworkSettings.elsewhere, targetMarkets: Set(member.targets.keys),
      exports: member.hasExported, languages: member.languages, certificates: words(.certificates),
      wishes: member.wishes, gives: words(.canGive))
  }

  /// What has to be told before there can be a card.
  public static func missing(in company: Company) -> [FactName] {
    needed.filter { company.known($0) == nil }
  }
}

/// The roles that a whole delivery needs, as a hall or a food box. Templates are data of a region.
public struct ChainTemplate: Sendable, Hashable, Identifiable {
  public let id: String
  public let required: Set<ChainRole>
  /// Roles that help and that a delivery can do without.
  public let optional: Set<ChainRole>

  public init(id: String, required: Set<ChainRole>, optional: Set<ChainRole> = []) {
    self.id = id
    self.required = required
    self.optional = optional
  }

  /// All roles of the chain.
  public var roles: Set<ChainRole> { required.union(optional) }

  /// The required roles that none of these companies has, in the order of their ids.
  public func missingRoles(among members: [Member]) -> [ChainRole] {
    required.subtracting(members.flatMap(\.roles)).sorted()
  }
}

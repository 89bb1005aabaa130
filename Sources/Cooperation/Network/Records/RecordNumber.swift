/// The number of a record of one kind, counted from 1.
public struct RecordNumber<Kind>: Sendable, Hashable, Codable, Comparable {
  public let value: Int

  public init(_ value: Int) { self.value = value }

  public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

  public init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

public typealias OpportunityID = RecordNumber<Opportunity>
public typealias IntroductionID = RecordNumber<Introduction>

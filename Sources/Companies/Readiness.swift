public enum Readiness {
  public struct Result { public var total: Double?; public var knownShare: Double }
  public static func result(of company: Company) -> Result { Result(total: nil, knownShare: 0) }
  public static func openQuestions(of company: Company) -> [FactName] { [] }
}

import Vocabulary
public struct StageResult: Sendable { public var stage: Stage?; public var because: [FactKey]; public var missing: [FactName] }
public enum StageRules { public static func stage(of company: Company, today: Day) -> StageResult { StageResult(stage: company.known(.sector) == nil ? nil : .awakening, because: [], missing: []) } }

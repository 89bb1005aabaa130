/// A side of readiness. The weights say how much each counts in the total; they are our own design.
public enum ReadinessDimension: String, Codable, CaseIterable, Sendable, Hashable {
  case commitment, people, finance, offering, capacity, market, practice, cooperation

  public var weight: Double {
    switch self {
    case .commitment: 0.20
    case .people: 0.12
    case .finance, .offering: 0.15
    case .capacity: 0.10
    case .market: 0.13
    case .practice: 0.08
    case .cooperation: 0.07
    }
  }

  public var questions: [ReadinessQuestion] {
    ReadinessQuestion.allCases.filter { $0.dimension == self }
  }
}

/// A question of the readiness check, in the order of the form. Each has an answer from 0 (no) to 3 (yes, can be shown).
public enum ReadinessQuestion: String, Codable, CaseIterable, Sendable, Hashable {
  case decision = "c_decision"
  case hours = "c_hours"
  case patience = "c_patience"
  case person = "p_person"
  case language = "p_language"
  case experience = "p_experience"
  case profit = "f_profit"
  case budget = "f_budget"
  case cash = "f_cash"
  case proven = "o_proven"
  case edge = "o_edge"
  case adapt = "o_adapt"
  case room = "k_room"
  case reliable = "k_reliable"
  case digital = "k_digital"
  case chosen = "m_chosen"
  case facts = "m_facts"
  case talks = "m_talks"
  case rules = "r_rules"
  case terms = "r_terms"
  case material = "r_material"
  case know = "n_know"
  case share = "n_share"
  case secrets = "n_secrets"

  public var dimension: ReadinessDimension {
    switch self {
    case .decision, .hours, .patience: .commitment
    case .person, .language, .experience: .people
    case .profit, .budget, .cash: .finance
    case .proven, .edge, .adapt: .offering
    case .room, .reliable, .digital: .capacity
    case .chosen, .facts, .talks: .market
    case .rules, .terms, .material: .practice
    case .know, .share, .secrets: .cooperation
    }
  }

  /// How much it counts inside its dimension.
  public var weight: Int {
    switch self {
    case .decision, .person, .profit, .proven, .chosen: 3
    case .digital, .material, .secrets: 1
    default: 2
    }
  }
}

/// The answer to a question of the readiness check.
public enum ReadinessAnswer: Sendable, Hashable, Codable {
  /// 0 no · 1 a little, talked about · 2 mostly · 3 yes, can be shown.
  case scale(Int)
  /// Counts as 0, and is something to find out.
  case unknown
}

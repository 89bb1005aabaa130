/// Steps that are asked for, by the ids that travel.

/// What members have done of an agreement.
public enum AgreementStep: String, Sendable, Hashable, Codable, CaseIterable {
  case needNDA = "need_nda"
  case signNDA = "sign_nda"
  case signLetter = "sign_letter"
  case draft
  /// A lawyer has looked at the draft: for an advisor to note.
  case check
  case sign, amend, end

  var move: AgreementState.Move {
    switch self {
    case .needNDA: .needNDA
    case .signNDA: .signNDA
    case .signLetter: .signLetter
    case .draft: .draft
    case .check: .check
    case .sign: .sign
    case .amend: .amend
    case .end: .end
    }
  }
}

/// What an advisor does with a case.
public enum CaseStep: String, Sendable, Hashable, Codable, CaseIterable {
  case take, talk
  case waitForCompany = "wait_company"
  case waitForOther = "wait_other"
  case finish

  var move: CaseState.Move {
    switch self {
    case .take: .take
    case .talk: .talk
    case .waitForCompany: .waitForCompany
    case .waitForOther: .waitForOther
    case .finish: .finish
    }
  }
}

/// What an advisor does with a conflict.
public enum ConflictStep: String, Sendable, Hashable, Codable, CaseIterable {
  case hear
  case stepAside = "step_aside"
  case settle, split
  case goOutside = "go_outside"

  var move: ConflictState.Move {
    switch self {
    case .hear: .hear
    case .stepAside: .stepAside
    case .settle: .settle
    case .split: .split
    case .goOutside: .goOutside
    }
  }
}

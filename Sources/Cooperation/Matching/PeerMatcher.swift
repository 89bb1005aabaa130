import Companies
import Vocabulary

/// What somebody looks for in another company.
public enum PeerPurpose: String, Codable, CaseIterable, Sendable, Hashable {
  /// To hear of the experience of one that is a step ahead.
  case learn
  /// To go to a market together.
  case goTogether = "go_together"
  /// To add to a delivery what one's own firm does not do.
  case complement
}

/// What a fit is made of.
public enum FitPart: String, Codable, CaseIterable, Sendable, Hashable {
  case market, stage, wishes, sector, practical
}

/// A company that fits, and why. What is shown of it is its card.
public struct PeerMatch: Sendable, Hashable {
  public let company: CompanyID
  /// 0…1.
  public let score: Double
  /// The two parts that count most for it.
  public let reasons: [FitPart]
  /// The part that fits least.
  public let doubt: FitPart
}

/// What a search found.
public struct PeerSearchResult: Sendable, Hashable {
  /// The best first; at most three.
  public let matches: [PeerMatch]
  /// How many members aim at the markets of the one who asks; `nil` where the number would single somebody out.
  public let othersInMarkets: Int?
}

/// Finds the companies that fit one, by the table of weights of its purpose. Same members, same answer.
public enum PeerMatcher {
  /// Nobody is shown below this score.
  public static let limit = 0.45
  public static let shownMax = 3
  /// Numbers of companies below this are not told.
  public static let countShownFrom = 5

  /// - Parameters:
  ///   - member: the one who asks; only members that agreed to be matched may.
  ///   - others: all members, in any order.
  public static func peers(
    for member: Member, purpose: PeerPurpose, among others: some Sequence<Member>
  ) -> PeerSearchResult {
    guard member.isOptedIn else { return PeerSearchResult(matches: [], othersInMarkets: nil) }
    var found: [(match: PeerMatch, waitingSince: Timestamp?)] = []
    var inMarkets = 0
    for other in others where isCandidate(other, for: member) {
      if !other.targets.keys.allSatisfy({ member.targets[$0] == nil }) { inMarkets += 1 }
      let fit = Fit(of: other, for: member, purpose)
      guard fit.total(purpose) >= limit, mayMeet(member, other, purpose) else { continue }
      found.append((match(other.id, fit, purpose), other.waitingSince))
    }
    found.sort { left, right in
      if left.match.score != right.match.score { return left.match.score > right.match.score }
      // Longest waiting first, so that nobody is passed over for ever.
      if left.waitingSince != right.waitingSince { return isEarlier(left.waitingSince, right.waitingSince) }
      return left.match.company < right.match.company
    }
    return PeerSearchResult(
      matches: found.prefix(shownMax).map(\.match), othersInMarkets: inMarkets < countShownFrom ? nil : inMarkets)
  }

  private static func isEarlier(_ left: Timestamp?, _ right: Timestamp?) -> Bool {
    guard let left else { return false }
    return right.map { left < $0 } ?? true
  }

  private static func isCandidate(_ other: Member, for member: Member) -> Bool {
    other.id != member.id && other.isOptedIn && !other.blocked.contains(member.id) && !member.blocked.contains(other.id)
      && (member.owner == nil || member.owner != other.owner)
  }

  /// Rivals may learn from each other when both said so; they are never brought together for more.
  private static func mayMeet(_ member: Member, _ other: Member, _ purpose: PeerPurpose) -> Bool {
    guard Competition.competes(member, with: other) else { return true }
    return purpose == .learn && member.meetsCompetitors && other.meetsCompetitors
  }

  private static func match(_ company: CompanyID, _ fit: Fit, _ purpose: PeerPurpose) -> PeerMatch {
    let weighed = FitPart.allCases.map { part in (part: part, value: fit[part] * purpose.weight(of: part)) }
    let strongest = weighed.sorted { $0.value > $1.value }.prefix(2).filter { $0.value > 0 }.map(\.part)
    let weakest = FitPart.allCases.min { fit[$0] < fit[$1] } ?? .practical
    return PeerMatch(company: company, score: fit.total(purpose), reasons: strongest, doubt: weakest)
  }
}

extension PeerPurpose {
  /// The weights of a purpose add up to 1.
  public func weight(of part: FitPart) -> Double {
    switch (self, part) {
    case (.learn, .market): 0.35
    case (.learn, .stage): 0.25
    case (.learn, .wishes): 0.20
    case (.learn, .sector): 0.10
    case (.learn, .practical): 0.10
    case (.goTogether, .market): 0.40
    case (.goTogether, .stage): 0.15
    case (.goTogether, .wishes): 0.25
    case (.goTogether, .sector): 0.05
    case (.goTogether, .practical): 0.15
    case (.complement, .market): 0.20
    case (.complement, .stage): 0.05
    case (.complement, .wishes): 0.25
    case (.complement, .sector): 0.35
    case (.complement, .practical): 0.15
    }
  }
}

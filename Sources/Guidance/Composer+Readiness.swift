import Companies
import Knowledge
import Vocabulary

/// The readiness test as a talk: one question at a time, left and taken up at will, and what came of it.
extension Composer {
  mutating func startReadiness() {
    composition.say(phrase(.readinessStart))
    goOnWithReadiness()
  }

  /// The next question; after the last the result.
  mutating func goOnWithReadiness() {
    let open = Readiness.openFacts(of: company, today: today)
    guard let next = open.first else { return showReadiness() }
    composition.say(phrase(.readinessLeft, ["count": Numbers.plain(Double(open.count))]))
    askAnew(next)
  }

  /// A line and a bar for each dimension, what to do about the two weakest, and the question that comes next.
  mutating func showReadiness() {
    let result = Readiness.result(of: company, today: today)
    guard let total = result.total else {
      composition.say(phrase(.readinessUnknown))
      return askAnew(Readiness.openFacts(of: company, today: today).first)
    }
    composition.isWhole = true
    composition.say(
      phrase(
        .readinessScore,
        ["score": Numbers.plain(total.rounded()), "share": Numbers.plain((result.knownShare * 100).rounded())]))
    let names = ReadinessDimension.allCases.map { phrase($0.name) }
    let width = names.map(\.count).max() ?? 0
    for (dimension, name) in zip(ReadinessDimension.allCases, names) {
      composition.say(ReadinessBar.line(name: name, width: width, score: result.scores[dimension]))
    }
    if let record = ReadinessRecord(result, on: today), let earlier = company.readiness(before: record) {
      let moves = moves(from: earlier, to: record)
      composition.say(
        moves.isEmpty
          ? phrase(.progressSame, ["day": Dates.spoken(earlier.day)])
          : "\(phrase(.progressMoved, ["day": Dates.spoken(earlier.day)])) \(moves.joined(separator: "; "))")
    }
    composition.say(phrase(.readinessWeakest))
    for dimension in result.weakest { composition.say("- \(phrase(dimension.name)): \(phrase(dimension.advice))") }
    askAnew(Readiness.openFacts(of: company, today: today).first)
  }
}

/// A score as a bar that needs no colour: its length and its number say the same.
enum ReadinessBar {
  /// - Parameters:
  ///   - width: the columns of the longest name.
  ///   - score: 0…100; `nil`: not known yet.
  static func line(name: String, width: Int, score: Double?) -> String {
    let padded = name + String(repeating: " ", count: max(0, width - name.count))
    let full = score.map { Int(($0 / 10).rounded()) } ?? 0
    let bar = String(repeating: "#", count: full) + String(repeating: "-", count: 10 - full)
    return "\(padded) [\(bar)] \(score.map { Numbers.plain($0.rounded()) } ?? "?")"
  }
}

extension TalkMemory {
  /// The last subject is the readiness test, so its questions go on.
  var isTesting: Bool { intent == .startAssessment || intent == .showReadiness }
}

extension ReadinessDimension {
  /// What people call it.
  var name: Phrase {
    switch self {
    case .commitment: .commitmentName
    case .people: .peopleName
    case .finance: .financeName
    case .offering: .offeringName
    case .capacity: .capacityName
    case .market: .marketName
    case .practice: .practiceName
    case .cooperation: .cooperationName
    }
  }

  /// What to do first when this is what is weakest.
  fileprivate var advice: Phrase {
    switch self {
    case .commitment: .commitmentAdvice
    case .people: .peopleAdvice
    case .finance: .financeAdvice
    case .offering: .offeringAdvice
    case .capacity: .capacityAdvice
    case .market: .marketAdvice
    case .practice: .practiceAdvice
    case .cooperation: .cooperationAdvice
    }
  }
}

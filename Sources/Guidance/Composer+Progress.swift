import Companies
import Vocabulary

/// How far the company has come: its steps, its readiness from test to test, its stages.
extension Composer {
  /// Facts named behind a stage at most.
  private static let reasonsMax = 4

  mutating func showProgress() {
    composition.isWhole = true
    saySteps()
    sayReadinessHistory()
    let stages = company.stages(by: guidance.day).compactMap(line)
    if !stages.isEmpty { composition.say(phrase(.progressStages)) }
    for stage in stages { composition.say(stage) }
    showSteps(findings.steps, titlesOnly: true)
  }

  private mutating func saySteps() {
    let done = company.steps.filter { $0.state == .done }.compactMap { findings.titles[$0.id]?.sentences(1).withoutDot }
    guard !done.isEmpty else { return composition.say(phrase(.progressNone)) }
    let open = findings.steps.prefix(3).map(\.title)
    composition.say(
      phrase(
        .progress, ["done": done.joined(separator: "; "), "open": open.isEmpty ? "–" : open.joined(separator: "; ")]))
  }

  private mutating func sayReadinessHistory() {
    guard !company.readinessHistory.isEmpty,
      let now = ReadinessRecord(Readiness.result(of: company, today: today), on: today)
    else { return composition.say(phrase(.progressUntested)) }
    let all = company.readinessHistory.filter { $0.day < today } + [now]
    let totals = all.map { "\(Dates.spoken($0.day)) \($0.total)" }
    composition.say(phrase(.progressTotals, ["totals": totals.joined(separator: ", ")]))
    guard let earlier = company.readiness(before: now) else { return }
    let day = ["day": Dates.spoken(earlier.day)]
    let moves = moves(from: earlier, to: now)
    composition.say(phrase(moves.isEmpty ? .progressSame : .progressMoved, day))
    for move in moves { composition.say("- \(move)") }
  }

  /// "people 33 → 67" for each dimension that moved; `?` = not known.
  func moves(from earlier: ReadinessRecord, to later: ReadinessRecord) -> [String] {
    func spoken(_ score: Int?) -> String { score.map(String.init) ?? "?" }
    return later.moves(since: earlier).map {
      "\(phrase($0.dimension.name)) \(spoken($0.before)) → \(spoken($0.after))"
    }
  }

  /// "- 23.11.2026 Foundations: field, people, place".
  private func line(_ change: StageChange) -> String? {
    guard let stage = change.stage, let name = findings.stageNames[stage.rawValue] else { return nil }
    var reasons: [String] = []
    for key in change.because where reasons.count < Self.reasonsMax && !reasons.contains(label(of: key)) {
      reasons.append(label(of: key))
    }
    let head = "- \(Dates.spoken(guidance.day(change.at))) \(name)"
    return reasons.isEmpty ? head : "\(head): \(reasons.joined(separator: ", "))"
  }
}

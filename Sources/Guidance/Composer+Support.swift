import Companies
import Knowledge
import Vocabulary

/// Answers on money and support.
extension Composer {
  var judge: EligibilityJudge {
    EligibilityJudge(company: company, country: guidance.region.country, today: today)
  }

  /// Only what is open is recommended, what fits the stage first; what is surely wrong for this company is left out.
  mutating func answerSupport() {
    let judged = findings.instruments.filter(\.isOpen).map { ($0, judge.judge($0)) }.filter { $0.1.fits != false }
    let ranked = judged.enumerated().sorted { left, right in
      (rank(left.element.0, left.element.1), left.offset) < (rank(right.element.0, right.element.1), right.offset)
    }.map(\.element)
    let places = findings.markets.prefix(3).map(\.name).joined(separator: ", ")
    let place = places.isEmpty ? "" : "\(places): "
    guard let (best, verdict) = ranked.first else {
      composition.say(place + phrase(.supportNone))
      composition.gap = .noSupport
      return showFinancing()
    }
    let lead: Phrase = verdict.fits == true && isInStage(best) ? .supportFits : .supportUnsure
    composition.say(place + phrase(lead, ["name": best.name, "does": best.does, "pays": best.pays ?? ""]).trimmed)
    sayWhatIsGone()
    sayWhatChanged()
    let others = ranked.dropFirst().prefix(3).map(\.0.name)
    if !others.isEmpty { composition.say(phrase(.supportAlso, ["names": others.joined(separator: "; ")]), extra: true) }
    for (instrument, verdict) in ranked.prefix(4) { note(instrument, verdict) }
    composition.deeds = Array(best.apply.prefix(3))
    composition.cite(best.sources)
    ask(verdict.missing)
  }

  private mutating func showFinancing() {
    show(findings.topic?.deeds)
  }

  private func isInStage(_ instrument: InstrumentFindings) -> Bool {
    company.stage.map { instrument.stages.contains($0.rawValue) } ?? true
  }

  /// First what is for this stage; then money that need not be paid back, what surely fits before what may; then the region's own
  /// help and other advice. A loan or guarantee is what people mean by support only when they ask for financing.
  private func rank(_ instrument: InstrumentFindings, _ verdict: EligibilityJudge.Verdict) -> Int {
    let isBorrowed = ["loan", "guarantee"].contains(instrument.kind)
    let kind =
      if instrument.name == findings.contact.name { 2 } else if isBorrowed && plan.query.purpose == nil {
        6
      } else { instrument.pays == nil ? 4 : 0 }
    // What is for one area only comes after what is for all, as long as the place is not known.
    let doubt = verdict.missing == .municipality ? 3 : 1
    return (isInStage(instrument) ? 0 : 8) + kind + (verdict.fits == true ? 0 : doubt)
  }

  /// The grant for this very purpose that many have heard of, when it can't be had now: nobody should wait for it.
  private mutating func sayWhatIsGone() {
    let gone = findings.instruments.first {
      $0.kind == "grant" && $0.purposes.first == plan.query.purpose && !$0.isOpen
        && ($0.statusNote != nil || $0.roundOver != nil)
    }
    guard let gone else { return }
    composition.say("\(gone.name): \(gone.statusNote ?? status(of: gone))", extra: true)
    composition.cite(gone.sources)
  }

  /// Money that is there on other terms than before: to ask about, not to count on.
  private mutating func sayWhatChanged() {
    let names = findings.instruments
      .filter { $0.status == .changed && $0.pays != nil && judge.judge($0).fits != false }.map(\.name)
    guard !names.isEmpty else { return }
    composition.say(phrase(.supportChanged, ["names": names.prefix(2).joined(separator: "; ")]), extra: true)
  }

  mutating func answerInstrument() {
    guard !findings.instruments.isEmpty else {
      composition.gap = .unknownInstrument
      return composition.say(phrase(.instrumentUnknown))
    }
    for instrument in findings.instruments.prefix(2) {
      let status = status(of: instrument)
      composition.say("\(instrument.name). \(instrument.isOpen ? instrument.does : status)")
      composition.say(instrument.isOpen ? status : instrument.does, extra: !instrument.isOpen)
      if let pays = instrument.pays, instrument.isOpen || instrument.status == .changed {
        composition.say(pays, extra: true)
      }
      if let statusNote = instrument.statusNote, !instrument.isOpen { composition.say(statusNote) }
      sayInstead(instrument)
      note(instrument, judge.judge(instrument))
      composition.cite(instrument.sources)
    }
    showApply(findings.instruments[0])
  }

  mutating func answerEligibility() {
    guard !findings.instruments.isEmpty else { return composition.say(phrase(.instrumentUnknown)) }
    var missing: FactName?
    for instrument in findings.instruments.prefix(2) {
      let verdict = judge.judge(instrument)
      if instrument.isOpen || instrument.status == .changed {
        sayVerdict(instrument, verdict)
        missing = missing ?? verdict.missing
        if instrument.status == .changed { composition.say(status(of: instrument)) }
      } else {
        composition.say("\(instrument.name): \(status(of: instrument).lowercasedFirst)")
      }
      if let statusNote = instrument.statusNote, !instrument.isOpen { composition.say(statusNote, extra: true) }
      sayInstead(instrument)
      note(instrument, verdict)
      composition.cite(instrument.sources)
    }
    showApply(findings.instruments[0])
    ask(missing)
  }

  private mutating func sayVerdict(_ instrument: InstrumentFindings, _ verdict: EligibilityJudge.Verdict) {
    let why = reasons(verdict)
    switch verdict.fits {
    case true? where !isInStage(instrument):
      composition.say(phrase(.fitsTooEarly, ["name": instrument.name, "why": phrase(.ruleStage)]))
    case true?: composition.say(phrase(.fitsYes, ["name": instrument.name]))
    case false?: composition.say(phrase(.fitsNo, ["name": instrument.name, "why": why]))
    case nil: composition.say(phrase(.fitsUnknown, ["name": instrument.name, "why": why]))
    }
    if let pays = instrument.pays { composition.say(pays, extra: true) }
  }

  private func reasons(_ verdict: EligibilityJudge.Verdict) -> String {
    verdict.reasons.prefix(2).map { phrase($0.phrase, ["value": $0.value]) }.joined(separator: "; ")
  }

  private mutating func note(_ instrument: InstrumentFindings, _ verdict: EligibilityJudge.Verdict) {
    let why = verdict.fits == true ? phrase(.fitsYes, ["name": instrument.name]) : reasons(verdict)
    composition.instruments.append(JudgedInstrument(id: instrument.id, fits: verdict.fits, why: why))
  }

  private func status(of instrument: InstrumentFindings) -> String {
    if let day = instrument.roundOver { return phrase(.statusRoundOver, ["day": Dates.spoken(day)]) }
    return switch instrument.status {
    case .open: phrase(.statusOpen, ["checked": Dates.spoken(instrument.checked)])
    case .changed: phrase(.statusChanged)
    case .paused: phrase(.statusPaused)
    case .closed: phrase(.statusClosed)
    case .unknown: phrase(.statusUnknown)
    }
  }

  private mutating func sayInstead(_ instrument: InstrumentFindings) {
    guard !instrument.isOpen, !instrument.instead.isEmpty else { return }
    composition.say(phrase(.insteadOpen, ["names": instrument.instead.prefix(3).joined(separator: "; ")]))
  }

  /// How to apply, as deeds, while it can be asked for.
  private mutating func showApply(_ instrument: InstrumentFindings) {
    guard instrument.isOpen || instrument.status == .changed else { return }
    composition.deeds = Array(instrument.apply.prefix(3))
  }

  /// The one question that would settle it.
  mutating func ask(_ name: FactName?) {
    ask(name.map { FactKey($0) })
  }

  /// The same for a fact that may be about one market.
  mutating func ask(_ key: FactKey?) {
    guard let key, company.fact(key.name, market: key.market) == nil else { return }
    askAnew(key)
  }

  /// The same for a fact that may be known, but too old to count.
  mutating func askAnew(_ key: FactKey?) {
    guard let key, let text = guidance.facts.first(where: { $0.fact == key.name.rawValue }) else { return }
    let place = key.market.map { "\(findings.marketNames[$0] ?? $0): " } ?? ""
    composition.question = place + text.question[lang]
    pending = .fact(key)
  }
}

enum Dates {
  /// 23.11.2026
  static func spoken(_ day: Day) -> String { "\(day.day).\(day.month).\(day.year)" }
}

extension String {
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

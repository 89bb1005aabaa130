import Companies
import Cooperation
import Knowledge
import Vocabulary

/// Joint plans as a person reads them in a terminal.
extension Composer {
  /// The plan with its tasks, what each pays, what could be asked for support, and what to do next.
  mutating func showPlan(_ number: Int?, _ reply: NetworkReply) {
    guard let plan = reply.view?.plans.first(where: { $0.id.value == number }), let words = guidance.plans[lang] else {
      return composition.say(phrase(.problemNumber))
    }
    shownPlan = plan.id.value
    let sheet = PlanSheet(named(plan, reply), in: words)
    composition.say(
      phrase(
        .planTitle,
        ["number": String(plan.id.value), "plan": sheet.title, "state": phrase(plan.state.name)]))
    for line in sheet.tasks + sheet.shares { composition.say(line) }
    saySupport()
    switch plan.state {
    case .draft: composition.say(phrase(.planDraftHow, ["words": first(.proposeWords) + " " + first(.planWords)]))
    case .proposed where plan.ownAnswer == nil:
      let name = "\(first(.planWords)) \(plan.id.value)"
      composition.say(
        phrase(
          .planProposedHow, ["agree": "\(first(.agreeWords)) \(name)", "refuse": "\(first(.refuseWords)) \(name)"]))
    case .proposed, .running, .reviewed, .closed: break
    }
  }

  private func first(_ list: Phrase) -> String { guidance.phrases.words(list, lang).first ?? "" }

  /// With the names that the members agreed to show each other; who is not known goes by its number.
  private func named(_ entry: CompanyView.PlanEntry, _ reply: NetworkReply) -> MarketingPlan {
    var plan = guidance.translated(entry.content, to: lang)
    let others = reply.view?.matches ?? []
    for index in plan.members.indices {
      let id = plan.members[index].id
      if id == company.id {
        plan.members[index].shownAs = company.known(.companyName)?.text ?? phrase(.planOwn)
      } else if let match = others.first(where: { $0.company == id || id.rawValue == "match \($0.number)" }) {
        let name = reply.shared[match.number]?.first { $0.fact == .companyName }?.value.text
        plan.members[index].shownAs = name ?? phrase(.planOther, ["number": String(match.number)])
      }
    }
    return plan
  }

  /// What is open and not surely wrong for this purpose. Each member asks for itself, before anything is ordered.
  private mutating func saySupport() {
    let open = findings.instruments.filter { $0.isOpen && judge.judge($0).fits != false }.prefix(3)
    composition.say(
      open.isEmpty
        ? phrase(.planNoSupport) : phrase(.planSupport, ["names": open.map(\.name).joined(separator: "; ")]))
    for instrument in open { composition.cite(instrument.sources) }
  }
}

extension Guidance {
  /// The usual tasks in another language than they were written in; what members wrote themselves stays.
  fileprivate func translated(_ plan: MarketingPlan, to lang: Language) -> MarketingPlan {
    var plan = plan
    guard let own = plans[lang]?.templates[plan.kind]?.tasks else { return plan }
    let written = plans.values.compactMap { $0.templates[plan.kind]?.tasks }
    for index in plan.actions.indices {
      let what = plan.actions[index].what
      let place = written.lazy.compactMap { tasks in tasks.firstIndex { $0.what == what } }.first
      if let place, own.indices.contains(place) { plan.actions[index].what = own[place].what }
    }
    return plan
  }
}

extension PlanState {
  fileprivate var name: Phrase {
    switch self {
    case .draft: .planDraft
    case .proposed: .planProposed
    case .running: .planRunning
    case .reviewed: .planReviewed
    case .closed: .planClosed
    }
  }
}

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
    let sheet = PlanSheet(guidance.named(plan, reply, for: company, in: lang), in: words)
    composition.say(
      phrase(
        .planTitle,
        ["number": String(plan.id.value), "plan": sheet.title, "state": guidance.name(of: plan.state, in: lang)]))
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
    composition.say(phrase(.planFile, ["number": String(plan.id.value)]))
  }

  private func first(_ list: Phrase) -> String { guidance.phrases.words(list, lang).first ?? "" }

  /// What is open and not surely wrong for this purpose. Each member asks for itself, before anything is ordered.
  private mutating func saySupport() {
    let open = findings.instruments.filter { $0.isOpen && judge.judge($0).fits != false }.prefix(3)
    composition.say(
      open.isEmpty
        ? phrase(.planNoSupport) : phrase(.planSupport, ["names": open.map(\.name).joined(separator: "; ")]))
    for instrument in open { composition.cite(instrument.sources) }
  }
}

import Cooperation
import Vocabulary

/// What the crowd does with plans.
extension Crowd {
  mutating func planAct(of company: CompanyID) -> Act? {
    guard let view = network.view(for: company) else { return nil }
    if let plan = view.plans.last, plan.state != .closed { return act(on: plan, of: company) }
    let agreed = view.own.filter { $0.state == .agreed }.map(\.id) + view.board.filter { $0.state == .agreed }.map(\.id)
    let day = now.day.adding(days: below(20))
    let plan = MarketingPlan(
      kind: .fair, aim: "Meetings", market: "DE", members: [], actions: [PlanAction(what: "Book", by: day)],
      leads: "Who is asked answers", measure: "Meetings", reviewOn: day, endsOn: day)
    if let family = view.families.last(where: { $0.state.hasPlans }), below(2) == 0 {
      return .makeFamilyPlan(family.id, plan)
    }
    return agreed.last.map { .makePlan($0, plan) }
  }

  private mutating func act(on plan: CompanyView.PlanEntry, of company: CompanyID) -> Act {
    let rare: [Act] = [
      .leavePlan(plan.id), .closePlan(plan.id, .noTime), .answerPlan(plan.id, yes: false), .reviewPlan(plan.id),
      .addAction(plan.id, what: "Print", by: now.day),
    ]
    if plan.state == .reviewed, below(4) == 0 { return .closePlan(plan.id, .goalReached) }
    if plan.state == .proposed, plan.ownAnswer == nil, below(6) > 0 { return .answerPlan(plan.id, yes: true) }
    let weights = plan.content.members.map { MemberWeight($0.id, below(4) - 1) }
    let often: [Act] = [
      .proposePlan(plan.id), .answerPlan(plan.id, yes: true), .answerPlan(plan.id, yes: true),
      .takeAction(plan.id, action: below(3)), .tickAction(plan.id, action: 1, .done),
      .setCost(plan.id, action: 1, Money(cents: below(1000)), below(2) == 0 ? .equal : .use(weights)),
    ]
    return below(8) == 0 ? rare[below(rare.count)] : often[below(often.count)]
  }
}

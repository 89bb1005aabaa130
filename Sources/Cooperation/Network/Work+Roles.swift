import Vocabulary

/// Which act belongs to which role.
extension Work {
  mutating func perform(_ act: Act, by company: CompanyID, user: String) throws(CooperationProblem) {
    switch act {
    case .join(let previewSeen, let region): try join(company, previewSeen: previewSeen, in: region)
    case .showName: try move(company, .showName)
    case .hideName: try move(company, .hideName)
    case .confirmCard: try move(company, .confirm)
    case .leave: try leave(company)
    case .erase: try erase(company)
    case .block(let other): try block(other, by: company)
    case .draft(let terms): try draft(terms, by: company)
    case .rewrite(let id, let terms): try rewrite(id, terms, by: company)
    case .submit(let id): try moveOwn(id, .submit, by: company)
    case .withdraw(let id): try withdraw(id, by: company)
    case .cancel(let id, let reason): try moveOwn(id, .cancel, by: company, reason: reason)
    case .welcome(let id): try answerInterests(in: id, by: company, .welcome)
    case .decline(let id): try answerInterests(in: id, by: company, .decline)
    case .confirmDeed(let id): try confirmDeed(id, by: company)
    case .express(let id): try express(company, in: id)
    case .expressPeer(let match): try expressPeer(match, by: company)
    case .withdrawInterest(let id): try withdrawInterest(of: company, in: .opportunity(id))
    case .withdrawPeerInterest(let match):
      try withdrawInterest(of: company, in: .peer(peer(match, of: company)))
    case .declinePeer(let match): try declinePeer(match, by: company)
    case .answer(let match, let yes): try answer(match, yes: yes, by: company, user: user)
    case .stop(let match): try stop(match, by: company)
    case .takeStep(let match, let rung): try takeStep(rung, with: match, by: company)
    case .answerFamily(let id, let yes): try answerFamily(id, yes: yes, by: company, user: user)
    case .confirmStage(let id): try confirmStage(id, by: company)
    case .leaveFamily(let id): try leaveFamily(id, by: company)
    case .tellOfLeaving(let id): try tellOfLeaving(id, by: company)
    case .noteAgreement(let id, let move, let day, let place):
      try noteAgreement(id, move, on: day, place: place, by: company)
    case .notePairAgreement(let match, let move, let day, let place):
      try noteAgreement(with: match, move, on: day, place: place, by: company)
    case .askAdvisor: try askAdvisor(company)
    case .raiseConflict(let match): try raise(match, by: company)
    case .withdrawConflict(let id): try withdrawConflict(id, by: company)
    case .wantToMeet(let id): try wantToMeet(id, by: company)
    case .makePlan, .makeFamilyPlan, .addAction, .setCost, .takeAction, .tickAction, .proposePlan, .answerPlan,
      .leavePlan,
      .reviewPlan, .closePlan:
      try performOnPlan(act, by: company, user: user)
    case .verify, .unverify, .pass, .sendBack, .refuse, .match, .passTime, .settleCards, .askFamily, .colourFamily,
      .checkCompetition, .advanceFamily, .resumeFamily, .windUpFamily, .closeFamily, .clearLeaving, .thinkOfFamily,
      .pauseFamily, .moveCase, .moveConflict, .openCase:
      throw .notAllowed
    }
  }

  mutating func performAsAdvisor(_ act: Act, user: String) throws(CooperationProblem) {
    switch act {
    case .verify(let company): try verify(company)
    case .unverify(let company): try unverify(company)
    case .pass(let id): try judge(id, .pass)
    case .sendBack(let id, let reason): try judge(id, .sendBack, reason: reason)
    case .refuse(let id, let reason): try judge(id, .refuse, reason: reason)
    case .match(let one, let other): try match(one, other)
    case .closePlan(let id, let reason): try closePlan(id, reason)
    case .openCase(let source, let companies): try openCase(source, companies)
    case .moveCase(let id, let move): try moveCase(id, move, by: user)
    case .moveConflict(let id, let move): try moveConflict(id, move, by: user)
    case .noteAgreement(let id, let move, let day, let place):
      try noteAgreement(id, move, on: day, place: place, by: nil)
    case .askFamily(let id): try askFamily(id)
    case .colourFamily(let id, let colour, let note): try self.colour(id, colour, note: note)
    case .checkCompetition(let id): try checkCompetition(of: id)
    case .advanceFamily(let id, let note): try advanceFamily(id, note: note)
    case .resumeFamily(let id): try moveFamily(id, .resume, by: .advisor)
    case .windUpFamily(let id, let reason): try moveFamily(id, .windUp, by: .advisor, reason: reason)
    case .closeFamily(let id, let reason): try moveFamily(id, .close, by: .advisor, reason: reason)
    case .clearLeaving(let id, let company, let item): try clear(item, of: company, in: id)
    case .thinkOfFamily(let idea): try thinkOf(idea)
    case .pauseFamily(let id, let reason): try moveFamily(id, .pause, by: .advisor, reason: reason)
    default: throw .notAllowed
    }
  }

  mutating func performAsSystem(_ act: Act) throws(CooperationProblem) {
    switch act {
    case .match(let one, let other): try match(one, other)
    case .thinkOfFamily(let idea): try thinkOf(idea)
    case .pauseFamily(let id, let reason): try moveFamily(id, .pause, by: .system, reason: reason)
    case .openCase(let source, let companies): try openCase(source, companies)
    case .settleCards(let levels): settleCards(levels)
    case .passTime: try passTime()
    default: throw .notAllowed
    }
  }
}

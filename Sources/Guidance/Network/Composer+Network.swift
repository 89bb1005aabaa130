import Companies
import Cooperation
import Knowledge
import Vocabulary

/// Answers on the network of companies: who sees what, who fits, what is on the table, who is introduced.
extension Composer {
  private var words: NetworkWords {
    NetworkWords(guidance: guidance, lang: lang, marketNames: findings.marketNames)
  }

  /// What is shown of a list at most.
  private static let shownMax = 5

  /// The answer to whatever was asked of the network; general advice where there is none.
  mutating func answerNetwork() {
    guard let request = plan.request, let reply = plan.reply else { return answerCooperation() }
    composition.isWhole = true
    if let problem = reply.problem { return answer(problem, request, reply) }
    if let verdict = reply.verdict, verdict.isStop { return sayVerdict(verdict) }
    if case .network(let wished) = plan.wish, guidance.needsName(wished, company) { return askName(for: wished, reply) }
    switch request.act {
    case .look where request.plan != nil, .writePlan: showPlan(request.plan, reply)
    case .makePlan, .addTask, .takeTask, .tickTask, .setCost, .proposePlan, .answerPlan:
      showPlan(reply.deed.plan, reply)
    case .leavePlan, .reviewPlan, .closePlan: say(.deedNoted)
    case .answerFamily: say(request.yes == true ? .familyYes : .answeredNo)
    case .confirmStage: say(.familyConfirmed)
    case .leaveFamily where isAsked(for: request.family, reply): say(.answeredNo)
    case .leaveFamily, .tellOfLeaving: say(.familyLeft)
    case .look: plan.isJoining(after: before.talk.memory) ? goOnJoining(reply) : showOffers(reply)
    case .join: say(.joined)
    case .leave: say(.left)
    case .peers: showPeers(request, reply)
    case .draft, .rewrite: showDraft(reply)
    case .submit: say(.offerSent, about: reply)
    case .withdraw: say(.offerTakenDown, about: reply)
    case .welcome: say(.welcomed, about: reply)
    case .express: say(reply.deed.match == nil ? .expressed : .expressedPeer, about: reply)
    case .withdrawInterest: say(reply.deed.match == nil ? .interestWithdrawn : .interestWithdrawnPeer, about: reply)
    case .answer: say(request.yes == true ? .answeredYes : .answeredNo)
    case .stop: say(.contactStopped)
    case .step: answerStep(reply)
    case .confirmDeed: say(.deedNoted, about: reply)
    case .block: say(.blocked, about: reply)
    case .noteAgreement: answerAgreement(request)
    case .askAdvisor: say(.advisorAsked)
    case .raiseConflict:
      composition.say(
        phrase(
          .conflictRaised,
          [
            "number": number(reply.deed.conflict), "company": number(reply.deed.match),
            "words": "\(guidance.phrases.words(.takeBackWords, lang).first ?? "") "
              + "\(guidance.phrases.words(.conflictWords, lang).first ?? "") \(number(reply.deed.conflict))",
          ]))
    case .withdrawConflict: say(.conflictWithdrawn)
    case .wantToMeet: say(.conflictMeet)
    case .showName: say(.nameNoted)
    case .hideName, .confirmCard, .cancel, .decline, .forget: say(.deedNoted, about: reply)
    }
    // Whoever puts something on the table speaks of offering.
    if let verdict = reply.verdict, verdict != .hint(.bids) { sayVerdict(verdict) }
    sayNews(
      reply, withIntroduced: request.act == .look && request.plan == nil && !plan.isJoining(after: before.talk.memory))
  }

  /// The name is asked for when there is an introduction to agree to.
  private mutating func askName(for wished: NetworkRequest, _ reply: NetworkReply) {
    guard let view = reply.view, view.visibility != .hidden else { return say(.networkAskJoin) }
    guard view.matches.contains(where: { $0.number == wished.match && $0.asked != nil }) else {
      dropsPending = false
      return say(.problemNumber)
    }
    say(.introduceName)
    ask(.companyName)
  }

  private mutating func say(_ phrase: Phrase, about reply: NetworkReply? = nil) {
    let number = reply?.deed.opportunity ?? reply?.deed.match
    composition.say(self.phrase(phrase, ["number": number.map(String.init) ?? ""]))
  }

  /// Whether the group is only asked so far: to leave it is a no, of which nobody learns.
  private func isAsked(for family: Int?, _ reply: NetworkReply) -> Bool {
    reply.view?.families.contains { $0.id.value == family && [.asking, .introducing].contains($0.state) } ?? false
  }

  private func number(_ number: Int?) -> String { number.map(String.init) ?? "" }

  private mutating func answerAgreement(_ request: NetworkRequest) {
    switch request.agreement {
    case .needNDA: say(.secrecyNeeded)
    case .signNDA: say(.secrecySigned)
    default: say(.deedNoted)
    }
  }

  private mutating func answer(_ problem: CooperationProblem, _ request: NetworkRequest, _ reply: NetworkReply) {
    // What was asked stays open, so that it can be said right.
    dropsPending = false
    if request.act == .makePlan, request.day == nil { return say(.planDay) }
    if request.act == .join, problem == .previewOutdated || problem == .previewNotSeen {
      say(.joinOutdated)
      return goOnJoining(reply)
    }
    if problem == .notMember, request.act == .askAdvisor { return say(.humanThere) }
    if request.act == .leave || request.act == .forget, reply.view?.visibility ?? .hidden == .hidden {
      return say(.notVisible)
    }
    // Whoever waits for an advisor, or has a conflict on the way, has said so already.
    if case .tooMany = problem, request.act == .askAdvisor || request.act == .raiseConflict {
      return say(.problemTwice)
    }
    composition.say(words.problem(problem))
  }

  private mutating func sayVerdict(_ verdict: GuardRailVerdict) {
    guard let text = guidance.rails[lang]?.text(for: verdict) else { return }
    composition.say(text)
  }

  // MARK: Joining

  /// What is missing for a card, one thing after the other; then the card as others will see it, and the question.
  private mutating func goOnJoining(_ reply: NetworkReply) {
    dropsPending = true
    if let visibility = reply.view?.visibility, visibility != .hidden {
      say(.alreadyIn)
      return showCard(reply)
    }
    if let missing = Card.missing(in: company).first {
      if case .question = plan.wish { say(.joinMissing) }
      return ask(missing)
    }
    if reply.preview?.card != nil { say(.joinPreview) }
    showCard(reply)
    composition.say(phrase(.joinAsk, ["words": joinWords]))
    pending = .confirmJoining(seen: reply.preview?.mark)
  }

  private var joinWords: String { guidance.phrases.words(.joinWords, lang).first ?? "" }

  private mutating func showCard(_ reply: NetworkReply) {
    guard let preview = reply.preview else { return }
    if let card = preview.card { composition.say("- " + words.line(card)) }
    if preview.level == .byHand {
      say(.joinByHand)
    } else if preview.level > .full {
      say(.joinCoarser)
    }
  }

  // MARK: Peers

  private mutating func showPeers(_ request: NetworkRequest, _ reply: NetworkReply) {
    if request.purpose == .complement { say(.familyFirst) }
    if reply.deed.found.isEmpty {
      say(.peersNone)
    } else {
      say(.peersFound)
      for peer in reply.deed.found {
        guard let card = reply.cards[peer.match] else { continue }
        composition.say(
          phrase(
            .peerLine,
            [
              "number": String(peer.match), "card": words.line(card),
              "reasons": peer.reasons.map(words.reason).joined(separator: ", "), "doubt": words.reason(peer.doubt),
            ]))
      }
      numbered = .companies
      say(.peersHow)
    }
    if let count = reply.deed.othersInMarkets {
      composition.say(phrase(.peersOthers, ["count": String(count)]))
    }
  }

  // MARK: Opportunities

  private mutating func showOffers(_ reply: NetworkReply) {
    guard let view = reply.view, view.visibility != .hidden else { return say(.networkAskJoin) }
    let slots = plan.slots
    let (market, sector) = (slots[.market]?.texts.first, slots[.sector]?.texts.first)
    let board = view.board.filter { entry in
      (market.map { entry.terms.market == $0 } ?? true)
        && (sector.map { entry.terms.sector.isEmpty || entry.terms.sector == $0 } ?? true)
        && [.open, .forming, .agreed].contains(entry.state)
    }.sorted { left, right in
      let (own, theirs) = (fit(left.terms), fit(right.terms))
      return own != theirs ? own > theirs : (left.terms.closes, left.id) < (right.terms.closes, right.id)
    }
    say(board.contains { $0.state == .open } ? .offersIntro : .offersNone)
    for entry in board.prefix(Self.shownMax) {
      let mark = entry.ownInterest == .expressed ? " " + phrase(.offerInterested) : ""
      let state = entry.state == .open ? "" : " (\(words.state(entry.state)))"
      composition.say("- " + words.line(entry.id, entry.terms) + state + mark)
    }
    for own in view.own.filter({ !$0.state.isEnd }).suffix(Self.shownMax) {
      composition.say("- " + words.line(own.id, own.terms) + " " + ownState(own))
    }
    if let open = view.own.last(where: { $0.state == .open }) {
      func say(_ list: Phrase) -> String { "\(guidance.phrases.words(list, lang).first ?? "") \(open.id.value)" }
      composition.say(phrase(.offerWelcomeHow, ["words": say(.welcomeWords), "down": say(.takeDownWords)]))
    }
    let agreed = view.own.filter { $0.state == .agreed }.map(\.id) + board.filter { $0.state == .agreed }.map(\.id)
    if let agreed = agreed.first { composition.say(phrase(.offerAgreedHow, ["number": String(agreed.value)])) }
    numbered = .opportunities
    if board.contains(where: { $0.state == .open && $0.ownInterest != .expressed }) { say(.offersHow) }
  }

  /// How an own opportunity stands, and what can be done about it.
  private func ownState(_ own: CompanyView.OwnOpportunity) -> String {
    let interest = own.interested.map { phrase(.offerInterest, ["count": String($0)]) } ?? ""
    let state = phrase(.offerOwn, ["state": words.state(own.state)])
    return [state, interest].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What fits the own markets, wishes and field comes first.
  private func fit(_ terms: OpportunityTerms) -> Int {
    let isMarket = company.known(.targetMarkets)?.list?.contains(terms.market) ?? false
    let isWish = company.known(.cooperationInterests)?.list?.contains(terms.kind.rawValue) ?? false
    let isSector = !terms.sector.isEmpty && company.known(.sector)?.text == terms.sector
    return [isMarket, isWish, isSector].count { $0 }
  }

  private mutating func showDraft(_ reply: NetworkReply) {
    guard let number = reply.deed.opportunity, let own = reply.view?.own.first(where: { $0.id.value == number }) else {
      return say(.problemNumber)
    }
    say(.offerDraft, about: reply)
    composition.say("- " + words.line(own.id, own.terms))
    if let revealing = reply.revealing[number] {
      composition.say(
        phrase(.offerReveals, ["facts": revealing.map { words.label(of: $0) }.joined(separator: ", ")]))
    }
    let publish = guidance.phrases.words(.publishWords, lang).first ?? ""
    composition.say(phrase(.offerConfirm, ["words": "\(publish) \(number)"]))
    pending = .confirmOffer(number)
    numbered = .opportunities
  }

  // MARK: Introductions

  private mutating func answerStep(_ reply: NetworkReply) {
    let match = reply.view?.matches.first { $0.number == reply.deed.match }
    say(match?.told == nil ? .stepTaken : .stepTold, about: reply)
  }

  /// What waits for an answer of this company, and what is still to be told before it is introduced.
  mutating func sayNews(_ reply: NetworkReply, withIntroduced: Bool = false) {
    let matches = reply.view?.matches ?? []
    for match in matches where withIntroduced || match.company == nil {
      guard let line = guidance.news(of: match, reply, company: company, lang: lang) else { continue }
      composition.say(line)
    }
    for line in guidance.familyNews(reply, lang: lang, marketNames: findings.marketNames, withStates: withIntroduced) {
      composition.say(line)
    }
    for line in guidance.helpNews(reply, lang: lang) { composition.say(line) }
    if withIntroduced, matches.contains(where: { $0.company != nil }) { say(.introducedHow) }
    guard composition.question == nil, matches.contains(where: { $0.asked != nil && $0.asked?.ownAnswer != false })
    else { return }
    numbered = .companies
    ask(Guidance.shownWhenIntroduced.first { company.fact($0) == nil })
  }
}

extension Guidance {
  /// What the network has to tell a company, of itself: introductions that wait for its word, and those that came about.
  public func news(_ reply: NetworkReply, company: Company, lang: Language) -> [String] {
    (reply.view?.visibility == .resting ? [phrases.text(.cardRests, lang)] : [])
      + (reply.view?.matches ?? []).compactMap { news(of: $0, reply, company: company, lang: lang) }
      + familyNews(reply, lang: lang, marketNames: [:], withStates: true) + helpNews(reply, lang: lang)
  }

  /// How far a conflict is, and what can be said of it.
  fileprivate func helpNews(_ reply: NetworkReply, lang: Language) -> [String] {
    func first(_ list: Phrase) -> String { phrases.words(list, lang).first ?? "" }
    return (reply.view?.conflicts ?? []).filter { !$0.state.isEnd }.map { conflict in
      let number = String(conflict.id.value)
      let line = phrases.text(
        .conflictStands, lang,
        ["number": number, "company": String(conflict.match), "state": phrases.text(conflict.state.name, lang)])
      guard conflict.state == .heard, !conflict.wantsToMeet else { return line }
      let words = "\(first(.meetOtherWords)), \(first(.conflictWords)) \(number)"
      return line + " " + phrases.text(.conflictHow, lang, ["words": words])
    }
  }

  /// Export families that wait for the company's word and, when wanted, how the others stand.
  fileprivate func familyNews(
    _ reply: NetworkReply, lang: Language, marketNames: [String: String], withStates: Bool
  ) -> [String] {
    let words = NetworkWords(guidance: self, lang: lang, marketNames: marketNames)
    func first(_ list: Phrase) -> String { phrases.words(list, lang).first ?? "" }
    return (reply.view?.families ?? []).compactMap { family in
      let isAsked = family.state == .asking && family.ownAnswer == nil
      guard isAsked || withStates, !family.state.isEnd else { return nil }
      let others = family.others.map { other in
        let card = reply.cards[other.number].map { " (\(words.line($0)))" } ?? ""
        return phrases.text(.planOther, lang, ["number": String(other.number)]) + card
      }
      let name = "\(first(.familyWords)) \(family.id.value)"
      let states = [family.state.name] + family.papers.suffix(1).map(\.state.name)
      let line = phrases.text(
        isAsked ? .familyAsk : .familyStands, lang,
        [
          "number": String(family.id.value), "chain": chainNames[family.template]?[lang] ?? family.template,
          "market": words.market(family.market), "roles": words.roles(family.roles),
          "others": others.isEmpty ? "–" : others.joined(separator: "; "),
          "agree": "\(first(.agreeWords)) \(name)", "refuse": "\(first(.refuseWords)) \(name)",
          "day": family.endsAt.map { Dates.spoken($0.day) } ?? "–",
          "state": states.map { phrases.text($0, lang) }.joined(separator: ", "),
        ])
      guard withStates, !isAsked, family.standing == .member else { return line }
      let how: Phrase = family.state.hasPlans ? .familyPlanHow : .familyHow
      return line + " " + phrases.text(how, lang, ["number": String(family.id.value)])
    }
  }

  fileprivate func news(
    of match: CompanyView.MatchEntry, _ reply: NetworkReply, company: Company, lang: Language
  ) -> String? {
    let words = NetworkWords(guidance: self, lang: lang, marketNames: [:])
    func first(_ list: Phrase) -> String { phrases.words(list, lang).first ?? "" }
    let number = String(match.number)
    if let asked = match.asked, asked.ownAnswer == nil {
      let own = words.spoken(SharedFact.all(of: company))
      return phrases.text(
        .introduceAsk, lang,
        [
          "number": number, "facts": own.isEmpty ? "–" : own, "agree": "\(first(.agreeWords)) \(number)",
          "refuse": "\(first(.refuseWords)) \(number)", "day": Dates.spoken(asked.endsAt.day),
        ])
    }
    guard match.company != nil, let shared = reply.shared[match.number] else { return nil }
    let told = match.told.map { [words.step($0) + " " + phrases.text(.stepWaits, lang)] } ?? []
    let papers = match.papers.map { "\(phrases.text($0.state.name, lang)) \(Dates.spoken($0.on))" }
    let steps = match.steps.filter { $0.rung >= .named }.map(words.step) + papers + told
    return phrases.text(
      .introducedTo, lang,
      ["number": number, "facts": words.spoken(shared), "steps": steps.joined(separator: "; ")])
  }
}

extension Plan {
  /// Whether this turn is on the way into the network: it asks for it, or answers a question on that way.
  fileprivate func isJoining(after memory: TalkMemory) -> Bool {
    switch wish {
    case .question(let intent, _): intent == .joinNetwork
    case .reply: memory.intent == .joinNetwork
    default: false
    }
  }
}

extension ConflictState {
  fileprivate var name: Phrase {
    switch self {
    case .raised: .conflictWaits
    case .heard: .conflictHeard
    case .meeting: .conflictMeeting
    case .settled, .split, .outside: .conflictOver
    }
  }
}

extension AgreementState {
  fileprivate var name: Phrase {
    switch self {
    case .none, .ended: .paperEnded
    case .ndaNeeded: .paperSecrecyNeeded
    case .ndaSigned: .paperSecrecySigned
    case .letterOfIntent: .paperLetter
    case .draft: .paperDraft
    case .checked: .paperChecked
    case .signed, .amended: .paperSigned
    }
  }
}

extension FamilyState {
  fileprivate var name: Phrase {
    switch self {
    case .idea, .asking, .introducing: .familyAsking
    case .exploring: .familyExploring
    case .shaping: .familyShaping
    case .letter: .familyLetter
    case .agreement: .familyAgreement
    case .running: .familyRunning
    case .paused: .familyPaused
    case .closing, .closed: .familyClosing
    }
  }
}

import ArgumentParser
import Cooperation
import MajordomoRuntime
import Messages
import Services
import Vocabulary

/// `rinnalla network`: what an advisor sees of the companies' network, and decides in it.
struct NetworkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "See the companies' network as an advisor, check offers, verify companies.",
    discussion: """
      Examples:
        rinnalla network                        what waits for you, who is in it, what is on the table
        rinnalla network pass 3                 offer 3 may go out
        rinnalla network send-back 3 --reason unclear
        rinnalla network verify 9c1d2e          the company is what it says; the beginning of its id is enough
        rinnalla network families               groups that might make an export family; the companies are not told
        rinnalla network think 1                the first of those groups is kept as an idea; still nobody is told
        rinnalla network ask 1                  the companies of family 1 are asked, each by itself
        rinnalla network colour 1 --colour amber --note "joint offer: lawyer asked"
        rinnalla network case 1 take            I see to it; then talk, wait_company, wait_other, finish
        rinnalla network conflict 1 hear        I hear both sides; then settle, split, go_outside, or step_aside
        rinnalla network agreement 1 check --note "at the lawyer's"    the draft of family 1 was checked
        rinnalla network clear 1 9c1d2e leads   with a member that leaves family 1 the leads are divided
        rinnalla network plan 1 --markdown      joint plan 1, with what each pays and what support there is, as Markdown
      Without --connect it asks the service of this data directory (rinnalla serve). It shows names only of companies that let
      advisors see them, have said yes to an introduction, or wait for an advisor.
      """)

  /// What is done.
  enum Deed: String, ExpressibleByArgument, CaseIterable {
    case look, pass
    case sendBack = "send-back"
    case refuse, verify, unverify, match, families, think, ask, colour, check, advance, pause, resume
    case windUp = "wind-up"
    case close, plan
    case closePlan = "close-plan"
    case openCase = "case"
    case conflict, agreement, clear

    /// How many numbers or ids it takes.
    var takes: Int {
      switch self {
      case .look, .families: 0
      case .match, .openCase, .conflict, .agreement: 2
      case .clear: 3
      default: 1
      }
    }

    /// What it does to a family.
    var onFamily: AdvisorRequest.Wish? {
      switch self {
      case .think: .think
      case .ask: .askFamily
      case .colour: .colour
      case .check: .checkCompetition
      case .advance: .advance
      case .pause: .pause
      case .resume: .resume
      case .windUp: .windUp
      case .close: .closeFamily
      default: nil
      }
    }
  }

  @Argument(
    help: """
      look; of offers: pass, send-back, refuse; of companies: verify, unverify, match; of families: families, think, ask, colour, \
      check, advance, pause, resume, wind-up, close, agreement, clear; of plans: plan, close-plan; case; conflict.
      """)
  var deed = Deed.look

  @Argument(
    help: ArgumentHelp("Numbers, beginnings of the ids of companies, and what is done.", valueName: "N|ID|STEP"))
  var about: [String] = []

  @Option(help: ArgumentHelp("Why: \(ReasonCode.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "CODE"))
  var reason: ReasonCode?

  @Option(help: "How competition law looks at a family: green, amber or red.")
  var colour: LawColour?

  @Option(
    help: ArgumentHelp("What was found out, for the next step of a family; where the paper is.", valueName: "TEXT"))
  var note: String?

  @Flag(help: "Print a plan as Markdown.")
  var markdown = false

  @Option(help: "The language of a plan: en, fi or sv.")
  var lang = Language.en

  @Flag(help: "Print the whole answer as one JSON object.")
  var json = false

  @OptionGroup var connection: ConnectOptions
  @OptionGroup var data: DataOption

  func validate() throws {
    guard about.count == deed.takes else {
      throw ValidationError("'\(deed.rawValue)' takes \(deed.takes) of N, ID or STEP, not \(about.count).")
    }
    switch deed {
    case .openCase: _ = try step(CaseStep.self)
    case .conflict: _ = try step(ConflictStep.self)
    case .agreement: _ = try step(AgreementStep.self)
    case .clear: _ = try step(LeavingItem.self)
    default: break
    }
  }

  /// The last argument, which says what is done.
  private func step<Step: RawRepresentable<String> & CaseIterable>(_ type: Step.Type) throws -> Step {
    if let step = about.last.flatMap(Step.init) { return step }
    throw ValidationError(
      "'\(deed.rawValue)' can be: \(Step.allCases.map(\.rawValue).joined(separator: ", ")).")
  }

  func run() async throws {
    let house = try House()
    let brokers =
      connection.connect.isEmpty
      ? [BrokerAddress("ipc://\(data.path)/run/broker.sock")] : try connection.brokers(data: data.data)
    let parts = PartsClient(try house.client(brokers))
    let outcome = await Result { () async throws(Problem) -> AdvisorReply in
      let seen = try await Self.ask(AdvisorRequest(.look), parts)
      if deed == .look { return seen }
      return try await Self.ask(try request(seen), parts)
    }
    await house.stop()
    switch outcome {
    case .success(let reply):
      if let problem = reply.problem { throw Failure(.failed, "\(Self.sentence(problem)) Nothing was changed.") }
      writeOutput(json ? Wire.text(reply) + "\n" : try text(reply))
    case .failure(let problem): throw Failure(ExitStatus(problem), problem.detail)
    }
  }

  private func text(_ reply: AdvisorReply) throws -> String {
    guard deed == .plan else { return NetworkPage(reply).text(families: deed == .families) }
    guard let written = reply.written else {
      throw Failure(.notFound, "There is no such plan, or it is a draft, which its members see alone.")
    }
    return markdown ? written.markdown : written.lines.map { $0 + "\n" }.joined()
  }

  private static func sentence(_ problem: CooperationProblem) -> String {
    switch problem {
    case .unknownNumber: "There is no such number or company."
    case .notInThisState: "It has moved on: rinnalla network shows how it stands."
    case .dateNotAhead: "Its last day is over."
    case .notMember, .notAllowed: "The two are not both active members, are the same, or do not want to meet."
    case .needsReason: "Say why: --reason CODE."
    default: "The network's rules do not allow it."
    }
  }

  private static func ask(_ request: AdvisorRequest, _ parts: PartsClient) async throws(Problem) -> AdvisorReply {
    try await parts.call(
      .advise, request, id: Environment.system.newID(), milliseconds: QueueAssistant.patience * 1000)
  }

  private func request(_ seen: AdvisorReply) throws(Problem) -> AdvisorRequest {
    if let wish = deed.onFamily {
      return AdvisorRequest(wish, reason: reason, family: try number(), colour: colour, note: note)
    }
    var request = AdvisorRequest(.look, reason: reason, note: note)
    switch deed {
    case .openCase:
      (request.act, request.number, request.caseStep) = (.moveCase, try number(), CaseStep(rawValue: about[1]))
    case .conflict:
      (request.act, request.number) = (.moveConflict, try number())
      request.conflictStep = ConflictStep(rawValue: about[1])
    case .agreement:
      (request.act, request.family) = (.noteAgreement, try number())
      request.agreement = AgreementStep(rawValue: about[1])
    case .clear:
      (request.act, request.family) = (.clearLeaving, try number())
      (request.company, request.item) = (try company(about[1], seen), LeavingItem(rawValue: about[2]))
    case .closePlan: (request.act, request.plan) = (.closePlan, try number())
    case .families: return AdvisorRequest(.families)
    case .plan: return AdvisorRequest(.writePlan, plan: try number(), lang: lang)
    case .pass: return AdvisorRequest(.pass, opportunity: try number())
    case .sendBack: return AdvisorRequest(.sendBack, opportunity: try number(), reason: reason)
    case .refuse: return AdvisorRequest(.refuse, opportunity: try number(), reason: reason)
    case .verify: return AdvisorRequest(.verify, company: try company(about[0], seen))
    case .unverify: return AdvisorRequest(.unverify, company: try company(about[0], seen))
    case .match:
      return AdvisorRequest(.match, company: try company(about[0], seen), other: try company(about[1], seen))
    default: break
    }
    return request
  }

  private func number() throws(Problem) -> Int {
    guard let number = Int(about[0]) else { throw Problem(.invalid, detail: "'\(about[0])' is no number.") }
    return number
  }

  private func company(_ beginning: String, _ seen: AdvisorReply) throws(Problem) -> CompanyID {
    let found = seen.view.members.map(\.company).filter { $0.rawValue.hasPrefix(beginning) }
    guard found.count == 1 else {
      throw Problem(
        .invalid,
        detail: found.isEmpty
          ? "No company of the network has an id that begins with '\(beginning)'."
          : "\(found.count) companies have an id that begins with '\(beginning)'; write more of it.")
    }
    return found[0]
  }
}

extension ReasonCode: ExpressibleByArgument {}
extension LawColour: ExpressibleByArgument {}

/// What an advisor sees, as lines.
struct NetworkPage {
  private let reply: AdvisorReply

  init(_ reply: AdvisorReply) {
    self.reply = reply
  }

  func text(families: Bool) -> String {
    let lines = families ? suggested : waiting + members + opportunities + self.families + plans + cases + conflicts
    return lines.map { $0 + "\n" }.joined()
  }

  private var waiting: [String] {
    reply.view.toVerify.map { id in
      let pair = reply.view.introductions.first { $0.id == id }?.pair
      return "waits  both said yes, verify: \(pair.map { "\(name($0.first)), \(name($0.second))" } ?? "")"
    } + reply.view.standstills.map(sentence)
      + reply.view.standingStill.map { "waits  offer \($0.value) stands still: pass it, send it back or refuse it" }
  }

  private var members: [String] {
    reply.view.members.map { member in
      "company  \(name(member.company))  \(member.visibility.rawValue)\(member.isVerified ? "  verified" : "")"
    }
  }

  private var opportunities: [String] {
    reply.view.opportunities.map { offer in
      let terms = offer.terms
      return "offer \(offer.id.value)  \(offer.state.rawValue)  \(terms.kind.rawValue)  \(terms.market)  "
        + "until \(terms.closes)  \(terms.what.split(whereSeparator: \.isNewline).joined(separator: " "))"
    }
  }

  private var families: [String] {
    reply.view.families.flatMap { report in
      let family = report.family
      let missing = report.missingRoles.map(\.rawValue).joined(separator: ", ")
      let head = [
        "family \(family.id.value)", family.state.rawValue, family.template, family.market, family.colour.rawValue,
        missing.isEmpty ? nil : "looking for \(missing)", report.hasNoJointDeedYet ? "no joint deed yet" : nil,
      ]
      return [head.compactMap { $0 }.joined(separator: "  ")]
        + family.members.map { "  \(name($0.company))  \($0.standing.rawValue)" }
    }
  }

  private func sentence(_ standstill: Standstill) -> String {
    switch standstill {
    case .plan(let id): "waits  plan \(id.value) is proposed and has not moved for two weeks"
    case .family(let id): "waits  family \(id.value) has not moved for two weeks"
    case .conflict(let id): "waits  conflict \(id.value) has not moved for two weeks"
    case .advisorCase(let id): "waits  case \(id.value) is stuck: whoever takes it has it"
    }
  }

  private var cases: [String] {
    reply.view.cases.filter { !$0.state.isEnd }.map { open in
      "case \(open.id.value)  \(open.state.rawValue)  \(open.source.rawValue)  "
        + [open.companies.map(name).joined(separator: ", "), open.advisor].compactMap { $0 }.joined(separator: "  ")
    } + reply.view.overloaded.sorted { $0.key < $1.key }.map { "\($0.key) has open cases of \($0.value) companies" }
  }

  private var conflicts: [String] {
    reply.view.conflicts.filter { !$0.state.isEnd }.map { conflict in
      let other = conflict.pair.other(than: conflict.raisedBy)
      return "conflict \(conflict.id.value)  \(conflict.state.rawValue)  "
        + "raised by \(name(conflict.raisedBy)), with \(name(other))"
        + (conflict.isKnown ? "" : "  the other does not know of it") + (conflict.advisor.map { "  " + $0 } ?? "")
    }
  }

  private var plans: [String] {
    reply.view.plans.map { plan in
      "plan \(plan.id.value)  \(plan.state.rawValue)  \(plan.content.kind.rawValue)  \(plan.content.market)  "
        + plan.content.members.map { name($0.id) }.joined(separator: ", ")
    }
  }

  private var suggested: [String] {
    reply.families.isEmpty
      ? ["No group fits well enough now."]
      : reply.families.enumerated().flatMap { index, family in
        let missing = family.lookingFor.map(\.rawValue).joined(separator: ", ")
        let marks = [
          missing.isEmpty ? nil : "looking for \(missing)", family.hasNoJointDeedYet ? "no joint deed yet" : nil,
        ].compactMap { $0 }
        let score = Int((family.score * 100).rounded())
        return [
          "\(index + 1)  \(family.chain)  \(score) of 100  \(family.markets.joined(separator: " "))  \(marks.joined(separator: "; "))"
        ]
          + family.roles.sorted { $0.key < $1.key }.map { company, roles in
            "  \(name(company))  \(roles.map(\.rawValue).joined(separator: ", "))"
          }
      }
  }

  /// The beginning of its id, and its name when that may be seen.
  private func name(_ company: CompanyID) -> String {
    let name = reply.names[company]?.first { $0.fact == .companyName }?.value.text
    return [String(company.rawValue.prefix(8)), name].compactMap { $0 }.joined(separator: " ")
  }
}

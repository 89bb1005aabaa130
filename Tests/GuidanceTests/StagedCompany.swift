import Companies
import Vocabulary

/// A company for each stage, by facts alone: what has to be told for it is in `StageRules`.
enum StagedCompany {
  /// The talk's company with the facts of this stage, told now.
  static func talk(at stage: Stage, in talk: Talking) -> Talking {
    var talk = talk
    for (key, value) in facts(of: stage) {
      let fact = Fact(
        key: key, value: value, source: .said, by: "tester", at: talk.now, conversation: talk.context.talk.id, turn: 0)
      talk.context.company.apply(.setFact(fact))
    }
    return talk
  }

  private static func facts(of stage: Stage) -> [FactKey: FactValue] {
    switch stage {
    case .awakening: [FactKey(.sector): .text("metal")]
    case .readiness: basics.merging([FactKey(.ownerCommitment): .number(1)]) { $1 }
    case .exploring: ready.merging([FactKey(.exportPlan): .text("none")]) { $1 }
    case .preparing: ready.merging([FactKey(.exportPlan): .text("written")]) { $1 }
    case .entering: basics.merging([FactKey(.exportRhythm): .text("on_request")]) { $1 }
    case .growing:
      basics.merging([
        FactKey(.exportRhythm): .text("regular"), FactKey(.exportShare): .number(30),
        FactKey(.firstExportYear): .number(2020),
      ]) { $1 }
    }
  }

  private static let basics: [FactKey: FactValue] = [
    FactKey(.sector): .text("metal"), FactKey(.offering): .text("steel doors"), FactKey(.employees): .number(12),
    FactKey(.municipality): .text("Nivala"),
  ]

  /// Every question of the readiness check answered well; only terms and rules are open.
  private static let ready: [FactKey: FactValue] = basics.merging([
    FactKey(.ownerCommitment): .number(3), FactKey(.hoursPerWeek): .number(10), FactKey(.patience): .flag(true),
    FactKey(.personInCharge): .text("owner"), FactKey(.languages): .list(["en"]),
    FactKey(.internationalExperience): .text("some"), FactKey(.profitState): .text("profit"),
    FactKey(.budget): .text("20_50k"), FactKey(.cashRoom): .text("enough"), FactKey(.provenAtHome): .text("steady"),
    FactKey(.edgeClear): .flag(true), FactKey(.adaptable): .text("yes"), FactKey(.capacityRoom): .text("some"),
    FactKey(.deliveryRecord): .text("good"), FactKey(.digitalLevel): .text("good"),
    FactKey(.targetMarkets): .list(["SE"]), FactKey(.marketStatus, market: "SE"): .text("researched"),
    FactKey(.compliance, market: "SE"): .text("identified"), FactKey(.leadsCount): .text("1_5"),
    FactKey(.termsReady): .flag(false), FactKey(.materialLanguages): .list(["en"]),
    FactKey(.cooperationExperience): .text("some"), FactKey(.cooperationInterests): .list(["shared_stand"]),
    FactKey(.ndaReady): .flag(true),
  ]) { $1 }
}

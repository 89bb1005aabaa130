import Companies
import Vocabulary

/// How the value of a fact is read from a question and a reply.
enum FactKind {
  case text, number, flag, choice, list

  static func of(_ name: FactName) -> FactKind {
    switch name {
    case .companyName, .municipality, .offering, .creditRating, .hsCode: .text
    case .foundedYear, .employees, .turnover, .ownerCommitment, .hoursPerWeek, .exportShare, .firstExportYear, .groupSize:
      .number
    case .edgeClear, .pricingDone, .referencesOK, .vatChecked, .termsReady, .creditCheck, .sanctionsChecked,
      .logisticsTested, .ndaReady, .patience:
      .flag
    case .growthMotive, .languages, .exportMarkets, .targetMarkets, .webLanguages, .materialLanguages,
      .cooperationInterests:
      .list
    case .legalForm, .sector, .offeringType, .customers, .profitState, .personInCharge, .internationalExperience, .budget,
      .cashRoom, .provenAtHome, .adaptable, .capacityRoom, .deliveryRecord, .digitalLevel, .exportRhythm, .marketStatus,
      .compliance, .exportPlan, .channel, .leadsCount, .eori, .contractReady, .iprState, .cooperationExperience:
      .choice
    }
  }

  /// The slot in which a person tells the fact.
  static func slot(for name: FactName) -> Slot? {
    told.first { $0.name == name }?.slot
  }

  /// The facts that a message can tell, in the order in which they are noted.
  static let told: [(slot: Slot, name: FactName)] = [
    (.companyName, .companyName), (.offering, .offering), (.sector, .sector), (.employees, .employees),
    (.municipality, .municipality), (.turnover, .turnover), (.foundedYear, .foundedYear), (.exportShare, .exportShare),
  ]

  static func value(of slot: SlotValue, for name: FactName) -> FactValue? {
    switch of(name) {
    case .number: slot.number.map(FactValue.number)
    case .list: .list(slot.texts)
    case .text, .choice, .flag: slot.texts.first.map(FactValue.text)
    }
  }
}

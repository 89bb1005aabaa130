import Vocabulary

extension Intent {
  /// The slots that the catalogue gives a question of this intent.
  public var slots: [Slot] {
    switch self {
    case .switchLanguage: [.language]
    case .giveFeedback: [.rating]
    case .tellProfile:
      [.companyName, .sector, .offering, .employees, .turnover, .municipality, .foundedYear, .exportShare]
    case .setTargetMarket, .askMarket: [.market]
    case .askNextSteps: [.market, .topic]
    case .completeStep, .skipStep: [.step]
    case .remindMe: [.when, .step]
    case .askGuidance: [.topic, .market, .sector]
    case .findFunding: [.purpose, .market]
    case .askInstrument, .checkEligibility: [.instrument]
    case .findPeers, .listOpportunities, .suggestExportFamily: [.market, .sector]
    case .offerOpportunity: [.market, .topic, .sector]
    case .expressInterest, .withdrawInterest: [.opportunity]
    case .greet, .goodbye, .thank, .help, .affirm, .deny, .cancel, .repeat, .why, .talkToAdvisor, .showData,
      .exportData,
      .deleteData, .showProfile, .askStage, .showProgress, .startAssessment, .showReadiness, .joinNetwork,
      .leaveNetwork,
      .outOfScope:
      []
    }
  }
}

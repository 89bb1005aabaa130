import Vocabulary

/// What Rinnalla says about itself and the talk. The texts stand in `knowledge/common/phrases/`; `{name}` is filled in.
public enum Phrase: String, CaseIterable, Sendable {
  case greet, goodbye, thank, help, affirmed, denied, cancelled
  case languageSet = "language_set"
  case feedbackGood = "feedback_good"
  case feedbackBad = "feedback_bad"
  case human
  case reminderSet = "reminder_set"
  case reminderWhen = "reminder_when"
  case outOfScope = "out_of_scope"
  case dontKnow = "dont_know"
  case supposed
  case chooseReading = "choose_reading"
  case noTopicPage = "no_topic_page"
  case saidBefore = "said_before"
  case toldBefore = "told_before"
  case nothingToRepeat = "nothing_to_repeat"
  case noted, corrected, undone
  case undoHint = "undo_hint"
  case nothingToUndo = "nothing_to_undo"
  case factDeclined = "fact_declined"
  case targetNoted = "target_noted"
  case stageNow = "stage_now"
  case stageUnknown = "stage_unknown"
  case stageRests = "stage_rests"
  case stageMissing = "stage_missing"
  case stepsIntro = "steps_intro"
  case noSteps = "no_steps"
  case stepDone = "step_done"
  case stepSkipped = "step_skipped"
  case whichStep = "which_step"
  case chooseStep = "choose_step"
  case doneWords = "done_words"
  case nextStep = "next_step"
  case progress
  case progressNone = "progress_none"
  case progressTotals = "progress_totals"
  case progressMoved = "progress_moved"
  case progressSame = "progress_same"
  case progressUntested = "progress_untested"
  case progressStages = "progress_stages"
  case whyIntro = "why_intro"
  case whyFacts = "why_facts"
  case whyNothing = "why_nothing"
  case whyNoSource = "why_no_source"
  case dataIntro = "data_intro"
  case dataNone = "data_none"
  case dataExport = "data_export"
  case forgetConfirm = "forget_confirm"
  case forgetWords = "forget_words"
  case forgotten
  case forgetKept = "forget_kept"
  case readinessScore = "readiness_score"
  case readinessStart = "readiness_start"
  case readinessUnknown = "readiness_unknown"
  case readingNextSteps = "reading_next_steps"
  case readingFunding = "reading_funding"
  case readingProfile = "reading_profile"
  case readingStage = "reading_stage"
  case readingAdvisor = "reading_advisor"
  case readingPeers = "reading_peers"
  case readingAssessment = "reading_assessment"
  case networkAlone = "network_alone"
  case networkAskJoin = "network_ask_join"
  case joinMissing = "join_missing"
  case joinPreview = "join_preview"
  case joinByHand = "join_by_hand"
  case joinCoarser = "join_coarser"
  case joinAsk = "join_ask"
  case joinWords = "join_words"
  case joined
  case alreadyIn = "already_in"
  case left
  case notVisible = "not_visible"
  case peersFound = "peers_found"
  case peerLine = "peer_line"
  case peersNone = "peers_none"
  case peersOthers = "peers_others"
  case peersHow = "peers_how"
  case familyFirst = "family_first"
  case learnWords = "learn_words"
  case fitMarket = "fit_market"
  case fitStage = "fit_stage"
  case fitWishes = "fit_wishes"
  case fitSector = "fit_sector"
  case fitPractical = "fit_practical"
  case offersNone = "offers_none"
  case offersIntro = "offers_intro"
  case offerLine = "offer_line"
  case offerOwn = "offer_own"
  case offerInterest = "offer_interest"
  case offerInterested = "offer_interested"
  case offersHow = "offers_how"
  case offerDraft = "offer_draft"
  case offerReveals = "offer_reveals"
  case offerConfirm = "offer_confirm"
  case publishWords = "publish_words"
  case offerSent = "offer_sent"
  case offerTakenDown = "offer_taken_down"
  case takeDownWords = "take_down_words"
  case welcomed
  case welcomeWords = "welcome_words"
  case expressed
  case expressedPeer = "expressed_peer"
  case interestWithdrawn = "interest_withdrawn"
  case interestWithdrawnPeer = "interest_withdrawn_peer"
  case introduceAsk = "introduce_ask"
  case introduceName = "introduce_name"
  case agreeWords = "agree_words"
  case refuseWords = "refuse_words"
  case answeredYes = "answered_yes"
  case answeredNo = "answered_no"
  case introducedTo = "introduced_to"
  case contactStopped = "contact_stopped"
  case stopContactWords = "stop_contact_words"
  case metWords = "met_words"
  case signedWords = "signed_words"
  case deedDoneWords = "deed_done_words"
  case deedNoted = "deed_noted"
  case stepTold = "step_told"
  case stepTaken = "step_taken"
  case companyWords = "company_words"
  case placeWords = "place_words"
  case exportPersonWords = "export_person_words"
  case marketingWords = "marketing_words"
  case standWords = "stand_words"
  case freightWords = "freight_words"
  case trainingWords = "training_words"
  case giveWorkWords = "give_work_words"
  case takeWorkWords = "take_work_words"
  case jointOfferWords = "joint_offer_words"
  case tripWords = "trip_words"
  case kindOther = "kind_other"
  case stateDraft = "state_draft"
  case stateChecking = "state_checking"
  case stateOpen = "state_open"
  case stateForming = "state_forming"
  case stateAgreed = "state_agreed"
  case stateFulfilled = "state_fulfilled"
  case stateOver = "state_over"
  case cardPeople = "card_people"
  case cardMarkets = "card_markets"
  case cardExports = "card_exports"
  case cardNoExports = "card_no_exports"
  case cardLanguages = "card_languages"
  case cardCertificates = "card_certificates"
  case cardWishes = "card_wishes"
  case cardGives = "card_gives"
  case areaElsewhere = "area_elsewhere"
  case groupIndustry = "group_industry"
  case groupServices = "group_services"
  case groupWoodAndBuilding = "group_wood_and_building"
  case groupFoodAndLand = "group_food_and_land"
  case problemNumber = "problem_number"
  case problemSeveral = "problem_several"
  case problemNotAllowed = "problem_not_allowed"
  case problemState = "problem_state"
  case problemOwn = "problem_own"
  case problemTwice = "problem_twice"
  case problemNotIntroduced = "problem_not_introduced"
  case problemRung = "problem_rung"
  case problemVerification = "problem_verification"
  case problemAdvisorLook = "problem_advisor_look"
  case problemLaw = "problem_law"
  case problemReason = "problem_reason"
  case problemDatePast = "problem_date_past"
  case problemDateFar = "problem_date_far"
  case problemPlaces = "problem_places"
  case problemMissing = "problem_missing"
  case problemTooLong = "problem_too_long"
  case familyWords = "family_words"
  case confirmStageWords = "confirm_stage_words"
  case familyAsk = "family_ask"
  case familyStands = "family_stands"
  case familyYes = "family_yes"
  case familyConfirmed = "family_confirmed"
  case familyLeft = "family_left"
  case familyAsking = "family_asking"
  case familyExploring = "family_exploring"
  case familyShaping = "family_shaping"
  case familyLetter = "family_letter"
  case familyAgreement = "family_agreement"
  case familyRunning = "family_running"
  case familyPaused = "family_paused"
  case familyClosing = "family_closing"
  case confirmCardWords = "confirm_card_words"
  case showNameWords = "show_name_words"
  case hideNameWords = "hide_name_words"
  case blockWords = "block_words"
  case blocked
  case cardRests = "card_rests"
  case stepWaits = "step_waits"
  case sharedContact = "shared_contact"
  case sharedMeeting = "shared_meeting"
  case sharedDeed = "shared_deed"
  case sharedAgreement = "shared_agreement"
  case sharedStopped = "shared_stopped"
  case planWords = "plan_words"
  case makePlanWords = "make_plan_words"
  case proposeWords = "propose_words"
  case leavePlanWords = "leave_plan_words"
  case costWords = "cost_words"
  case metreWords = "metre_words"
  case taskWords = "task_words"
  case taskDoneWords = "task_done_words"
  case planTitle = "plan_title"
  case planDraft = "plan_draft"
  case planProposed = "plan_proposed"
  case planRunning = "plan_running"
  case planReviewed = "plan_reviewed"
  case planClosed = "plan_closed"
  case planDay = "plan_day"
  case planOwn = "plan_own"
  case planOther = "plan_other"
  case planFormer = "plan_former"
  case planFile = "plan_file"
  case planSupportHow = "plan_support_how"
  case planSupport = "plan_support"
  case planNoSupport = "plan_no_support"
  case planDraftHow = "plan_draft_how"
  case planProposedHow = "plan_proposed_how"
  case problemShares = "problem_shares"
  case problemAmount = "problem_amount"
  case problemCost = "problem_cost"
  case problemTooMany = "problem_too_many"
  case marketEU = "market_eu"
  case marketEEA = "market_eea"
  case marketGB = "market_gb"
  case marketCH = "market_ch"
  case marketCustomsUnion = "market_customs_union"
  case marketFar = "market_far"
  case marketRegion = "market_region"
  case marketNoCard = "market_no_card"
  case supportFits = "support_fits"
  case supportUnsure = "support_unsure"
  case supportNone = "support_none"
  case supportAlso = "support_also"
  case instrumentUnknown = "instrument_unknown"
  case statusOpen = "status_open"
  case statusChanged = "status_changed"
  case statusPaused = "status_paused"
  case statusClosed = "status_closed"
  case statusUnknown = "status_unknown"
  case statusRoundOver = "status_round_over"
  case insteadOpen = "instead_open"
  case fitsYes = "fits_yes"
  case fitsNo = "fits_no"
  case fitsUnknown = "fits_unknown"
  case fitsTooEarly = "fits_too_early"
  case ruleCountry = "rule_country"
  case ruleMunicipality = "rule_municipality"
  case ruleAge = "rule_age"
  case ruleSize = "rule_size"
  case ruleTurnover = "rule_turnover"
  case ruleLegalForm = "rule_legal_form"
  case ruleSector = "rule_sector"
  case ruleIntent = "rule_intent"
  case ruleGroup = "rule_group"
  case ruleStage = "rule_stage"
  case ruleJudged = "rule_judged"
  case callContact = "call_contact"
  case unknownCommand = "unknown_command"
  case emptyMessage = "empty_message"
  case moreWords = "more_words"
  case unknownWords = "unknown_words"
  case declineWords = "decline_words"
  case yesWords = "yes_words"
  case noWords = "no_words"
  case soldWords = "sold_words"
  case enquiryWords = "enquiry_words"
  case sellingWords = "selling_words"
  case alreadySellingWords = "already_selling_words"
  case regularWords = "regular_words"
  case tomorrowWords = "tomorrow_words"
  case weekdayNames = "weekday_names"
  case monthNames = "month_names"
  case dayWords = "day_words"
  case weekWords = "week_words"
  case monthWords = "month_words"
  case countWords = "count_words"
  case firstWords = "first_words"
  case secondWords = "second_words"
  case thirdWords = "third_words"
  case healthWords = "health_words"
  case healthFirst = "health_first"
  case healthDo = "health_do"
  case fraudWords = "fraud_words"
  case fraudFirst = "fraud_first"
  case fraudDo = "fraud_do"
  case moneyTroubleWords = "money_trouble_words"
  case moneyTroubleFirst = "money_trouble_first"
  case moneyTroubleDo = "money_trouble_do"
  case givingUpWords = "giving_up_words"
  case givingUpFirst = "giving_up_first"
  case givingUpDo = "giving_up_do"
  case urgentContact = "urgent_contact"
  case legalWords = "legal_words"
  case legalCase = "legal_case"
  case readinessLeft = "readiness_left"
  case readinessWeakest = "readiness_weakest"
  case commitmentName = "commitment_name"
  case commitmentAdvice = "commitment_advice"
  case peopleName = "people_name"
  case peopleAdvice = "people_advice"
  case financeName = "finance_name"
  case financeAdvice = "finance_advice"
  case offeringName = "offering_name"
  case offeringAdvice = "offering_advice"
  case capacityName = "capacity_name"
  case capacityAdvice = "capacity_advice"
  case marketName = "market_name"
  case marketAdvice = "market_advice"
  case practiceName = "practice_name"
  case practiceAdvice = "practice_advice"
  case cooperationName = "cooperation_name"
  case cooperationAdvice = "cooperation_advice"
  case yes, no
  case notSaid = "not_said"
  case unknownValue = "unknown_value"
}

/// The phrases of all languages.
public struct Phrasebook: Sendable {
  private let texts: [Language: [String: String]]
  /// Of the phrases that are lists of words.
  private let turns: [Language: [String: [SpokenWords.Turn]]]

  /// Fails with the names of the phrases that a language lacks.
  public init(_ texts: [Language: [String: String]]) throws(MissingPhrases) {
    let missing = Language.allCases.flatMap { lang in
      Phrase.allCases.filter { texts[lang]?[$0.rawValue] == nil }.map { "\(lang.rawValue): \($0.rawValue)" }
    }
    if !missing.isEmpty { throw MissingPhrases(names: missing) }
    self.texts = texts
    turns = texts.mapValues { phrases in
      phrases.filter { $0.key.hasSuffix("_words") }.mapValues { Self.items(of: $0).map(SpokenWords.Turn.init) }
    }
  }

  public func text(_ phrase: Phrase, _ lang: Language, _ values: [String: String] = [:]) -> String {
    var text = texts[lang]?[phrase.rawValue] ?? ""
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      text.replaceAll("{\(name)}", with: value)
    }
    return text
  }

  /// The words of a phrase that is a list, such as `yes_words`.
  public func words(_ phrase: Phrase, _ lang: Language) -> [String] {
    Self.items(of: text(phrase, lang))
  }

  /// The turns of phrase of a list, ready to be looked for.
  func turns(_ phrase: Phrase, _ lang: Language) -> [SpokenWords.Turn] {
    turns[lang]?[phrase.rawValue] ?? []
  }

  private static func items(of list: String) -> [String] {
    list.split(separator: ",").map { $0.trimmed }
  }
}

public struct MissingPhrases: Error, Sendable, Hashable, CustomStringConvertible {
  public var names: [String]

  public var description: String { "phrases are missing: \(names.joined(separator: ", "))" }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    var view = self[...]
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }
}

extension String {
  mutating func replaceAll(_ mark: String, with value: String) {
    self = split(separator: mark, omittingEmptySubsequences: false).joined(separator: value)
  }
}

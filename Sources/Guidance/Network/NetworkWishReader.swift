import Companies
import Cooperation
import Vocabulary

/// Finds what a message asks of the network of companies.
struct NetworkWishReader {
  /// An offer whose writer names no day is open so long.
  static let openDays = 30
  /// Who writes more than this tells of something.
  private static let helpWordsMax = 14

  let phrases: Phrasebook
  let lang: Language
  let memory: TalkMemory

  // MARK: Words that name their object

  /// The act that a message names, with its object: "agree 2", "cost 2 4500". A bare yes never discloses anything.
  func act(in text: String, _ spoken: SpokenWords, today: Day) -> NetworkRequest? {
    PlanWishReader(phrases: phrases, lang: lang, memory: memory, today: today).act(in: text, spoken)
      ?? help(in: text, spoken) ?? act(in: text, spoken) ?? rewriting(text, today: today)
  }

  /// A short message that begins with a word for an act and names a number.
  private func act(in text: String, _ spoken: SpokenWords) -> NetworkRequest? {
    guard text.split(whereSeparator: \.isWhitespace).count <= 6, !text.contains("?") else { return nil }
    let own: [(Phrase, NetworkRequest.Wish)] = [
      (.confirmCardWords, .confirmCard), (.showNameWords, .showName), (.hideNameWords, .hideName),
    ]
    if let found = own.first(where: { begins($0.0, spoken) }) { return NetworkRequest(found.1) }
    guard let number = number(in: text) else { return nil }
    if spoken.tells(.familyWords, in: lang, phrases) { return familyAct(number, spoken) }
    // No before yes: "godkänner inte 2" begins like a yes, and "decline interest 2" like a no to an introduction.
    let acts: [(Phrase, NetworkRequest)] = [
      (.declineInterestWords, NetworkRequest(.decline, opportunity: number)),
      (.refuseWords, NetworkRequest(.answer, match: number, yes: false)),
      (.agreeWords, NetworkRequest(.answer, match: number, yes: true)),
      (.stopContactWords, NetworkRequest(.stop, match: number)),
      (.blockWords, NetworkRequest(.block, match: number)),
      (.metWords, NetworkRequest(.step, match: number, rung: .met)),
      (.signedWords, NetworkRequest(.step, match: number, rung: .agreed)),
      (.publishWords, NetworkRequest(.submit, opportunity: number)),
      (.welcomeWords, NetworkRequest(.welcome, opportunity: number)),
      (.takeDownWords, NetworkRequest(.withdraw, opportunity: number)),
      (.callOffWords, NetworkRequest(.cancel, opportunity: number)),
      (.deedDoneWords, NetworkRequest(.confirmDeed, opportunity: number)),
    ]
    if let found = acts.first(where: { begins($0.0, spoken) }) { return found.1 }
    guard begins(.interestWords, spoken), words(of: text).last.map({ Int($0) ?? place(of: $0) }) == number else {
      return nil
    }
    return isOfCompany(spoken) ? NetworkRequest(.express, match: number) : NetworkRequest(.express, opportunity: number)
  }

  /// A number alone is of what was shown last; offers have numbers, companies are called so.
  private func isOfCompany(_ spoken: SpokenWords) -> Bool {
    tells(.companyWords, spoken) || memory.numbered == .companies && !tells(.numberWords, spoken)
  }

  /// "What do others see of us?"
  func asksForCard(_ spoken: SpokenWords) -> Bool { begins(.showCardWords, spoken) }

  /// News of the own offers, a conflict, an agreement that secrets stay between two, or an advisor who is called in.
  private func help(in text: String, _ spoken: SpokenWords) -> NetworkRequest? {
    if text.split(whereSeparator: \.isWhitespace).count <= 4, begins(.anyInterestWords, spoken) {
      return NetworkRequest(.look)
    }
    guard text.split(whereSeparator: \.isWhitespace).count <= Self.helpWordsMax, !text.contains("?") else { return nil }
    let number = number(in: text)
    if tells(.conflictWords, spoken), let number {
      if tells(.takeBackWords, spoken) { return NetworkRequest(.withdrawConflict, conflict: number) }
      if tells(.meetOtherWords, spoken) { return NetworkRequest(.wantToMeet, conflict: number) }
      return isNumbered(.companyWords, text) ? NetworkRequest(.raiseConflict, match: number) : nil
    }
    if let number, let step = paperStep(spoken) {
      if isNumbered(.familyWords, text) {
        var request = NetworkRequest(.noteAgreement)
        (request.family, request.agreement) = (number, step)
        return request
      }
      if isNumbered(.companyWords, text) { return paper(step, with: number) }
    }
    return begins(.askAdvisorWords, spoken) ? NetworkRequest(.askAdvisor) : nil
  }

  /// What was done of a paper. That secrets stay with the two is wanted until it is signed.
  private func paperStep(_ spoken: SpokenWords) -> AgreementStep? {
    let isSigned = tells(.secrecySignedWords, spoken)
    if tells(.secrecyWords, spoken) { return isSigned ? .signNDA : .needNDA }
    if tells(.letterWords, spoken) { return isSigned ? .signLetter : nil }
    guard tells(.agreementWords, spoken) else { return nil }
    if tells(.endedWords, spoken) { return .end }
    if tells(.amendedWords, spoken) { return .amend }
    if tells(.draftWords, spoken) { return .draft }
    return isSigned ? .sign : nil
  }

  /// An agreement of two is a rung of their trust; only a family's has drafts and changes.
  private func paper(_ step: AgreementStep, with match: Int) -> NetworkRequest {
    if step == .sign { return NetworkRequest(.step, match: match, rung: .agreed) }
    var request = NetworkRequest(.noteAgreement, match: match)
    request.agreement = step
    return request
  }

  private func tells(_ phrase: Phrase, _ spoken: SpokenWords) -> Bool { spoken.tells(phrase, in: lang, phrases) }

  private func begins(_ phrase: Phrase, _ spoken: SpokenWords) -> Bool {
    spoken.begins(with: phrase, in: lang, phrases)
  }

  private func familyAct(_ number: Int, _ spoken: SpokenWords) -> NetworkRequest? {
    let acts: [(Phrase, NetworkRequest.Wish, Bool?)] = [
      (.refuseWords, .answerFamily, false), (.agreeWords, .answerFamily, true),
      (.confirmStageWords, .confirmStage, nil), (.leaveFamilyWords, .leaveFamily, nil),
      (.toldOthersWords, .tellOfLeaving, nil),
    ]
    guard let found = acts.first(where: { begins($0.0, spoken) }) else { return nil }
    var request = NetworkRequest(found.1, yes: found.2)
    request.family = number
    return request
  }

  /// A new closing day or number of places for the draft that was shown last.
  private func rewriting(_ text: String, today: Day) -> NetworkRequest? {
    guard case .confirmOffer(let number) = memory.pending, text.split(whereSeparator: \.isWhitespace).count <= 6 else {
      return nil
    }
    var request = NetworkRequest(.rewrite, opportunity: number)
    let reader = WhenReader(phrases: phrases, lang: lang, today: today)
    request.closes = reader.day(in: text)?.day ?? reader.writtenDay(in: text)
    if request.closes == nil { request.places = places(in: text) }
    return request.closes == nil && request.places == nil ? nil : request
  }

  // MARK: Questions

  func request(for intent: Intent, _ slots: Slots, text: String, _ spoken: SpokenWords, today: Day) -> NetworkRequest? {
    let market = slots[.market]?.texts.first
    switch intent {
    case .joinNetwork, .listOpportunities: return NetworkRequest(.look)
    case .leaveNetwork: return NetworkRequest(.leave)
    case .findPeers:
      let learns = spoken.tells(.learnWords, in: lang, phrases)
      return NetworkRequest(.peers, market: market, purpose: learns ? .learn : .goTogether)
    case .suggestExportFamily: return NetworkRequest(.peers, market: market, purpose: .complement)
    case .offerOpportunity: return NetworkRequest(.draft, terms: terms(slots, text, spoken, today))
    case .expressInterest: return about(.express, slots, text, spoken)
    case .withdrawInterest: return about(.withdrawInterest, slots, text, spoken)
    default: return nil
    }
  }

  /// What is meant: a company or an opportunity by its number, else the only one of its kind.
  private func about(_ act: NetworkRequest.Wish, _ slots: Slots, _ text: String, _ spoken: SpokenWords)
    -> NetworkRequest
  {
    guard let number = slots[.opportunity]?.texts.first.flatMap({ Int($0) }) ?? number(in: text) else {
      return NetworkRequest(act, kind: kind(slots, spoken), market: slots[.market]?.texts.first)
    }
    return isOfCompany(spoken) ? NetworkRequest(act, match: number) : NetworkRequest(act, opportunity: number)
  }

  private func terms(_ slots: Slots, _ text: String, _ spoken: SpokenWords, _ today: Day) -> OpportunityTerms {
    let reader = WhenReader(phrases: phrases, lang: lang, today: today)
    let named = reader.day(in: text)?.day ?? reader.writtenDay(in: text)
    let usual = today.adding(days: Self.openDays)
    return OpportunityTerms(
      kind: kind(slots, spoken) ?? .other, market: slots[.market]?.texts.first ?? "",
      sector: slots[.sector]?.texts.first ?? "", what: text.trimmed, places: places(in: text) ?? 1...1,
      closes: named.map { min($0, usual) } ?? usual)
  }

  /// By its words, else by the subject of the question.
  private func kind(_ slots: Slots, _ spoken: SpokenWords) -> OpportunityKind? {
    let kinds: [(Phrase, OpportunityKind)] = [
      (.exportPersonWords, .sharedExportPerson), (.marketingWords, .jointMarketing), (.standWords, .sharedStand),
      (.freightWords, .sharedFreight), (.trainingWords, .jointTraining), (.giveWorkWords, .subcontractGive),
      (.takeWorkWords, .subcontractTake), (.jointOfferWords, .jointOffer), (.tripWords, .sharedTrip),
    ]
    if let said = kinds.first(where: { spoken.tells($0.0, in: lang, phrases) })?.1 { return said }
    return switch slots[.topic]?.texts.first {
    case "trade_fairs": .sharedStand
    case "logistics": .sharedFreight
    case "joint_marketing": .jointMarketing
    default: nil
    }
  }

  // MARK: Numbers

  /// The only number of the message, in figures or as a word.
  private func number(in text: String) -> Int? {
    let words = self.words(of: text)
    let figures = words.compactMap { Int($0) }
    if !figures.isEmpty { return figures.count == 1 ? figures[0] : nil }
    let spelled = words.compactMap(place(of:))
    return spelled.count == 1 ? spelled[0] : nil
  }

  /// How many others: the number that stands beside a word for firms or places; "room for two more".
  private func places(in text: String) -> ClosedRange<Int>? {
    let words = self.words(of: text)
    let nouns = phrases.words(.placeWords, lang)
    for (index, word) in words.enumerated() where nouns.contains(where: { word.fits($0) }) {
      for near in words[max(0, index - 3)..<index].reversed() {
        guard let count = Int(near) ?? place(of: near), (1...OpportunityTerms.placesMax).contains(count) else {
          continue
        }
        return 1...count
      }
    }
    return nil
  }

  /// Whether the number stands behind one of these words: "company 2", not "2 companies".
  private func isNumbered(_ phrase: Phrase, _ text: String) -> Bool {
    let words = self.words(of: text)
    return zip(words, words.dropFirst()).contains { noun, number in
      (Int(number) ?? place(of: number)) != nil && phrases.words(phrase, lang).contains { noun.fits($0) }
    }
  }

  private func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private func place(of word: String) -> Int? {
    phrases.words(.countWords, lang).firstIndex { forms in forms.split(separator: "/").contains { word == $0 } }
      .map { $0 + 1 }
  }
}

import Companies
import Cooperation
import Vocabulary

/// Finds what a message asks of a joint plan: "make a plan for 3 from 14.4.", "cost 2 4500", "agree plan 1", "close plan 1".
struct PlanWishReader {
  private static let wordsMax = 12
  /// "plan 1" is asked for in so many words; what is longer tells of another plan.
  private static let showWordsMax = 3

  let phrases: Phrasebook
  let lang: Language
  let memory: TalkMemory
  let today: Day

  func act(in text: String, _ spoken: SpokenWords) -> NetworkRequest? {
    if let plan = Figures(text).numbers.first ?? memory.plan, begins(.showPlanWords, spoken) {
      var request = NetworkRequest(.look)
      request.plan = plan
      return request
    }
    if let task = newTask(text, spoken) { return task }
    guard !text.contains("?"), text.split(whereSeparator: \.isWhitespace).count <= Self.wordsMax else { return nil }
    if tells(.planWords, spoken), let act = planAct(text, spoken) { return act }
    guard let plan = memory.plan else { return nil }
    let numbers = Figures(text).numbers
    if begins(.costWords, spoken), let task = numbers.first { return cost(text, spoken, plan: plan, task: task) }
    guard begins(.taskWords, spoken), numbers.count == 1 else { return nil }
    var request = NetworkRequest(tells(.taskDoneWords, spoken) ? .tickTask : .takeTask)
    (request.plan, request.task) = (plan, numbers[0])
    return request
  }

  /// "add task: book an interpreter by 1.2.2027", for the plan that was shown last.
  private func newTask(_ text: String, _ spoken: SpokenWords) -> NetworkRequest? {
    let words = text.split(whereSeparator: { $0.isWhitespace || $0 == ":" })
    let begin = phrases.words(.addTaskWords, lang).map { $0.split(separator: " ") }.first { begin in
      begin.count < words.count && zip(begin, words).allSatisfy { $0.lowercased() == $1.lowercased() }
    }
    guard let plan = memory.plan, let begin else { return nil }
    var request = NetworkRequest(.addTask)
    (request.plan, request.text) = (plan, words.dropFirst(begin.count).joined(separator: " "))
    let reader = WhenReader(phrases: phrases, lang: lang, today: today)
    request.day = reader.day(in: text)?.day ?? reader.writtenDay(in: text)
    return request
  }

  private func planAct(_ text: String, _ spoken: SpokenWords) -> NetworkRequest? {
    if begins(.makePlanWords, spoken) { return newPlan(text, spoken) }
    guard let number = Figures(text).numbers.first ?? memory.plan else { return nil }
    let acts: [(Phrase, NetworkRequest.Wish, Bool?)] = [
      (.refuseWords, .answerPlan, false), (.agreeWords, .answerPlan, true), (.proposeWords, .proposePlan, nil),
      (.leavePlanWords, .leavePlan, nil), (.reviewPlanWords, .reviewPlan, nil), (.closePlanWords, .closePlan, nil),
    ]
    let found = acts.first { begins($0.0, spoken) || $0.1 == .proposePlan && tells($0.0, spoken) }
    let isShort = text.split(whereSeparator: \.isWhitespace).count <= Self.showWordsMax
    guard found != nil || isShort && begins(.planWords, spoken) else { return nil }
    var request = NetworkRequest(found?.1 ?? .look, yes: found?.2)
    request.plan = number
    return request
  }

  /// For an opportunity by its number, or for a family: "make a plan for family 1 from 14.4."
  private func newPlan(_ text: String, _ spoken: SpokenWords) -> NetworkRequest? {
    let reader = WhenReader(phrases: phrases, lang: lang, today: today)
    let when = reader.day(in: text)
    guard let number = Figures(when?.rest ?? text).numbers.first else { return nil }
    var request = NetworkRequest(.makePlan)
    if tells(.familyWords, spoken) { request.family = number } else { request.opportunity = number }
    (request.day, request.lang) = (when?.day ?? reader.writtenDay(in: text), lang)
    let kinds: [(Phrase, PlanKind)] = [
      (.exportPersonWords, .exportPerson), (.webPageWords, .webPage), (.marketingWords, .brochure),
      (.standWords, .fair),
    ]
    request.planKind = kinds.first { tells($0.0, spoken) }?.1
    return request
  }

  /// A sum for a task, shared alike or by the numbers that stand between strokes: `12/6/6`.
  private func cost(_ text: String, _ spoken: SpokenWords, plan: Int, task: Int) -> NetworkRequest? {
    let figures = Figures(text)
    guard let cents = figures.cents else { return nil }
    let weights = figures.weights
    let kind: NetworkRequest.CostWish.Kind =
      weights.isEmpty ? .equal : tells(.metreWords, spoken) ? .metres : text.contains("%") ? .agreed : .use
    var request = NetworkRequest(.setCost)
    (request.plan, request.task) = (plan, task)
    request.cost = NetworkRequest.CostWish(cents: cents, kind: kind, weights: weights)
    return request
  }

  private func begins(_ phrase: Phrase, _ spoken: SpokenWords) -> Bool {
    spoken.begins(with: phrase, in: lang, phrases)
  }

  private func tells(_ phrase: Phrase, _ spoken: SpokenWords) -> Bool { spoken.tells(phrase, in: lang, phrases) }
}

/// The figures of a message: whole numbers, a sum of money, and weights with strokes between.
struct Figures {
  let numbers: [Int]
  /// The sum that stands after the first number, in cents: `4500`, `4 500`, `4500,50`.
  let cents: Int?
  let weights: [Int]

  /// Far above what is shared, far below an overflow.
  private static let eurosMax = 1_000_000_000

  init(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).map { word in
      String(word.filter { $0.isNumber || $0 == "," || $0 == "." || $0 == "/" || $0.isLetter })
    }
    let plain = words.filter { !$0.isEmpty && $0.allSatisfy { $0.isNumber || $0 == "," || $0 == "." } }
    numbers = plain.compactMap { Int($0.filter(\.isNumber)).flatMap { $0 <= Self.eurosMax ? $0 : nil } }
    weights = words.first { $0.contains("/") }?.split(separator: "/").compactMap { Int($0.filter(\.isNumber)) } ?? []
    let isNegative = text.split(whereSeparator: \.isWhitespace).contains { word in
      (word.hasPrefix("-") || word.hasPrefix("−")) && word.dropFirst().first?.isNumber == true
    }
    cents = Self.cents(Array(plain.dropFirst())).map { isNegative ? -$0 : $0 }
  }

  /// Groups of three digits after the first belong to it.
  private static func cents(_ words: [String]) -> Int? {
    guard let first = words.first else { return nil }
    let groups = words.dropFirst().prefix {
      $0.prefix(3).allSatisfy(\.isNumber) && $0.prefix { $0.isNumber }.count == 3
    }
    let whole = ([first] + groups).joined()
    let parts = whole.split(omittingEmptySubsequences: true) { $0 == "," || $0 == "." }
    guard let figures = parts.first else { return nil }
    // What is too large stays too large, so that it is refused and not passed over.
    let euros = min(Int(figures) ?? .max, eurosMax + 1)
    guard parts.count > 1 else { return euros * 100 }
    guard parts.count == 2, let rest = Int(parts[1]) else { return nil }
    // "4.500" is a thousand and more, "45.50" is not.
    return switch parts[1].count {
    case 1: euros * 100 + rest * 10
    case 2: euros * 100 + rest
    case 3: (euros * 1000 + rest) * 100
    default: nil
    }
  }
}

/// One sentence, looked through with the words of the guard-rails.
struct SentenceReader {
  private let sentence: [MessageWord]
  private let words: GuardRailWords

  init(_ sentence: [MessageWord], _ words: GuardRailWords) {
    self.sentence = sentence
    self.words = words
  }

  func has(_ patterns: [WordPattern]) -> Bool {
    sentence.indices.contains { index in patterns.contains { $0.match(in: sentence, at: index) != nil } }
  }

  func ranges(of patterns: [WordPattern]) -> [Range<Int>] {
    sentence.indices.flatMap { index in patterns.compactMap { $0.match(in: sentence, at: index) } }
  }

  /// The sentence without its parts, between commas and words such as "and", that have one of these.
  func rest(without patterns: [WordPattern]) -> [MessageWord] {
    var parts: [[MessageWord]] = [[]]
    for (index, word) in sentence.enumerated() {
      if joins(at: index) { parts.append([]) }
      parts[parts.count - 1].append(word)
      if word.endsClause { parts.append([]) }
    }
    return parts.filter { !SentenceReader($0, words).has(patterns) }.flatMap { $0 }
  }

  private func joins(at index: Int) -> Bool { matches(words.families["joins"] ?? [], at: index) }

  /// The topic stands with what makes it telling: a figure, or a customer's name.
  func tells(of topic: GuardRailTopic) -> Bool {
    switch topic {
    case .margin, .wages: hasAmount
    case .price: hasAmount || hasFigure
    case .bids: hasAmount || sentence.contains { $0.isLarge && !$0.isYear }
    case .volume: hasAmount || hasFigure
    case .customers: namesCustomer || hasAmount
    case .markets, .boycott: false
    }
  }

  /// What the first pact that holds for the sentence is about; `nil` when none does.
  ///
  /// - Parameters:
  ///   - found: the topics that have a word in the sentence.
  ///   - excused: topics that no pact is looked for about.
  func pact(among found: [GuardRailTopic], except excused: Set<GuardRailTopic> = []) -> GuardRailTopic? {
    let places = words.families.mapValues { family in sentence.indices.count { matches(family, at: $0) } }
    let hasAmount = hasAmount
    for pact in words.pacts {
      let holds = pact.needs.allSatisfy { need in
        switch need {
        case .family(let name): places[name, default: 0] >= 1
        case .twice(let name): places[name, default: 0] >= 2
        case .amount: hasAmount
        case .name: sentence.indices.contains { isName($0) && !isPlace($0) }
        }
      }
      guard holds else { continue }
      switch pact.subject {
      case .topic(let topic): if !excused.contains(topic) { return topic }
      case .found(let topics):
        if let topic = found.first(where: { topics.contains($0) && !excused.contains($0) }) { return topic }
      }
    }
    return nil
  }

  /// It asks others to settle something, or names an amount for all.
  var isCall: Bool { has(words.calls) || (hasAmount && has(words.together)) }

  /// One part of the world, one kind of customers, or one customer, for you and another for us.
  var isDivision: Bool {
    let segments = words.families["segments"] ?? []
    let named = sentence.indices.filter { isPlace($0) || isName($0) || matches(segments, at: $0) }
    return named.count >= 2 && has(words.yours) && has(words.ours)
  }

  /// A number of more than one digit that is no year.
  private var hasFigure: Bool { sentence.contains { ($0.digits?.count ?? 0) > 1 && !$0.isYear } }

  /// A number with a unit of money, rate or share, or at the end of the sentence or of a part of it.
  private var hasAmount: Bool {
    sentence.indices.contains { index in
      let isNumber = sentence[index].digits != nil || matches(words.numbers, at: index)
      guard isNumber, !sentence[index].isYear else { return false }
      let before = index > 0 && ["€", "$"].contains(sentence[index - 1].folded)
      return before || matches(words.units, at: index + 1) || index + 1 == sentence.count || joins(at: index + 1)
        || sentence[index].endsClause
    }
  }

  /// A name right behind a customer's word, or with nothing but "is" or "such as" between them.
  private var namesCustomer: Bool {
    ranges(of: words.topics[.customers] ?? []).contains { range in
      var index = range.upperBound
      while matches(words.links, at: index) { index += 1 }
      return (isName(index) && !isPlace(index)) || isNamed(before: range) || opensWithName(before: range)
    }
  }

  /// "We have Peab as a customer": a name, and nothing but links up to the customer's word.
  private func isNamed(before customer: Range<Int>) -> Bool {
    var index = customer.lowerBound - 1
    while matches(words.links, at: index) { index -= 1 }
    return index < customer.lowerBound - 1 && isName(index) && !isPlace(index)
  }

  /// "Peab is our main customer": the name opens the sentence, "is our" follows, then at most one word more.
  private func opensWithName(before customer: Range<Int>) -> Bool {
    let first = sentence[0]
    return (3...4).contains(customer.lowerBound) && first.isCapitalised && !isPlace(0) && !matches(words.noNames, at: 0)
      && matches(words.links, at: 1) && matches(words.own, at: 2)
  }

  private func isName(_ index: Int) -> Bool {
    sentence.indices.contains(index) && sentence[index].isNameLike && !matches(words.noNames, at: index)
  }

  private func isPlace(_ index: Int) -> Bool { matches(words.places, at: index) }

  private func matches(_ patterns: [WordPattern], at index: Int) -> Bool {
    patterns.contains { $0.match(in: sentence, at: index) != nil }
  }
}

extension MessageWord {
  /// A number of thousands.
  fileprivate var isLarge: Bool { (digits?.count ?? 0) >= 4 }
}

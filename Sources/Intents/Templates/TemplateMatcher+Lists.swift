import Language

extension TemplateMatcher {
  /// Fills a slot in every way, goes on after each; whether anything was complete.
  mutating func reference(_ number: Int32, _ state: MatchState, _ next: Int32) -> Bool {
    guard Int(state.position) < text.count else { return false }
    switch program.lists[Int(program.references[Int(number)].list)] {
    case .wildcard: return wildcard(number, state, next)
    case .values(let list): return values(list, number, state, next)
    case .range(let range):
      return isOpen(state) ? laterNumber(range, number, state, next) : self.number(range, number, state, next)
    }
  }

  private mutating func wildcard(_ number: Int32, _ state: MatchState, _ next: Int32) -> Bool {
    // Of two wildcards in a row the first stays empty, which is no match.
    if isOpen(state) { return false }
    if allowsUnmatched { closeUnmatched(state) }
    entities.append(
      MatchedEntity(
        previous: state.entity, reference: number, filling: .openWildcard, start: state.position, end: state.position,
        isBroken: state.isBroken))
    var after = state
    after.entity = Int32(entities.count - 1)
    return walk(next, after)
  }
}

// MARK: - Values

extension TemplateMatcher {
  private mutating func values(_ list: ValueList, _ number: Int32, _ state: MatchState, _ next: Int32) -> Bool {
    let first = candidates.count
    defer { candidates.removeSubrange(first...) }
    var looked = 0
    list.index.gather(
      text.letters(isBroken: state.isBroken), at: Int(state.position), anywhere: isOpen(state) || hasPlaceholder(state),
      into: &candidates, work: &looked)
    guard spend(looked) else { return false }
    let last = candidates.count
    var isMatched = false
    var isFilled = false
    for index in first..<last {
      let value = list.values[Int(candidates[index])]
      if value.hasContext,
        !ContextRules.fits(program.meanings[Int(value.meaning)].context, requires: requires, excludes: excludes)
      {
        continue
      }
      forEachEnd(of: value, from: state) { matcher, ended in
        guard let filled = matcher.filled(ended, from: state, value, number) else { return }
        isFilled = true
        if matcher.walk(next, filled) { isMatched = true }
      }
    }
    if !isFilled, allowsUnmatched { return walk(next, placeholder(number, state)) }
    return isMatched
  }

  private mutating func forEachEnd(
    of value: ListValue, from state: MatchState, _ use: (inout TemplateMatcher, MatchState) -> Void
  ) {
    guard value.literal >= 0 else {
      for ended in ends(of: value.start, from: state) { use(&self, ended) }
      return
    }
    let literal = program.literals[Int(value.literal)]
    guard spend(1), literal.letters.count <= text.count - Int(state.position) else { return }
    if isOpen(state) {
      if !literal.isBlank { forEachPlace(of: literal, state, use) }
      return
    }
    var ended = state
    if stands(literal, &ended) {
      use(&self, ended)
    } else if allowsUnmatched, let closed = closedUnmatched(before: literal, state) {
      use(&self, closed)
    }
  }

  /// The state after a value: letters inside values do not count, and white space may be missing after it where it may before it.
  private mutating func filled(
    _ ended: MatchState, from state: MatchState, _ value: ListValue, _ reference: Int32
  ) -> MatchState? {
    // A value without letters leaves an open wildcard empty, which is no match.
    if isOpen(ended) { return nil }
    let start = min(Int(state.position) + wildcardShare(before: ended, state), Int(ended.position))
    entities.append(
      MatchedEntity(
        previous: ended.entity, reference: reference, filling: .value(value.meaning), start: Int32(start),
        end: ended.position, isBroken: state.isBroken))
    var after = ended
    after.entity = Int32(entities.count - 1)
    after.score = state.score
    after.isStartOfWord = state.isStartOfWord
    after.unmatched = state.unmatched
    if value.hasContext {
      contexts.append(GainedContext(previous: state.context, meaning: value.meaning))
      after.context = Int32(contexts.count - 1)
    }
    return after
  }

  /// Letters at the state's place that are the text of the wildcard right before the value, and so no part of the value's text.
  private func wildcardShare(before ended: MatchState, _ state: MatchState) -> Int {
    guard ended.entity >= 0 else { return 0 }
    let wildcard = entities[Int(ended.entity)]
    guard wildcard.isWildcard else { return 0 }
    let length = Int(wildcard.end - wildcard.start)
    guard Int(state.position) + length <= text.count else { return 0 }
    for offset in 0..<length
    where text.scalar(Int(wildcard.start) + offset, isBroken: wildcard.isBroken)
      != text.scalar(Int(state.position) + offset, isBroken: state.isBroken)
    {
      return 0
    }
    return length
  }
}

// MARK: - Numbers

extension TemplateMatcher {
  private mutating func number(_ range: RangeMatcher, _ number: Int32, _ state: MatchState, _ next: Int32) -> Bool {
    var isMatched = false
    var isFilled = false
    let digits = range.digits(text, at: Int(state.position), isBroken: state.isBroken)
    if range.range.digits, let (value, end) = digits {
      if range.range.contains(value) {
        isFilled = true
        if walk(next, numbered(range, value, number, state, end: end)) { isMatched = true }
      } else if allowsUnmatched {
        if walk(next, outside(value, number, state, end: end)) { isMatched = true }
      }
    }
    // Digits rule out words, even where digits are not asked for.
    if digits == nil {
      range.words(text, at: Int(state.position), isBroken: state.isBroken) { _, word in
        if walk(next, spelled(range, word, number, state)) { isMatched = true }
      }
    }
    if allowsUnmatched, !isFilled, walk(next, placeholder(number, state)) { isMatched = true }
    return isMatched
  }

  private mutating func spelled(
    _ range: RangeMatcher, _ word: RangeMatcher.Word, _ reference: Int32, _ state: MatchState
  ) -> MatchState {
    var after = numbered(range, word.number, reference, state, end: Int(state.position) + word.length)
    after.score += Int32(word.score)
    after.isStartOfWord = false
    return after
  }

  private mutating func numbered(
    _ range: RangeMatcher, _ value: Double, _ reference: Int32, _ state: MatchState, end: Int
  ) -> MatchState {
    entities.append(
      MatchedEntity(
        previous: state.entity, reference: reference, filling: .number(range.scaled(value)), start: state.position,
        end: Int32(end), isBroken: state.isBroken))
    var after = state
    after.entity = Int32(entities.count - 1)
    after.position = Int32(end)
    return after
  }

  /// Numbers anywhere in the rest; the open wildcard takes what is before.
  private mutating func laterNumber(_ range: RangeMatcher, _ number: Int32, _ state: MatchState, _ next: Int32) -> Bool
  {
    var isMatched = false
    var hasDigits = false
    let start = Int(state.position)
    var index = start
    while index < text.count, spend(1) {
      guard let (value, end) = range.digits(text, at: index, isBroken: state.isBroken) else {
        index += 1
        continue
      }
      hasDigits = true
      if range.range.digits, range.range.contains(value), var closed = closed(state, over: start..<index) {
        closed.isStartOfWord = state.isStartOfWord
        if walk(next, numbered(range, value, number, closed, end: end)) { isMatched = true }
      }
      index = end
    }
    return hasDigits || !range.hasWords ? isMatched : laterWord(range, number, state, next)
  }

  /// Each spelling counts only where it stands first.
  private mutating func laterWord(_ range: RangeMatcher, _ number: Int32, _ state: MatchState, _ next: Int32) -> Bool {
    var isMatched = false
    var seen: Set<Int32> = []
    let start = Int(state.position)
    for index in start..<text.count where spend(1) {
      var fresh: [RangeMatcher.Word] = []
      var nodes: [Int32] = []
      range.words(text, at: index, isBroken: state.isBroken) { node, word in
        if seen.contains(node) { return }
        nodes.append(node)
        fresh.append(word)
      }
      seen.formUnion(nodes)
      for word in fresh {
        guard var closed = closed(state, over: start..<index) else { continue }
        closed.isStartOfWord = state.isStartOfWord
        if walk(next, spelled(range, word, number, closed)) { isMatched = true }
      }
    }
    return isMatched
  }
}

import Language

/// Where a match stands.
struct MatchState {
  /// Index of the first scalar that is not consumed.
  var position: Int
  var score = 0
  /// White space may be missing or doubled here.
  var isStartOfWord = true
  /// Hyphens of the rest count as spaces: an earlier literal matched only so.
  var isDehyphenated = false
  /// The last entity, -1 for none; entities form chains so that branches share what they have in common.
  var entity = -1
  /// The last entity that had no matching value, -1 for none.
  var unmatched = -1
}

/// A slot that a match filled, in a chain.
struct MatchedEntity {
  var previous: Int
  var slot: String
  var value: TemplateValue
  /// As consumed, outer spaces included.
  var text: String
  var isWildcard = false
  /// A wildcard whose end is not known yet.
  var isOpen = false
  var endsWord = false
  var context: [TemplateValue.Entry] = []
  var metadata: TemplateValue?
}

/// Part of a message that stands where a value was expected, in a chain.
struct UnmatchedEntity {
  var previous: Int
  var slot: String
  var text: String
  var number: Double?
  var isOpen: Bool
}

/// Runs one template's steps over one text and gives every way in which they consume it, in order.
///
/// Work is bounded: places from which nothing matched are remembered, and a template that still needs more than `workMax` steps on one
/// text is given up.
struct TemplateMatcher {
  /// Steps of one template on one text.
  static let workMax = 50_000
  /// From this many steps on, dead ends are remembered: below it, remembering costs more than it saves.
  private static let rememberFrom = 300

  let program: TemplateProgram
  /// The text, the same without case, and the latter with hyphens as spaces.
  let text: [Unicode.Scalar]
  private let caseless: [Unicode.Scalar]
  private let dehyphenated: [Unicode.Scalar]
  let ignoresSpace: Bool
  let allowsUnmatched: Bool
  /// Whether every derivation is wanted, also those that differ in nothing.
  let wantsDuplicates: Bool
  private let requires: [TemplateValue.Entry]
  private let excludes: [TemplateValue.Entry]

  private(set) var entities: [MatchedEntity] = []
  private(set) var unmatchedEntities: [UnmatchedEntity] = []
  private(set) var results: [MatchState] = []
  private var work = 0
  private var deadEnds: Set<Place> = []
  private var visited: Set<Visit> = []

  private struct Place: Hashable {
    var step: Int32
    var position: Int32
    var flags: UInt8
  }

  private struct Visit: Hashable {
    var place: Place
    var score: Int32
    var entity: Int32
  }

  init(
    program: TemplateProgram, text: [Unicode.Scalar], ignoresSpace: Bool, allowsUnmatched: Bool, wantsDuplicates: Bool,
    block: TemplateBlock
  ) {
    self.program = program
    self.text = text
    caseless = text.map(TextFoldingTable.caseless)
    dehyphenated = caseless.map { $0 == "-" || $0 == "_" ? " " : $0 }
    self.ignoresSpace = ignoresSpace
    self.allowsUnmatched = allowsUnmatched
    self.wantsDuplicates = wantsDuplicates
    requires = block.requiresContext
    excludes = block.excludesContext
  }

  /// Gathers the complete matches of a template in `results`.
  mutating func run(from start: Int32) {
    _ = walk(start, MatchState(position: 0), in: nil)
  }

  /// The states at which a value's expression ends.
  private mutating func states(of value: Int32, from state: MatchState) -> [MatchState] {
    if case .literal(let number, TemplateProgram.done) = program.steps[Int(value)] {
      return literal(program.literals[Int(number)], state)
    }
    let collector = Collector()
    _ = walk(value, state, in: collector)
    return collector.states
  }

  /// Ends of a value's expression.
  private final class Collector {
    var states: [MatchState] = []
  }

  /// Depth first; whether anything below was complete.
  private mutating func walk(_ step: Int32, _ state: MatchState, in collector: Collector?) -> Bool {
    work += 1
    if work > Self.workMax { return false }
    switch program.steps[Int(step)] {
    case .fail: return false
    case .done: return end(state, in: collector)
    case .literal, .list, .branch: break
    }
    if isKnown(step, state, in: collector) { return false }
    var isMatched = false
    switch program.steps[Int(step)] {
    case .literal(let number, let next):
      for after in literal(program.literals[Int(number)], state) where walk(next, after, in: collector) {
        isMatched = true
      }
    case .list(let number, let next):
      for after in references(program.references[Int(number)], state) where walk(next, after, in: collector) {
        isMatched = true
      }
    case .branch(let targets):
      for target in targets where walk(program.targets[Int(target)], state, in: collector) { isMatched = true }
    case .fail, .done: break
    }
    if !isMatched { remember(step, state, in: collector) }
    return isMatched
  }

  private mutating func end(_ state: MatchState, in collector: Collector?) -> Bool {
    if let collector {
      collector.states.append(state)
      return true
    }
    guard let ended = ended(state) else { return false }
    results.append(ended)
    return true
  }

  private func place(_ step: Int32, _ state: MatchState) -> Place {
    let flags: UInt8 =
      (state.isStartOfWord ? 1 : 0) | (state.isDehyphenated ? 2 : 0) | (openWildcard(state) == nil ? 0 : 4)
    return Place(step: step, position: Int32(state.position), flags: flags)
  }

  /// Whether a walk from here is known to lead nowhere, or nowhere new.
  private mutating func isKnown(_ step: Int32, _ state: MatchState, in collector: Collector?) -> Bool {
    guard work > Self.rememberFrom, collector == nil, !allowsUnmatched else { return false }
    let place = place(step, state)
    if deadEnds.contains(place) { return true }
    if wantsDuplicates { return false }
    let visit = Visit(place: place, score: Int32(clamping: state.score), entity: Int32(clamping: state.entity))
    return !visited.insert(visit).inserted
  }

  private mutating func remember(_ step: Int32, _ state: MatchState, in collector: Collector?) {
    guard work > Self.rememberFrom, work <= Self.workMax, collector == nil, !allowsUnmatched else { return }
    deadEnds.insert(place(step, state))
  }
}

// MARK: - Literals

extension TemplateMatcher {
  private func letters(_ state: MatchState) -> [Unicode.Scalar] {
    state.isDehyphenated ? dehyphenated : caseless
  }

  private func skippingSpace(_ letters: [Unicode.Scalar], _ start: Int) -> Int {
    var index = start
    while index < letters.count, PreparedText.isSpace(letters[index]) { index += 1 }
    return index
  }

  private func isBlank(_ state: MatchState) -> Bool {
    let letters = letters(state)
    return skippingSpace(letters, state.position) == letters.count
  }

  private func openWildcard(_ state: MatchState) -> MatchedEntity? {
    guard state.entity >= 0, entities[state.entity].isOpen else { return nil }
    return entities[state.entity]
  }

  private mutating func literal(_ literal: TemplateLiteral, _ state: MatchState) -> [MatchState] {
    if literal.isEmpty { return [state] }
    if let wildcard = openWildcard(state) {
      return literal.isBlank ? [state] : closing(wildcard, before: literal, state)
    }
    if let after = plain(literal, state) { return [after] }
    if allowsUnmatched, state.unmatched >= 0, unmatchedEntities[state.unmatched].isOpen {
      return closingUnmatched(before: literal, state).map { [$0] } ?? []
    }
    return []
  }

  /// The literal right here: as it is, as blank against blank, or with the text's hyphens as spaces.
  private mutating func plain(_ literal: TemplateLiteral, _ state: MatchState) -> MatchState? {
    let letters = letters(state)
    if let end = end(of: literal, in: letters, state) {
      if allowsUnmatched, !literal.isBlank, state.unmatched >= 0 { closeUnmatched(state) }
      var after = state
      after.position = end
      after.score += literal.score
      after.isStartOfWord = literal.endsWithSpace
      return after
    }
    if literal.isBlank, isBlank(state) { return state }
    if !state.isDehyphenated, let end = end(of: literal, in: dehyphenated, state) {
      var after = state
      after.position = end
      after.isDehyphenated = true
      return after
    }
    return nil
  }

  /// Where the literal ends when it stands at the state's place.
  private func end(of literal: TemplateLiteral, in letters: [Unicode.Scalar], _ state: MatchState) -> Int? {
    if ignoresSpace { return packedEnd(of: literal, in: letters, state) }
    let strips = state.isStartOfWord
    // Outer space is dropped before hyphens are read as spaces: a hyphen never counts as outer space.
    var index = strips ? skippingSpace(self.letters(state), state.position) : state.position
    var wanted = strips ? literal.leadingSpaces : 0
    guard letters.count - index >= literal.scalars.count - wanted else { return nil }
    while wanted < literal.scalars.count {
      if letters[index] != literal.scalars[wanted] { return nil }
      index += 1
      wanted += 1
    }
    return literal.isBeginning ? wordEnd(letters, index, literal) : index
  }

  /// The end of the word that a beginning stands in, with the spaces that the literal has after it.
  private func wordEnd(_ letters: [Unicode.Scalar], _ start: Int, _ literal: TemplateLiteral) -> Int {
    var index = start
    while index < letters.count, TextFolding.isWordCharacter(letters[index]) { index += 1 }
    return index
  }

  private func packedEnd(of literal: TemplateLiteral, in letters: [Unicode.Scalar], _ state: MatchState) -> Int? {
    let spaced = self.letters(state)
    var index = state.position
    for scalar in literal.packed {
      index = skippingSpace(spaced, index)
      guard index < letters.count, letters[index] == scalar else { return nil }
      index += 1
    }
    return index
  }

  /// One state for each place where the literal stands later in the text; the wildcard takes what is before it.
  private mutating func closing(_ wildcard: MatchedEntity, before literal: TemplateLiteral, _ state: MatchState)
    -> [MatchState]
  {
    let letters = letters(state)
    let start = ignoresSpace || state.isStartOfWord ? skippingSpace(letters, state.position) : state.position
    var states: [MatchState] = []
    var mustBeginWord = wildcard.endsWord && !ignoresSpace
    var from = start
    var passedOver = false
    while let found = occurrence(
      of: literal, in: letters, from: from, start: start, state, mustBeginWord: mustBeginWord)
    {
      from = found + 1
      if found == start {
        if passedOver { break }
        passedOver = true
        mustBeginWord = false
        continue
      }
      mustBeginWord = false
      var after = filling(state, upTo: found, from: start)
      after.position = found
      if let ended = plain(literal, after) { states.append(ended) }
    }
    return states
  }

  private func occurrence(
    of literal: TemplateLiteral, in letters: [Unicode.Scalar], from: Int, start: Int, _ state: MatchState,
    mustBeginWord: Bool
  ) -> Int? {
    let wanted =
      ignoresSpace ? literal.packed[...] : literal.scalars[(state.isStartOfWord ? literal.leadingSpaces : 0)...]
    guard let first = wanted.first else { return nil }
    var index = from
    while index + wanted.count <= letters.count {
      if letters[index] == first, wanted.elementsEqual(letters[index..<(index + wanted.count)]),
        !mustBeginWord || isWordBoundary(letters, index, start)
      {
        return index
      }
      index += 1
    }
    return nil
  }

  private func isWordBoundary(_ letters: [Unicode.Scalar], _ index: Int, _ start: Int) -> Bool {
    let before = index > start && TextFolding.isWordCharacter(letters[index - 1])
    let after = index < letters.count && TextFolding.isWordCharacter(letters[index])
    return before != after
  }

  /// The state with its open wildcard closed over a stretch of the text.
  private mutating func filling(_ state: MatchState, upTo end: Int, from start: Int) -> MatchState {
    var wildcard = entities[state.entity]
    wildcard.text = source(start..<end, state)
    wildcard.value = .text(PreparedText.string(PreparedText.trimmed(Array(wildcard.text.unicodeScalars))))
    wildcard.isOpen = false
    var after = state
    entities.append(wildcard)
    after.entity = entities.count - 1
    return after
  }

  /// The text as typed, with spaces for hyphens where an earlier literal matched so.
  private func source(_ range: Range<Int>, _ state: MatchState) -> String {
    let scalars = text[range]
    return PreparedText.string(
      state.isDehyphenated ? scalars.map { $0 == "-" || $0 == "_" ? " " : $0 } : Array(scalars))
  }
}

// MARK: - Lists

extension TemplateMatcher {
  private mutating func references(_ reference: TemplateListReference, _ state: MatchState) -> [MatchState] {
    switch program.lists[reference.list].kind {
    case .wildcard:
      guard state.position < text.count else { return [] }
      entities.append(
        MatchedEntity(
          previous: state.entity, slot: reference.slot, value: .text(""), text: "", isWildcard: true, isOpen: true,
          endsWord: reference.endsWord))
      var after = state
      after.entity = entities.count - 1
      return [after]
    case .values(let values, let index): return valueStates(values, index, reference, state)
    case .range(let range): return rangeStates(range, reference, state)
    }
  }

  private mutating func valueStates(
    _ values: [TemplateValues.Value], _ index: ValueIndex, _ reference: TemplateListReference, _ state: MatchState
  ) -> [MatchState] {
    guard state.position < text.count else { return [] }
    let isOpen = openWildcard(state) != nil
    let searches = isOpen || (state.unmatched >= 0 && unmatchedEntities[state.unmatched].isOpen)
    let candidates = searches ? Array(0..<Int32(index.count)) : index.candidates(in: caseless[state.position...])
    let remaining = text.count - state.position
    var states: [MatchState] = []
    for number in candidates {
      let value = values[Int(number)]
      if let length = value.plainLength, length > remaining { continue }
      guard ContextRules.fits(value.context, requires: requires, excludes: excludes) else { continue }
      for ended in self.states(of: value.start, from: state) {
        states.append(filled(ended, from: state, value, reference, hadOpenWildcard: isOpen))
      }
    }
    if states.isEmpty, allowsUnmatched { return [placeholder(reference.slot, state)] }
    return states
  }

  private mutating func filled(
    _ ended: MatchState, from state: MatchState, _ value: TemplateValues.Value, _ reference: TemplateListReference,
    hadOpenWildcard: Bool
  ) -> MatchState {
    var start = state.position
    if hadOpenWildcard, ended.entity >= 0 {
      let strips = ignoresSpace || state.isStartOfWord
      start = strips ? skippingSpace(letters(state), start) : start
      start += entities[ended.entity].text.unicodeScalars.count
    }
    let consumed = source(min(start, ended.position)..<ended.position, state)
    entities.append(
      MatchedEntity(
        previous: ended.entity, slot: reference.slot, value: value.out ?? .text(consumed), text: consumed,
        context: value.context, metadata: value.metadata))
    var after = ended
    after.entity = entities.count - 1
    after.score = state.score
    after.isStartOfWord = state.isStartOfWord
    after.unmatched = state.unmatched
    return after
  }

  private mutating func rangeStates(
    _ range: RangeMatcher, _ reference: TemplateListReference, _ state: MatchState
  ) -> [MatchState] {
    if openWildcard(state) != nil { return rangeAfterWildcard(range, reference, state) }
    var states: [MatchState] = []
    var digitsStand = false
    if range.range.digits, let (number, end) = range.digits(caseless, at: state.position) {
      digitsStand = true
      if range.allows(number) {
        states.append(numbered(range, number, reference, state, end: end))
      } else if allowsUnmatched {
        var after = state
        unmatchedEntities.append(
          UnmatchedEntity(previous: state.unmatched, slot: reference.slot, text: "", number: number, isOpen: false))
        after.unmatched = unmatchedEntities.count - 1
        after.position = end
        states.append(after)
        states.append(placeholder(reference.slot, state))
      }
    }
    if !digitsStand {
      states += range.words(text, at: state.position).map { spelled(range, $0, reference, state) }
      if allowsUnmatched, !isBlank(state) { states.append(placeholder(reference.slot, state)) }
    }
    return states
  }

  private mutating func spelled(
    _ range: RangeMatcher, _ word: (number: Double, length: Int, score: Int), _ reference: TemplateListReference,
    _ state: MatchState
  ) -> MatchState {
    var after = numbered(range, word.number, reference, state, end: state.position + word.length)
    after.score += word.score
    after.isStartOfWord = false
    return after
  }

  private mutating func numbered(
    _ range: RangeMatcher, _ number: Double, _ reference: TemplateListReference, _ state: MatchState, end: Int
  ) -> MatchState {
    var after = state
    entities.append(
      MatchedEntity(
        previous: state.entity, slot: reference.slot, value: .number(range.scaled(number)),
        text: source(state.position..<end, state)))
    after.entity = entities.count - 1
    after.position = end
    return after
  }

  /// Whole numbers anywhere in the rest; the wildcard takes what is before.
  private mutating func rangeAfterWildcard(
    _ range: RangeMatcher, _ reference: TemplateListReference, _ state: MatchState
  ) -> [MatchState] {
    let start = ignoresSpace || state.isStartOfWord ? skippingSpace(caseless, state.position) : state.position
    var states: [MatchState] = []
    var index = start + 1
    while index < text.count {
      let before = caseless[index - 1]
      if range.range.digits, caseless[index] != " ", !isDigit(before),
        let (number, end) = range.digits(caseless, at: index)
      {
        if range.allows(number) {
          let filled = filling(state, upTo: index, from: start)
          var placed = filled
          placed.position = index
          states.append(numbered(range, number, reference, placed, end: end))
        }
        index = end
        continue
      }
      if range.hasWords, !TextFolding.isWordCharacter(before) {
        for word in range.words(text, at: index) where isWordEnd(index + word.length) {
          var placed = filling(state, upTo: index, from: start)
          placed.position = index
          states.append(spelled(range, word, reference, placed))
        }
      }
      index += 1
    }
    return states
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x30 && scalar.value <= 0x39 }

  private func isWordEnd(_ index: Int) -> Bool {
    index >= text.count || !TextFolding.isWordCharacter(text[index])
  }
}

// MARK: - Ends and placeholders

extension TemplateMatcher {
  private mutating func placeholder(_ slot: String, _ state: MatchState) -> MatchState {
    unmatchedEntities.append(
      UnmatchedEntity(previous: state.unmatched, slot: slot, text: "", number: nil, isOpen: true))
    var after = state
    after.unmatched = unmatchedEntities.count - 1
    return after
  }

  /// A literal right where a placeholder begins closes it, also for the branches not yet tried: words of the template are never
  /// taken for a value.
  private mutating func closeUnmatched(_ state: MatchState) {
    if unmatchedEntities[state.unmatched].isOpen { unmatchedEntities[state.unmatched].isOpen = false }
  }

  /// The first place where the literal stands as words of its own ends the placeholder.
  private mutating func closingUnmatched(before literal: TemplateLiteral, _ state: MatchState) -> MatchState? {
    if literal.isBlank { return state }
    let letters = letters(state)
    let start = state.isStartOfWord ? skippingSpace(letters, state.position) : state.position
    let wanted = literal.scalars[(state.isStartOfWord ? literal.leadingSpaces : 0)...]
    var index = start + 1
    while index + wanted.count <= letters.count {
      let end = index + wanted.count
      let begins = wanted.first == " " || letters[index - 1] == " "
      let ends = wanted.last == " " || end == letters.count || letters[end] == " "
      if begins, ends, wanted.elementsEqual(letters[index..<end]) {
        var closed = unmatchedEntities[state.unmatched]
        closed.text = source(start..<index, state)
        closed.isOpen = false
        unmatchedEntities.append(closed)
        var after = state
        after.unmatched = unmatchedEntities.count - 1
        after.position = end
        after.score += literal.score
        after.isStartOfWord = literal.endsWithSpace
        return after
      }
      index += 1
    }
    return nil
  }

  /// The state if the text is used up, with an open wildcard or placeholder closed over the rest.
  private mutating func ended(_ state: MatchState) -> MatchState? {
    var state = state
    if !isBlank(state) {
      if openWildcard(state) != nil {
        let start = ignoresSpace || state.isStartOfWord ? skippingSpace(letters(state), state.position) : state.position
        state = filling(state, upTo: text.count, from: start)
        state.position = text.count
      } else if state.unmatched >= 0, unmatchedEntities[state.unmatched].isOpen {
        var closed = unmatchedEntities[state.unmatched]
        closed.text = PreparedText.string(PreparedText.trimmed(Array(text[state.position...])))
        closed.isOpen = false
        unmatchedEntities.append(closed)
        state.unmatched = unmatchedEntities.count - 1
        state.position = text.count
      }
    }
    let rest = PreparedText.removingPunctuation(Array(text[state.position...]))
    guard PreparedText.trimmed(rest).isEmpty, wildcardsAreFilled(state), placeholdersAreFilled(state) else {
      return nil
    }
    return state
  }

  private func wildcardsAreFilled(_ state: MatchState) -> Bool {
    var index = state.entity
    while index >= 0 {
      let entity = entities[index]
      if entity.isWildcard, !entity.text.unicodeScalars.contains(where: { !PreparedText.isSpace($0) }) { return false }
      index = entity.previous
    }
    return true
  }

  private func placeholdersAreFilled(_ state: MatchState) -> Bool {
    var index = state.unmatched
    while index >= 0 {
      let entity = unmatchedEntities[index]
      if entity.number == nil, !entity.text.unicodeScalars.contains(where: { !PreparedText.isSpace($0) }) {
        return false
      }
      index = entity.previous
    }
    return true
  }
}

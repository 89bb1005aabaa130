/// Part of a message that stands where a value was expected, in a chain.
struct UnmatchedEntity {
  var previous: Int32
  var slot: String
  var text: String
  var number: Double?
  var isOpen: Bool
}

/// What stands where a value was expected, for error messages.
extension TemplateMatcher {
  func hasPlaceholder(_ state: MatchState) -> Bool {
    state.unmatched >= 0 && unmatchedEntities[Int(state.unmatched)].isOpen
  }

  mutating func placeholder(_ reference: Int32, _ state: MatchState) -> MatchState {
    adding(
      UnmatchedEntity(
        previous: state.unmatched, slot: program.references[Int(reference)].slot, text: "", number: nil, isOpen: true),
      state)
  }

  /// A number outside its range.
  mutating func outside(_ value: Double, _ reference: Int32, _ state: MatchState, end: Int) -> MatchState {
    var after = adding(
      UnmatchedEntity(
        previous: state.unmatched, slot: program.references[Int(reference)].slot, text: "", number: value,
        isOpen: false), state)
    after.position = Int32(end)
    return after
  }

  private mutating func adding(_ entity: UnmatchedEntity, _ state: MatchState) -> MatchState {
    unmatchedEntities.append(entity)
    var after = state
    after.unmatched = Int32(unmatchedEntities.count - 1)
    return after
  }

  /// A literal right where a placeholder begins closes it, also for the branches not yet tried: words of the template are never
  /// taken for a value.
  mutating func closeUnmatched(_ state: MatchState) {
    var index = state.unmatched
    while index >= 0 {
      if unmatchedEntities[Int(index)].isOpen { unmatchedEntities[Int(index)].isOpen = false }
      index = unmatchedEntities[Int(index)].previous
    }
  }

  mutating func closingUnmatched(before literal: TemplateLiteral, _ state: MatchState, _ next: Int32) -> Bool {
    guard let closed = closedUnmatched(before: literal, state) else { return false }
    return walk(next, closed)
  }

  /// The first place where the literal stands as words of its own ends the placeholder.
  mutating func closedUnmatched(before literal: TemplateLiteral, _ state: MatchState) -> MatchState? {
    guard hasPlaceholder(state) else { return nil }
    if literal.isBlank { return state }
    let letters = text.letters(isBroken: state.isBroken)
    let start =
      state.isStartOfWord
      ? text.skippingSpace(Int(state.position), isBroken: state.isBroken) : Int(state.position)
    let leading = state.isStartOfWord ? literal.leadingSpaces : 0
    let wanted = program.letters[Int(literal.letters.lowerBound + leading)..<Int(literal.letters.upperBound)]
    var index = start + 1
    while index + wanted.count <= letters.count, spend(1) {
      let end = index + wanted.count
      let begins = wanted.first == " " || letters[index - 1] == " "
      let ends = wanted.last == " " || end == letters.count || letters[end] == " "
      if begins, ends, wanted.elementsEqual(letters[index..<end]) {
        var closed = unmatchedEntities[Int(state.unmatched)]
        closed.text = text.string(start..<index, isBroken: state.isBroken)
        closed.isOpen = false
        var after = adding(closed, state)
        after.position = Int32(end)
        after.score += literal.score
        after.isStartOfWord = literal.endsWithSpace
        return after
      }
      index += 1
    }
    return nil
  }

  /// The state with its open placeholder closed over the rest of the text.
  mutating func closingUnmatchedAtEnd(_ state: MatchState) -> MatchState? {
    guard hasPlaceholder(state), !text.isBlank(from: Int(state.position), isBroken: state.isBroken) else { return nil }
    var closed = unmatchedEntities[Int(state.unmatched)]
    closed.text = PreparedText.string(PreparedText.trimmed(Array(text.source[Int(state.position)...])))
    closed.isOpen = false
    var after = adding(closed, state)
    after.position = Int32(text.count)
    return after
  }

  func placeholdersAreFilled(_ state: MatchState) -> Bool {
    var index = state.unmatched
    while index >= 0 {
      let entity = unmatchedEntities[Int(index)]
      if entity.number == nil, entity.text.unicodeScalars.allSatisfy(PreparedText.isSpace) { return false }
      index = entity.previous
    }
    return true
  }
}

import Language

/// Where a match stands.
struct MatchState {
  /// Index of the first scalar that is not consumed.
  var position: Int32 = 0
  var score: Int32 = 0
  /// White space may be missing or doubled here.
  var isStartOfWord = true
  /// Hyphens of the rest count as spaces: an earlier literal matched only so.
  var isBroken = false
  /// The last entity, -1 for none; entities form chains so that branches share what they have in common.
  var entity: Int32 = -1
  /// The last list value that brought context, -1 for none.
  var context: Int32 = -1
  /// The last entity that had no matching value, -1 for none.
  var unmatched: Int32 = -1
}

/// A slot that a match filled, in a chain.
struct MatchedEntity {
  enum Filling {
    /// A meaning of the program.
    case value(Int32)
    case number(Double)
    case wildcard
    /// A wildcard whose end is not known yet.
    case openWildcard
  }

  var previous: Int32
  /// A list reference of the program.
  var reference: Int32
  var filling: Filling
  /// What it consumed, outer spaces included.
  var start: Int32
  var end: Int32
  var isBroken: Bool

  var isWildcard: Bool {
    switch filling {
    case .wildcard, .openWildcard: true
    case .value, .number: false
    }
  }

  var isOpen: Bool { if case .openWildcard = filling { true } else { false } }
}

/// A list value that brought context, in a chain.
struct GainedContext {
  var previous: Int32
  var meaning: Int32
}

/// A complete match of a template.
struct MatchedTemplate {
  var template: Int32
  var state: MatchState
}

/// Runs the steps of templates over one text and gathers every way in which they consume it, in order.
///
/// Work is bounded: places from which nothing matched are remembered, a template that still needs more than `templateWorkMax` on one text
/// is given up, and so is the text after `workMax`. A unit of work is a step, or a letter looked at while searching.
struct TemplateMatcher {
  static let templateWorkMax = 200_000
  static let workMax = 1_000_000
  /// From this many units on, dead ends are remembered: below it, remembering costs more than it saves.
  private static let rememberFrom = 500

  let program: TemplateProgram
  let text: MatchText
  let allowsUnmatched: Bool
  /// Whether every derivation is wanted, also those that differ in nothing.
  let wantsDuplicates: Bool

  var entities: [MatchedEntity] = []
  var contexts: [GainedContext] = []
  var unmatchedEntities: [UnmatchedEntity] = []
  private(set) var results: [MatchedTemplate] = []
  /// All work so far, and when the template of now began.
  var work = 0
  private var workBefore = 0

  private var template: Int32 = 0
  var requires: [TemplateValue.Entry] = []
  var excludes: [TemplateValue.Entry] = []
  /// Candidate values of the lists that are being tried, one list's after the other's.
  var candidates: [Int32] = []
  private var collected: [MatchState] = []
  /// 0 for templates themselves; the expressions of list values are walked on their own, each with a number.
  private var scope: Int32 = 0
  private var scopes: Int32 = 0
  private var deadEnds: Set<Place> = []
  private var visited: Set<Visit> = []

  private struct Place: Hashable {
    var scope: Int32
    var step: Int32
    var position: Int32
    var flags: UInt8
  }

  private struct Visit: Hashable {
    var place: Place
    var score: Int32
    var entity: Int32
    var context: Int32
  }

  init(program: TemplateProgram, text: MatchText, allowsUnmatched: Bool, wantsDuplicates: Bool) {
    self.program = program
    self.text = text
    self.allowsUnmatched = allowsUnmatched
    self.wantsDuplicates = wantsDuplicates
  }

  /// Whether the text needs so much work that it is given up.
  var isExhausted: Bool { work > Self.workMax }

  /// Gathers the complete matches of a template in `results`.
  mutating func run(_ number: Int32, _ compiled: CompiledTemplate, block: TemplateBlock) {
    template = number
    requires = block.requiresContext
    excludes = block.excludesContext
    if work - workBefore > Self.rememberFrom {
      deadEnds.removeAll(keepingCapacity: true)
      visited.removeAll(keepingCapacity: true)
    }
    workBefore = work
    scope = 0
    scopes = 0
    _ = walk(compiled.start, MatchState())
  }

  /// The states in which a value's expression ends.
  mutating func ends(of value: Int32, from state: MatchState) -> [MatchState] {
    let outer = (scope, collected)
    scopes += 1
    scope = scopes
    collected = []
    _ = walk(value, state)
    defer { (scope, collected) = outer }
    return collected
  }

  /// Adds work; whether there may be more.
  mutating func spend(_ units: Int) -> Bool {
    work += units
    return work - workBefore <= Self.templateWorkMax && work <= Self.workMax
  }

  /// Depth first; whether anything below was complete.
  mutating func walk(_ first: Int32, _ start: MatchState) -> Bool {
    var step = first
    var state = start
    while spend(1) {
      switch program.steps[Int(step)] {
      case .fail: return false
      case .done: return end(state)
      case .literal(let number, let next):
        let literal = program.literals[Int(number)]
        if isOpen(state), !literal.isEmpty {
          if !literal.isBlank { return closing(before: literal, state, next) }
          if state.isStartOfWord || text.ignoresSpace {
            state.position = Int32(text.skippingSpace(Int(state.position), isBroken: state.isBroken))
          }
          state.isStartOfWord = true
        } else if !stands(literal, &state) {
          return allowsUnmatched ? closingUnmatched(before: literal, state, next) : false
        }
        step = next
      case .list(let number, let next):
        if isKnown(step, state) { return false }
        let isMatched = reference(number, state, next)
        if !isMatched { remember(step, state) }
        return isMatched
      case .branch(let targets):
        if isKnown(step, state) { return false }
        var isMatched = false
        for target in targets where walk(program.targets[Int(target)], state) { isMatched = true }
        if !isMatched { remember(step, state) }
        return isMatched
      }
    }
    return false
  }

  private mutating func end(_ state: MatchState) -> Bool {
    if scope > 0 {
      collected.append(state)
      return true
    }
    guard let ended = ended(state) else { return false }
    results.append(MatchedTemplate(template: template, state: ended))
    return true
  }

  private func place(_ step: Int32, _ state: MatchState) -> Place {
    var flags: UInt8 = (state.isStartOfWord ? 1 : 0) | (state.isBroken ? 2 : 0)
    if isOpen(state) { flags |= program.references[Int(entities[Int(state.entity)].reference)].endsWord ? 12 : 4 }
    return Place(scope: scope, step: step, position: state.position, flags: flags)
  }

  /// Whether a walk from here is known to lead nowhere, or nowhere new.
  private mutating func isKnown(_ step: Int32, _ state: MatchState) -> Bool {
    guard work - workBefore > Self.rememberFrom, !allowsUnmatched else { return false }
    let place = place(step, state)
    if deadEnds.contains(place) { return true }
    if wantsDuplicates { return false }
    let visit = Visit(place: place, score: state.score, entity: state.entity, context: state.context)
    return !visited.insert(visit).inserted
  }

  private mutating func remember(_ step: Int32, _ state: MatchState) {
    guard work - workBefore > Self.rememberFrom, work - workBefore <= Self.templateWorkMax, !allowsUnmatched else {
      return
    }
    deadEnds.insert(place(step, state))
  }
}

// MARK: - Literals

extension TemplateMatcher {
  func isOpen(_ state: MatchState) -> Bool {
    state.entity >= 0 && entities[Int(state.entity)].isOpen
  }

  /// Consumes a literal right here: as it is, as blank against blank, or with the text's hyphens as spaces.
  mutating func stands(_ literal: TemplateLiteral, _ state: inout MatchState) -> Bool {
    if literal.isEmpty { return true }
    let position = Int(state.position)
    var end = text.end(
      of: literal, program, at: position, isStartOfWord: state.isStartOfWord, isBroken: state.isBroken, breaks: false)
    if end >= 0 {
      if allowsUnmatched, !literal.isBlank { closeUnmatched(state) }
      state.position = Int32(end)
      state.score += literal.score
      state.isStartOfWord = literal.endsWithSpace
      return true
    }
    if literal.isBlank, text.isBlank(from: position, isBroken: state.isBroken) { return true }
    if state.isBroken || !text.hasHyphens { return false }
    end = text.end(
      of: literal, program, at: position, isStartOfWord: state.isStartOfWord, isBroken: false, breaks: true)
    if end < 0 { return false }
    state.position = Int32(end)
    state.isBroken = true
    return true
  }

  /// Goes on from each place where the literal stands later in the text; the open wildcard takes what is before it.
  private mutating func closing(before literal: TemplateLiteral, _ state: MatchState, _ next: Int32) -> Bool {
    var isMatched = false
    forEachPlace(of: literal, state) { matcher, closed in
      if matcher.walk(next, closed) { isMatched = true }
    }
    return isMatched
  }

  /// Calls `use` with each state in which the open wildcard is closed by the literal, which is consumed.
  ///
  /// The first place must be at the edge of a word when white space follows the wildcard in the template. A literal
  /// right where the wildcard begins is passed over once.
  mutating func forEachPlace(
    of literal: TemplateLiteral, _ state: MatchState, _ use: (inout TemplateMatcher, MatchState) -> Void
  ) {
    let start =
      text.ignoresSpace || state.isStartOfWord
      ? text.skippingSpace(Int(state.position), isBroken: state.isBroken) : Int(state.position)
    let leading = state.isStartOfWord ? literal.leadingSpaces : 0
    let range = text.ignoresSpace ? literal.packed : (literal.letters.lowerBound + leading)..<literal.letters.upperBound
    let wanted = program.letters[Int(range.lowerBound)..<Int(range.upperBound)]
    let wildcard = entities[Int(state.entity)]
    let mustBeginWord = !text.ignoresSpace && program.references[Int(wildcard.reference)].endsWord
    func find(_ from: Int, _ edge: Bool) -> Int {
      text.occurrence(of: wanted, from: from, wordStart: edge ? from : nil, isBroken: state.isBroken, work: &work)
    }
    var found = find(start, mustBeginWord)
    if found == start { found = find(start + 1, mustBeginWord) }
    while found > start, spend(0) {
      if var closed = closed(state, over: start..<found) {
        if stands(literal, &closed) { use(&self, closed) }
      }
      found = find(found + 1, false)
    }
  }

  /// The state with its open wildcard closed over a stretch of the text; `nil` when that is blank, for such a match is none.
  mutating func closed(_ state: MatchState, over range: Range<Int>) -> MatchState? {
    if text.isBlank(range) { return nil }
    var wildcard = entities[Int(state.entity)]
    wildcard.filling = .wildcard
    wildcard.start = Int32(range.lowerBound)
    wildcard.end = Int32(range.upperBound)
    wildcard.isBroken = state.isBroken
    entities.append(wildcard)
    var after = state
    after.entity = Int32(entities.count - 1)
    after.position = wildcard.end
    after.isStartOfWord = true
    return after
  }
}

// MARK: - Ends

extension TemplateMatcher {
  /// The state if the text is used up, with an open wildcard or placeholder closed over the rest.
  private mutating func ended(_ state: MatchState) -> MatchState? {
    var state = state
    if allowsUnmatched, let closed = closingUnmatchedAtEnd(state) {
      // A wildcard before the placeholder stays empty, which is no match.
      if isOpen(closed) { return nil }
      state = closed
    } else if isOpen(state) {
      guard let closed = closed(state, over: Int(state.position)..<text.count) else { return nil }
      state = closed
    }
    if !text.isBlank(from: Int(state.position), isBroken: state.isBroken) {
      let rest = PreparedText.removingPunctuation(Array(text.source[Int(state.position)...]))
      guard rest.allSatisfy(PreparedText.isSpace) else { return nil }
    }
    return !allowsUnmatched || placeholdersAreFilled(state) ? state : nil
  }
}

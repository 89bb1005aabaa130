import Language

/// Turns a document into a program. Gathers every fault instead of stopping at the first.
struct TemplateCompiler {
  /// Steps of one template with its rules written out: more means that rules multiply each other.
  static let templateStepsMax = 60_000
  /// Steps of all templates and values together, which bounds the memory.
  static let documentStepsMax = 4_000_000
  /// Steps one after the other, which bounds the depth of the matcher.
  static let pathMax = 1_500

  let document: TemplateDocument
  private let spellings: NumberSpellings
  private let unknownNames: UnknownNames
  private(set) var program = TemplateProgram()
  private(set) var templates: [CompiledTemplate] = []
  /// Where each template is written.
  private(set) var sources: [SourceText] = []
  private(set) var fragments = RequiredFragments.Builder()
  private(set) var faults: [ContentFault] = []

  private var literalNumbers: [String: Int32] = [:]
  private var parsed: [SourceText: TemplateExpression?] = [:]
  /// Lists of the document whose values name no rule or list: they are the same for every block.
  private var sharedLists: [String: Int32] = [:]
  private var depths: [Int32] = [0, 0]
  private var stepsLimit = 0

  /// Lists and rules as one block sees them.
  struct Scope {
    var lists: [String: TemplateList]
    var rules: [String: SourceText]
    /// Lists that the block has of its own.
    var ownLists: Set<String> = []
    var compiledLists: [String: Int32] = [:]
    /// Rules and lists being written out now, to find those that use themselves.
    var open: [String] = []
    var ruleClauses: [String: [RequiredFragments.Clause]] = [:]
    var listClauses: [String: [RequiredFragments.Clause]] = [:]
  }

  init(document: TemplateDocument, spellings: NumberSpellings, unknownNames: UnknownNames) {
    self.document = document
    self.spellings = spellings
    self.unknownNames = unknownNames
    faults = document.faults
  }

  mutating func compile() {
    let lists = document.lists.merging(document.givenLists) { _, given in given }
    var shared = Scope(lists: lists, rules: document.rules)
    for (number, block) in document.orderedBlocks.enumerated() {
      if block.lists.isEmpty && block.rules.isEmpty {
        compile(block, Int32(number), &shared)
      } else {
        var local = Scope(
          lists: lists.merging(block.lists) { _, own in own },
          rules: document.rules.merging(block.rules) { _, own in own }, ownLists: Set(block.lists.keys))
        compile(block, Int32(number), &local)
      }
    }
    for (_, rule) in document.rules.sorted(by: { $0.key < $1.key }) { _ = expression(rule) }
  }

  private mutating func compile(_ block: TemplateBlock, _ number: Int32, _ scope: inout Scope) {
    let expressions = block.sentences.compactMap { source in expression(source).map { (source, $0) } }
    for (source, expression) in ordered(expressions) {
      if program.steps.count > Self.documentStepsMax {
        return fault(
          source,
          "the templates up to here have more than \(Self.documentStepsMax) parts with their rules: use fewer alternatives"
        )
      }
      stepsLimit = program.steps.count + Self.templateStepsMax
      let known = faults.count
      let start = steps(expression, next: TemplateProgram.done, source, &scope)
      if program.steps.count >= stepsLimit {
        fault(
          source, "the template with its rules has more than \(Self.templateStepsMax) parts: use fewer alternatives")
      } else if depths[Int(start)] > Self.pathMax {
        fault(source, "the template with its rules is more than \(Self.pathMax) words long: shorten it")
      }
      if faults.count > known { continue }
      fragments.add(template: Int32(templates.count), clauses(expression, &scope))
      templates.append(CompiledTemplate(start: start, block: number))
      sources.append(source)
    }
  }

  /// Templates that mention a wildcard of the document come first, those with the most literal chunks before the others; without any
  /// literal they stay where they are.
  private func ordered(_ expressions: [(SourceText, TemplateExpression)]) -> [(SourceText, TemplateExpression)] {
    let keys = expressions.map { mentionsWildcard($0.1) ? -chunkCount($0.1) : 0 }
    return expressions.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }.map { expressions[$0] }
  }

  private func mentionsWildcard(_ expression: TemplateExpression) -> Bool {
    switch expression {
    case .text, .rule: false
    case .sequence(let items), .permutation(let items), .alternatives(let items, _):
      items.contains(where: mentionsWildcard)
    case .list(let name, _, _): if case .wildcard? = document.lists[name]?.kind { true } else { false }
    }
  }

  private func chunkCount(_ expression: TemplateExpression) -> Int {
    switch expression {
    case .text: 1
    case .list, .rule: 0
    case .sequence(let items), .permutation(let items), .alternatives(let items, _):
      items.reduce(0) { $0 + chunkCount($1) }
    }
  }

  mutating func expression(_ source: SourceText) -> TemplateExpression? {
    if let known = parsed[source] { return known }
    do {
      let expression = try TemplateParser.parse(source.text)
      parsed[source] = .some(expression)
      return expression
    } catch {
      fault(source, "\(error)")
      parsed[source] = .some(nil)
      return nil
    }
  }

  /// A name that is not there: a fault, or a part that matches nothing.
  private mutating func unknown(_ source: SourceText, _ reference: String, _ message: String) {
    if unknownNames == .refused { fault(source, message, at: reference) }
  }

  /// - Parameter part: the beginning of the part of the text that is meant, to say at which character it stands.
  private mutating func fault(_ source: SourceText, _ message: String, at part: String? = nil) {
    let place = part.flatMap { source.text.firstRange(of: $0) }.map { range in
      " (character \(source.text[..<range.lowerBound].unicodeScalars.count + 1))"
    }
    let fault = ContentFault(
      file: source.file, line: source.line, message: "\(message)\(place ?? ""), in \"\(source.text.prefix(120))\"")
    if !faults.contains(fault) { faults.append(fault) }
  }
}

// MARK: - Steps

extension TemplateCompiler {
  private mutating func append(_ step: TemplateStep, depth: Int32) -> Int32 {
    if program.steps.count >= stepsLimit { return TemplateProgram.fail }
    program.steps.append(step)
    depths.append(depth)
    return Int32(program.steps.count - 1)
  }

  /// Writes the steps of an expression that go on at `next`; the answer is where they begin.
  private mutating func steps(
    _ expression: TemplateExpression, next: Int32, _ source: SourceText, _ scope: inout Scope
  ) -> Int32 {
    // Rules that double each other would be written out for ever.
    if program.steps.count >= stepsLimit { return TemplateProgram.fail }
    switch expression {
    case .text(let text):
      return text.isEmpty ? next : append(.literal(literal(text), next: next), depth: depths[Int(next)] + 1)
    case .sequence(let items):
      if items.isEmpty { return TemplateProgram.fail }
      return items.reversed().reduce(next) { steps($1, next: $0, source, &scope) }
    case .alternatives(let items, _):
      return branch(items.map { steps($0, next: next, source, &scope) })
    case .permutation(let items):
      var known: [Int: Int32] = [0: next]
      return permutation(items, remaining: (1 << min(items.count, 20)) - 1, &known, source, &scope)
    case .list(let name, let slot, let endsWord):
      guard let list = list(name, source, &scope) else { return TemplateProgram.fail }
      let isCapture = slot.hasPrefix("@")
      program.references.append(
        TemplateListReference(
          slot: isCapture ? String(slot.dropFirst()) : slot, list: list, endsWord: endsWord, isCapture: isCapture))
      return append(.list(Int32(program.references.count - 1), next: next), depth: depths[Int(next)] + 1)
    case .rule(let name):
      return within("<\(name)>", source, &scope) { compiler, scope in
        guard let rule = scope.rules[name] else {
          compiler.unknown(source, "<\(name)", "there is no rule <\(name)>: add it to expansion_rules or mend the name")
          return TemplateProgram.fail
        }
        guard let expression = compiler.expression(rule) else { return TemplateProgram.fail }
        return compiler.steps(expression, next: next, rule, &scope)
      } ?? TemplateProgram.fail
    }
  }

  private mutating func branch(_ starts: [Int32]) -> Int32 {
    let depth = starts.map { depths[Int($0)] }.max() ?? 0
    let first = Int32(program.targets.count)
    program.targets.append(contentsOf: starts)
    return append(.branch(targets: first..<Int32(program.targets.count)), depth: depth + 1)
  }

  /// One branch for each item that may come first; `remaining` has a bit for each item not yet matched.
  private mutating func permutation(
    _ items: [TemplateExpression], remaining: Int, _ known: inout [Int: Int32], _ source: SourceText,
    _ scope: inout Scope
  ) -> Int32 {
    if let start = known[remaining] { return start }
    if program.steps.count >= stepsLimit { return TemplateProgram.fail }
    var starts: [Int32] = []
    for index in items.indices where remaining & (1 << index) != 0 {
      let rest = permutation(items, remaining: remaining & ~(1 << index), &known, source, &scope)
      starts.append(steps(items[index], next: rest, source, &scope))
    }
    let start = starts.count == 1 ? starts[0] : branch(starts)
    known[remaining] = start
    return start
  }

  /// Does some work inside a rule or list; `nil` and a fault when that one is open already.
  private mutating func within<Result>(
    _ name: String, _ source: SourceText, _ scope: inout Scope,
    _ body: (inout TemplateCompiler, inout Scope) -> Result
  ) -> Result? {
    if let first = scope.open.firstIndex(of: name) {
      let circle = (scope.open[first...] + [name]).joined(separator: " → ")
      fault(source, "\(name) uses itself (\(circle)): take one of them out", at: String(name.dropLast()))
      return nil
    }
    if scope.open.count >= TemplateParser.depthMax {
      fault(source, "rules are nested more than \(TemplateParser.depthMax) deep: use fewer")
      return nil
    }
    scope.open.append(name)
    defer { scope.open.removeLast() }
    return body(&self, &scope)
  }

  private mutating func literal(_ text: String) -> Int32 {
    if let number = literalNumbers[text] { return number }
    let number = program.addLiteral(text, starEndsWord: document.starEndsWord)
    literalNumbers[text] = number
    return number
  }
}

// MARK: - Lists

extension TemplateCompiler {
  private mutating func list(_ name: String, _ source: SourceText, _ scope: inout Scope) -> Int32? {
    let isShared = !scope.ownLists.contains(name)
    if let known = scope.compiledLists[name] ?? (isShared ? sharedLists[name] : nil) { return known }
    let inline = TemplateRange(inline: name).map {
      TemplateList(kind: .range($0), file: source.file, line: source.line)
    }
    guard let list = scope.lists[name] ?? inline else {
      unknown(source, "{\(name)", "there is no list {\(name)}: add it to lists or mend the name")
      return nil
    }
    guard let values = within("{\(name)}", source, &scope, { $0.values(of: list, &$1) }) else { return nil }
    program.lists.append(values)
    let number = Int32(program.lists.count - 1)
    scope.compiledLists[name] = number
    if isShared, !namesOthers(list) { sharedLists[name] = number }
    return number
  }

  /// Whether a value of the list names a rule or a list.
  private mutating func namesOthers(_ list: TemplateList) -> Bool {
    guard case .values(let values) = list.kind else { return false }
    return values.contains { value in value.isTemplate && expression(value.source).map(Self.namesOthers) ?? false }
  }

  private static func namesOthers(_ expression: TemplateExpression) -> Bool {
    switch expression {
    case .text: false
    case .list, .rule: true
    case .sequence(let items), .permutation(let items), .alternatives(let items, _): items.contains(where: namesOthers)
    }
  }

  private mutating func values(of list: TemplateList, _ scope: inout Scope) -> TemplateValues {
    switch list.kind {
    case .wildcard: return .wildcard
    case .range(let range): return .range(RangeMatcher(range, spellings: spellings, language: document.language))
    case .values(let values):
      var compiled: [ListValue] = []
      var beginnings: [[[Unicode.Scalar]]?] = []
      for value in values {
        guard let content = content(value) else { continue }
        let limit = stepsLimit
        stepsLimit = program.steps.count + Self.templateStepsMax
        let start = steps(content, next: TemplateProgram.done, value.source, &scope)
        if program.steps.count >= stepsLimit {
          fault(value.source, "the value has too many parts: use fewer alternatives")
        }
        stepsLimit = limit + Self.templateStepsMax
        let text = if case .text(let text) = content { text } else { String?.none }
        beginnings.append(ValueBeginnings(starEndsWord: document.starEndsWord).letters(of: content))
        program.meanings.append(ValueMeaning(out: value.out, context: value.context, metadata: value.metadata))
        compiled.append(
          ListValue(
            start: start, literal: text.map { literal($0) } ?? -1, meaning: Int32(program.meanings.count - 1),
            hasContext: !value.context.isEmpty))
      }
      return .values(ValueList(values: compiled, index: ValueIndex(beginnings)))
    }
  }

  /// A plain value is one chunk, however many words it has.
  mutating func content(_ value: TemplateList.Value) -> TemplateExpression? {
    if value.isTemplate { return expression(value.source) }
    return .text(PreparedText.normalized(value.source.text))
  }
}

// MARK: - What a text must contain

extension TemplateCompiler {
  /// Pieces of text, of which one must stand in a message that the expression matches; one clause for each necessity.
  private mutating func clauses(_ expression: TemplateExpression, _ scope: inout Scope) -> [RequiredFragments.Clause] {
    switch expression {
    case .text(let text):
      return fragments.clause(of: document.starEndsWord ? text.replacing("*", with: " ") : text).map { [$0] } ?? []
    case .sequence(let items), .permutation(let items):
      var all: [RequiredFragments.Clause] = []
      for item in items { all += clauses(item, &scope) }
      return RequiredFragments.best(of: all)
    case .alternatives(_, isOptional: true): return []
    case .alternatives(let items, isOptional: false):
      let branches = items.map { clauses($0, &scope) }
      return union(branches)
    case .rule(let name):
      if let known = scope.ruleClauses[name] { return known }
      guard let rule = scope.rules[name], let content = self.expression(rule) else { return [] }
      scope.ruleClauses[name] = []
      let found = clauses(content, &scope)
      scope.ruleClauses[name] = found
      return found
    case .list(let name, _, _):
      if let known = scope.listClauses[name] { return known }
      guard case .values(let values)? = scope.lists[name]?.kind else { return [] }
      scope.listClauses[name] = []
      var each: [[RequiredFragments.Clause]] = []
      for value in values { each.append(content(value).map { clauses($0, &scope) } ?? []) }
      let found = union(each)
      scope.listClauses[name] = found
      return found
    }
  }

  private func union(_ branches: [[RequiredFragments.Clause]]) -> [RequiredFragments.Clause] {
    var joined: Set<Int32> = []
    for branch in branches {
      guard let best = RequiredFragments.best(of: branch).first else { return [] }
      joined.formUnion(best.fragments)
    }
    if joined.isEmpty || joined.count > RequiredFragments.Clause.fragmentsMax { return [] }
    return [fragments.clause(of: joined)]
  }
}

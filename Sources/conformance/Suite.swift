import Foundation
import Intents

/// One folder of the suites: sentences of a language with cases and variants, or units.
struct Suite: Sendable {
  /// What came of a run.
  struct Report {
    var passed = 0
    var mismatches: [String] = []
    /// Thread time of each recognised text.
    var micros: [Double] = []
    var loadMillis: [Double] = []

    mutating func add(_ other: Report) {
      passed += other.passed
      mismatches += other.mismatches
      micros += other.micros
      loadMillis += other.loadMillis
    }

    mutating func judge(_ holds: Bool, _ mismatch: @autoclosure () -> String) {
      if holds { passed += 1 } else { mismatches.append(mismatch()) }
    }
  }

  let folder: URL
  /// Which lines of a file are run.
  var isChosen: @Sendable (Int) -> Bool = { _ in true }

  /// Every suite in a folder and in its subfolders, in the order of their names.
  static func all(in folder: URL) -> [Suite] {
    let inner = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return ([folder] + inner.sorted { $0.lastPathComponent < $1.lastPathComponent })
      .map { Suite(folder: $0) }
      .filter { $0.has("sentences.json") || $0.has("units.jsonl") }
  }

  var name: String { folder.lastPathComponent }

  func run() throws -> Report {
    has("sentences.json") ? try runLanguage() : try runUnits()
  }

  private func has(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: file).path)
  }

  private func read(_ file: String) throws -> TemplateValue {
    try JSONReader.read(Array(Data(contentsOf: folder.appending(path: file))))
  }

  private func lines(_ file: String) throws -> [TemplateValue] {
    guard has(file) else { return [] }
    let data = try Data(contentsOf: folder.appending(path: file))
    return try data.split(separator: UInt8(ascii: "\n")).enumerated().filter { isChosen($0.offset) }
      .map { try JSONReader.read(Array($0.element)) }
  }

  private func spellings() throws -> NumberSpellings {
    guard has("numbers.json") else { return NumberSpellings() }
    var byLanguage: [String: [(number: Double, spellings: [String])]] = [:]
    for language in try read("numbers.json").entries where language.value != .null {
      byLanguage[language.key] = language.value.items.compactMap { pair in
        guard let number = pair.items.first?.number else { return nil }
        return (number, pair.items.last?.items.compactMap(\.text) ?? [])
      }
    }
    return NumberSpellings(byLanguage)
  }

  /// Runs some work and gives its result with the thread's time in microseconds.
  func timed<Result>(_ work: () throws -> Result) rethrows -> (Result, micros: Double) {
    var before = timespec()
    var after = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
    let result = try work()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
    let seconds = Double(after.tv_sec - before.tv_sec)
    return (result, seconds * 1e6 + Double(after.tv_nsec - before.tv_nsec) / 1e3)
  }
}

// MARK: - Languages

extension Suite {
  /// The recogniser of the folder, and the milliseconds from the values of its files to it.
  func recognizer() throws -> (TemplateRecognizer, loadMillis: Double) {
    let sentences = TemplateNode(json: try read("sentences.json"))
    let lists = has("lists.json") ? TemplateNode(json: try read("lists.json")) : nil
    let spellings = try spellings()
    let (recognizer, micros) = try timed {
      var document = TemplateDocument()
      document.add(sentences, file: "\(name)/sentences.json")
      if let lists { document.overrideLists(lists, file: "\(name)/lists.json") }
      return try TemplateRecognizer(document, spellings: spellings, unknownNames: .matchNothing)
    }
    return (recognizer, micros / 1000)
  }

  private func runLanguage() throws -> Report {
    var report = Report()
    let (recognizer, loadMillis) = try recognizer()
    report.loadMillis.append(loadMillis)
    for line in try lines("cases.jsonl") { judge(line, isCase: true, recognizer, &report) }
    for line in try lines("variants.jsonl") { judge(line, isCase: false, recognizer, &report) }
    return report
  }

  private func judge(_ line: TemplateValue, isCase: Bool, _ recognizer: TemplateRecognizer, _ report: inout Report) {
    let text = line["text"]?.text ?? ""
    let (match, micros) = timed {
      recognizer.best(text, context: line["context"]?.context ?? [:], options: .init(bestSlot: "name"))
    }
    report.micros.append(micros)
    let answers = [line["expect"] ?? .null] + (line["expect_newer"].map { [$0] } ?? [])
    var why =
      answers.contains { Judgement.core($0) == Judgement.core(match) }
      ? nil
      : "expected \(Judgement.described(Judgement.core(answers[0]))), got \(Judgement.described(Judgement.core(match)))"
    if why == nil, isCase, line["peer_fails"] == nil, line["expect_newer"] == nil {
      why = Judgement.broken(match, line: line)
    }
    report.judge(why == nil, "\(line["id"]?.text ?? "?") \"\(text)\": \(why ?? "")")
  }
}

// MARK: - Units

extension Suite {
  private func runUnits() throws -> Report {
    var report = Report()
    let spellings = try spellings()
    for line in try lines("units.jsonl") { try judgeUnit(line, spellings, &report) }
    for line in try lines("parse.jsonl") { judgeParse(line, &report) }
    for line in try lines("text.jsonl") { judgeText(line, &report) }
    for line in try lines("sample.jsonl") { judgeSample(line, spellings, &report) }
    return report
  }

  private func judgeUnit(_ line: TemplateValue, _ spellings: NumberSpellings, _ report: inout Report) throws {
    let name = line["name"]?.text ?? "?"
    var document = TemplateDocument()
    document.add(TemplateNode(json: line["sentences"] ?? .null), file: name)
    if let lists = line["lists"], lists != .null { document.overrideLists(TemplateNode(json: lists), file: name) }
    let options = line["options"] ?? .map([])
    if let language = options["language"]?.text { document.language = language }
    let recognizer: TemplateRecognizer
    do {
      recognizer = try TemplateRecognizer(document, spellings: spellings, unknownNames: .matchNothing)
    } catch {
      report.judge(false, "\(name): \(error)")
      return
    }
    let context = line["context"]?.context ?? [:]
    let text = line["text"]?.text ?? ""
    let best = recognizer.best(
      text, context: context,
      options: .init(
        allowsUnmatched: options["allow_unmatched_entities"]?.bool ?? false,
        bestSlot: options["best_slot_name"]?.text, bestMetadataKey: options["best_metadata_key"]?.text))
    let answers = [line["expect"] ?? .null] + (line["expect_newer"].map { [$0] } ?? [])
    let fits = answers.contains { Judgement.core($0) == Judgement.core(best) }
    report.judge(
      fits,
      "\(name) \"\(text)\": expected \(Judgement.described(Judgement.core(answers[0]))), got \(Judgement.described(Judgement.core(best)))"
    )
    guard line["expect_newer"] == nil else { return }
    report.judge(
      !fits || Judgement.full(answers[0]) == Judgement.full(best),
      "\(name) full: expected \(Judgement.described(Judgement.full(answers[0]))), got \(Judgement.described(Judgement.full(best)))"
    )
    let all = recognizer.all(
      text, context: context, options: .init(allowsUnmatched: options["allow_unmatched_entities"]?.bool ?? false))
    let wanted = line["all"]?.items.map(Judgement.core) ?? []
    let got = all.map(Judgement.core)
    report.judge(
      got == wanted,
      "\(name) all: expected \(wanted.count) \(wanted.map(Judgement.described)), got \(got.count) \(got.map(Judgement.described))"
    )
  }

  private func judgeParse(_ line: TemplateValue, _ report: inout Report) {
    let template = line["template"]?.text ?? ""
    let tree = (try? TemplateParser.parse(template)).map { Self.tree($0).sorted } ?? .null
    report.judge(
      tree == (line["tree"] ?? .null).sorted, "parse \"\(template)\": got \(Judgement.described(tree))")
  }

  private static func tree(_ expression: TemplateExpression) -> TemplateValue {
    func map(_ entries: KeyValuePairs<String, TemplateValue>) -> TemplateValue {
      .map(entries.map { TemplateValue.Entry(key: $0.key, value: $0.value) })
    }
    return switch expression {
    case .text(let text): map(["text": .text(text)])
    case .sequence(let items): map(["seq": .list(items.map(tree))])
    case .alternatives(let items, let isOptional):
      map(["alt": .list(items.map(tree)), "optional": .bool(isOptional)])
    case .permutation(let items): map(["perm": .list(items.map(tree))])
    case .list(let name, let slot, let endsWord):
      map(["list": .text(name), "slot": .text(slot), "end_of_word": .bool(endsWord)])
    case .rule(let name): map(["rule": .text(name)])
    }
  }

  private func judgeText(_ line: TemplateValue, _ report: inout Report) {
    let input = line["in"]?.text ?? ""
    let output: TemplateValue =
      switch line["fn"]?.text {
      case "remove_punctuation": .text(PreparedText.removingPunctuation(input))
      case "normalize_text": .text(PreparedText.normalized(input))
      case "is_template": .bool(TemplateParser.isTemplate(input))
      default:
        .text(
          PreparedText.removingSkipWords(
            input, line["skip_words"]?.items.compactMap(\.text) ?? [],
            ignoresSpace: line["ignore_whitespace"]?.bool ?? false))
      }
    report.judge(
      output == line["out"], "\(line["fn"]?.text ?? "") \"\(input)\": got \(Judgement.described(output))")
  }

  private func judgeSample(_ line: TemplateValue, _ spellings: NumberSpellings, _ report: inout Report) {
    let template = line["template"]?.text ?? ""
    var document = TemplateDocument()
    document.add(
      TemplateNode(
        json: .map([
          .init(key: "lists", value: line["lists"] ?? .map([])),
          .init(key: "expansion_rules", value: line["expansion_rules"] ?? .map([])),
        ])), file: "sample")
    if let language = line["language"]?.text { document.language = language }
    let sampler = TemplateSampler(document, spellings: spellings)
    let sentences = (try? sampler.sentences(of: template, countMax: 10_000)) ?? []
    let wanted = line["expect"]?.items.compactMap(\.text) ?? []
    report.judge(Set(sentences).sorted() == wanted.sorted(), "sample \"\(template)\": got \(sentences)")
  }
}

import Language
import Vocabulary

/// Everything under `intents/`, compiled: a value that any number of threads can read.
public struct IntentRules: Sendable {
  let byLanguage: [Vocabulary.Language: LanguageRules]
  let calibration: Calibration

  /// - Parameters:
  ///   - documents: the files of `intents/`, in the order of their names.
  ///   - morphology: for the words of the rules; the same kind must be used for parsing.
  /// - Throws: every fault of every file at once, each as `file:line: what is wrong and what to do`.
  public init(documents: [YAMLDocument], morphology: some Morphology) throws(ContentFaults) {
    let sorted = SortedDocuments(documents)
    try self.init(
      sorted, Vocabulary.Language.allCases.map { ($0, Self.rules(of: $0, in: sorted, morphology)) })
  }

  /// The same with the languages side by side, each with a morphology of its own.
  /// - Throws: `ContentFaults`, or what `morphology` throws.
  public static func concurrently(
    documents: [YAMLDocument], morphology: @escaping @Sendable () throws -> some Morphology
  ) async throws -> IntentRules {
    let sorted = SortedDocuments(documents)
    let compiled = try await withThrowingTaskGroup(of: Compiled.self) { group in
      for language in Vocabulary.Language.allCases {
        group.addTask { (language, Self.rules(of: language, in: sorted, try morphology())) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    return try IntentRules(sorted, compiled)
  }

  private typealias Compiled = (Vocabulary.Language, Result<LanguageRules, ContentFaults>)

  private init(_ sorted: SortedDocuments, _ compiled: [Compiled]) throws(ContentFaults) {
    var faults = sorted.faults
    var byLanguage: [Vocabulary.Language: LanguageRules] = [:]
    for (language, result) in compiled.sorted(by: { $0.0.rawValue < $1.0.rawValue }) {
      do { byLanguage[language] = try result.get() } catch { faults += error.faults }
    }
    guard faults.isEmpty else { throw ContentFaults(faults) }
    self.byLanguage = byLanguage
    calibration = sorted.calibration
  }

  private static func rules(
    of language: Vocabulary.Language, in sorted: SortedDocuments, _ morphology: some Morphology
  ) -> Result<LanguageRules, ContentFaults> {
    var source = LanguageSource(language: language)
    for document in sorted.byLanguage[language] ?? [] { source.add(document) }
    do {
      return .success(try LanguageRules(source, morphology: morphology))
    } catch {
      return .failure(error)
    }
  }

  /// How many sentence templates there are.
  public var templateCount: Int { byLanguage.values.reduce(0) { $0 + $1.recognizer.templateCount } }
}

/// The files of `intents/` by their languages, and what they all share.
private struct SortedDocuments: Sendable {
  var byLanguage: [Vocabulary.Language: [YAMLDocument]] = [:]
  var calibration = Calibration()
  var faults: [ContentFault] = []

  init(_ documents: [YAMLDocument]) {
    for document in documents {
      if let table = document.root["calibration"] {
        do { calibration = try Calibration(table, file: document.file) } catch { faults += error.faults }
        continue
      }
      guard let code = document.root["language"]?.text, let language = Vocabulary.Language(rawValue: code) else {
        faults.append(
          ContentFault(
            file: document.file, line: document.root.line,
            message: "the file does not say its language: begin with `language: en`, `fi` or `sv`"))
        continue
      }
      byLanguage[language, default: []].append(document)
    }
  }
}

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
    var sources: [Vocabulary.Language: LanguageSource] = [:]
    var faults: [ContentFault] = []
    var calibration = Calibration()
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
      sources[language, default: LanguageSource(language: language)].add(document)
    }
    var compiled: [Vocabulary.Language: LanguageRules] = [:]
    for language in Vocabulary.Language.allCases {
      let source = sources[language] ?? LanguageSource(language: language)
      do { compiled[language] = try LanguageRules(source, morphology: morphology) } catch { faults += error.faults }
    }
    guard faults.isEmpty else { throw ContentFaults(faults) }
    byLanguage = compiled
    self.calibration = calibration
  }

  /// How many sentence templates there are.
  public var templateCount: Int { byLanguage.values.reduce(0) { $0 + $1.recognizer.templateCount } }
}

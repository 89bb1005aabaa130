import Language
import Vocabulary

/// What can be wrong between the files: ids that lead nowhere, texts that a language lacks, texts that are too long.
enum KnowledgeChecks {
  static func faults(of base: KnowledgeBase, files: KnowledgeFiles) -> [ContentFault] {
    var check = Check(base: base)
    for document in files.topics { check.article(document, in: base.topics, isMarket: false) }
    for document in files.markets { check.article(document, in: base.cards, isMarket: true) }
    for document in files.instruments { check.instrument(document) }
    for document in files.steps { check.steps(document) }
    check.terms(files.terms)
    check.phrases(files.phrases)
    check.timeZone(files)
    return check.faults
  }

  private struct Check {
    let base: KnowledgeBase
    let stepIDs: Set<String>
    var faults: [ContentFault] = []

    init(base: KnowledgeBase) {
      self.base = base
      stepIDs = Set(base.steps.map(\.id))
    }

    mutating func article(_ document: MarkdownDocument, in all: [String: [Language: Article]], isMarket: Bool) {
      let id = document.head["id"]?.text ?? ""
      let stem = document.file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
      if id != stem {
        fault(document, document.head.line, "the id is '\(id)' but the file is named '\(stem)'; they must be equal")
      }
      guard let article = all[id]?[document.lang] else { return }
      for lang in Language.allCases where all[id]?[lang] == nil {
        fault(
          document, document.head.line, "there is no '\(id)' in '\(lang.rawValue)'; write \(stem).\(lang.rawValue).md")
      }
      if !article.parts.contains(where: { $0.name == .what && $0.condition == nil }) {
        fault(
          document, document.head.line, "there is no '## what' without a condition; put one last, for all other cases")
      }
      sources(article.sources, document, document.head.line)
      for part in article.parts { self.part(part, of: article, document) }
      if let english = all[id]?[.en], english.deedIDs != article.deedIDs {
        fault(
          document, document.head.line,
          "the deeds differ from those in English: \(article.deedIDs) and \(english.deedIDs)")
      }
    }

    private mutating func part(_ part: Part, of article: Article, _ document: MarkdownDocument) {
      sources(part.sources ?? [], document, part.line)
      if let most = part.wordsMax, part.text.wordCount > most {
        fault(document, part.line, "the part has \(part.text.wordCount) words; at most \(most)")
      }
      for deed in part.deeds where deed.text.wordCount > 15 {
        fault(document, part.line, "the deed '\(deed.id)' has \(deed.text.wordCount) words; at most 15")
      }
      if part.name == .deeds && !(1...3).contains(part.deeds.count) {
        fault(document, part.line, "a 'do' part has one to three deeds, this has \(part.deeds.count)")
      }
      if case .topic(let topic) = part.name, !Topics.all.contains(topic) {
        fault(document, part.line, "'\(topic)' is neither a part nor a topic of the catalogue")
      }
    }

    mutating func instrument(_ document: YAMLDocument) {
      guard let id = document.root["id"]?.text, let instrument = base.instruments.first(where: { $0.id == id }) else {
        return
      }
      for other in instrument.instead where !base.instruments.contains(where: { $0.id == other }) {
        fault(document, "'instead' names '\(other)', which is no instrument of the content")
      }
      for source in instrument.sources where base.sources[source] == nil {
        fault(document, "the source '\(source)' stands in no sources.yaml")
      }
      if instrument.sources.isEmpty { fault(document, "an instrument needs a source") }
    }

    mutating func steps(_ document: YAMLDocument) {
      var seen: Set<String> = []
      for step in base.steps where step.stage == document.root["stage"]?.text {
        if !seen.insert(step.id).inserted { fault(document, "the step '\(step.id)' stands here twice") }
      }
      if !base.stages.contains(where: { $0.id == document.root["stage"]?.text }) {
        fault(document, "'stage' names no stage of stages.yaml")
      }
    }

    /// Each term where it is written last: a region's own takes the place of the common one.
    mutating func terms(_ documents: [YAMLDocument]) {
      var places: [String: (file: String, line: Int)] = [:]
      for document in documents {
        for item in document.root.items ?? [] { places[item["id"]?.text ?? ""] = (document.file, item.line) }
      }
      var owners: [Language: [String: String]] = [:]
      for term in base.terms {
        guard let place = places[term.id] else { continue }
        for message in complaints(of: term, &owners) {
          faults.append(ContentFault(file: place.file, line: place.line, message: message))
        }
      }
    }

    private func complaints(of term: Term, _ owners: inout [Language: [String: String]]) -> [String] {
      var found: [String] = []
      if !Topics.all.contains(term.topic) { found.append("'\(term.topic)' is no topic of the catalogue") }
      for source in term.sources where base.sources[source] == nil {
        found.append("the source '\(source)' stands in no sources.yaml")
      }
      for lang in Language.allCases {
        let words = term.text[lang].wordCount
        if words > Term.wordsMax {
          found.append("the text in '\(lang.rawValue)' has \(words) words; at most \(Term.wordsMax)")
        }
        if term.names[lang].isEmpty { found.append("the term has no name in '\(lang.rawValue)'") }
        for name in term.names[lang] {
          if let other = owners[lang, default: [:]].updateValue(term.id, forKey: Glossary.folded(name)) {
            let owner = other == term.id ? "here twice" : "at '\(other)' too"
            found.append("the name '\(name)' stands \(owner) in '\(lang.rawValue)'; keep one")
          }
        }
      }
      return found
    }

    mutating func phrases(_ all: [(lang: Language, document: YAMLDocument)]) {
      let keys = Set(base.phrases.values.flatMap(\.keys))
      for (lang, document) in all {
        for key in keys.sorted() where base.phrases[lang]?[key] == nil {
          fault(document, "the phrase '\(key)' is missing; it stands in another language")
        }
      }
    }

    mutating func timeZone(_ files: KnowledgeFiles) {
      let named = files.region.root["time_zone"]
      guard let zone = named?.text, !files.timeZones.contains(zone) else { return }
      faults.append(
        ContentFault(
          file: files.region.file, line: named?.line ?? files.region.root.line,
          message: "there is no time zone '\(zone)'; write its IANA name, such as Europe/Helsinki"))
    }

    private mutating func sources(_ ids: [String], _ document: MarkdownDocument, _ line: Int) {
      for id in ids where base.sources[id] == nil {
        fault(document, line, "the source '\(id)' stands in no sources.yaml")
      }
    }

    private mutating func fault(_ document: MarkdownDocument, _ line: Int, _ message: String) {
      faults.append(ContentFault(file: document.file, line: line, message: message))
    }

    private mutating func fault(_ document: YAMLDocument, _ message: String) {
      faults.append(ContentFault(file: document.file, line: document.root.line, message: message))
    }
  }
}

extension Article {
  /// Each list of deeds in the order of the file.
  fileprivate var deedIDs: [[String]] {
    parts.filter { $0.name == .deeds }.map { $0.deeds.map(\.id) }
  }
}

extension Part {
  /// The most words that the part may have, so that an answer fits a terminal (`docs/content.md`).
  fileprivate var wordsMax: Int? {
    switch name {
    case .what: 45
    case .costOrNeed, .place: 60
    case .ask: 14
    case .topic: 28
    case .deeds, .noStep: nil
    }
  }
}

extension Term {
  /// The most words of its text in one language.
  fileprivate static let wordsMax = 45
}

extension String {
  var wordCount: Int { split(whereSeparator: \.isWhitespace).count }
}

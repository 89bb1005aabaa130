import Language
import Vocabulary

/// The files under `knowledge/`, read and parsed as far as their syntax goes.
public struct KnowledgeFiles: Sendable {
  public var topics: [MarkdownDocument] = []
  public var markets: [MarkdownDocument] = []
  public var stages: [YAMLDocument] = []
  public var steps: [YAMLDocument] = []
  public var instruments: [YAMLDocument] = []
  public var sources: [YAMLDocument] = []
  public var facts: [YAMLDocument] = []
  public var terms: [YAMLDocument] = []
  public var phrases: [(lang: Language, document: YAMLDocument)] = []
  public var region: YAMLDocument
  public var countryNames: [Language: [String: String]] = [:]
  /// The names of the time zones that there are.
  public var timeZones: Set<String> = []

  public init(region: YAMLDocument) {
    self.region = region
  }
}

/// Builds the knowledge base from files. Gathers all faults; with any fault there is no knowledge base.
public struct KnowledgeReader {
  private var base: KnowledgeBase
  private var faults: [ContentFault] = []

  public static func read(_ files: KnowledgeFiles) throws(ContentFaults) -> KnowledgeBase {
    var reader = KnowledgeReader(files.region)
    reader.base.countryNames = files.countryNames
    for document in files.sources { reader.readSources(document) }
    for document in files.stages { reader.readStages(document) }
    for document in files.steps { reader.readSteps(document) }
    for document in files.instruments { reader.readInstrument(document) }
    for document in files.facts { reader.readFacts(document) }
    for document in files.terms { reader.readTerms(document) }
    for (lang, document) in files.phrases { reader.readPhrases(document, lang: lang) }
    for document in files.topics { reader.readTopic(document) }
    for document in files.markets { reader.readMarket(document) }
    reader.base.instruments.sort { $0.id < $1.id }
    reader.base.terms.sort { $0.id < $1.id }
    reader.base.steps = reader.stepsInOrder()
    reader.base.index()
    reader.faults += KnowledgeChecks.faults(of: reader.base, files: files)
    if !reader.faults.isEmpty { throw ContentFaults(reader.faults) }
    return reader.base
  }

  private init(_ region: YAMLDocument) {
    var fields = MappingReader(file: region.file, value: region.root, what: "a region")
    base = KnowledgeBase(region: fields.region())
    faults = fields.finish()
  }

  private func stepsInOrder() -> [Step] {
    base.stages.flatMap { stage in base.steps.filter { $0.stage == stage.id } }
  }

  /// A region's source takes the place of the common one with its id.
  private mutating func readSources(_ document: YAMLDocument) {
    for source in list(of: "source", in: document, id: \.id, { $0.source() }) { base.sources[source.id] = source }
  }

  /// The items of a file in which each id stands once.
  private mutating func list<Item>(
    of name: String, in document: YAMLDocument, id: KeyPath<Item, String>, _ read: (inout MappingReader) -> Item
  ) -> [Item] {
    var seen: Set<String> = []
    return items(of: document.root, in: document.file, what: "the \(name)s").map { value in
      var fields = MappingReader(file: document.file, value: value, what: "a \(name)")
      let item = read(&fields)
      faults += fields.finish()
      if !seen.insert(item[keyPath: id]).inserted {
        fault(document.file, value.line, "the \(name) '\(item[keyPath: id])' stands in this file twice; keep one")
      }
      return item
    }
  }

  private mutating func readStages(_ document: YAMLDocument) {
    for value in items(of: document.root["stages"] ?? document.root, in: document.file, what: "the stages") {
      var fields = MappingReader(file: document.file, value: value, what: "a stage")
      base.stages.append(
        StageName(id: fields.text("id"), names: fields.localized("names"), feeling: fields.localized("feeling")))
      faults += fields.finish()
    }
  }

  private mutating func readSteps(_ document: YAMLDocument) {
    let stage = document.root["stage"]?.text ?? ""
    for value in items(of: document.root["steps"] ?? document.root, in: document.file, what: "the steps") {
      var fields = MappingReader(file: document.file, value: value, what: "a step")
      base.steps.append(fields.step(stage: stage))
      faults += fields.finish()
    }
  }

  private mutating func readInstrument(_ document: YAMLDocument) {
    var fields = MappingReader(file: document.file, value: document.root, what: "an instrument")
    let instrument = fields.instrument()
    faults += fields.finish()
    base.instruments.removeAll { $0.id == instrument.id }
    base.instruments.append(instrument)
  }

  private mutating func readFacts(_ document: YAMLDocument) {
    for value in items(of: document.root, in: document.file, what: "the facts") {
      var fields = MappingReader(file: document.file, value: value, what: "a fact")
      base.facts.append(fields.factText())
      faults += fields.finish()
    }
  }

  /// A region's term takes the place of the common one with its id.
  private mutating func readTerms(_ document: YAMLDocument) {
    for term in list(of: "term", in: document, id: \.id, { $0.term() }) {
      base.terms.removeAll { $0.id == term.id }
      base.terms.append(term)
    }
  }

  private mutating func readPhrases(_ document: YAMLDocument, lang: Language) {
    for entry in document.root.entries ?? [] {
      if let text = entry.value.text {
        base.phrases[lang, default: [:]][entry.key] = text.trimmingWhitespace()
      } else {
        fault(document.file, entry.line, "the phrase '\(entry.key)' must be a text")
      }
    }
  }

  private mutating func readTopic(_ document: MarkdownDocument) {
    let (article, _, found) = ArticleReader.read(document, isMarket: false)
    faults += found
    base.topics[article.id, default: [:]][document.lang] = article
  }

  private mutating func readMarket(_ document: MarkdownDocument) {
    let (article, market, found) = ArticleReader.read(document, isMarket: true)
    faults += found
    base.cards[article.id, default: [:]][document.lang] = article
    base.markets[article.id] = market
  }

  private mutating func items(of value: YAMLValue, in file: String, what: String) -> [YAMLValue] {
    if let items = value.items { return items }
    fault(file, value.line, "\(what) must be a list: each begins with '- id: …'")
    return []
  }

  private mutating func fault(_ file: String, _ line: Int, _ message: String) {
    faults.append(ContentFault(file: file, line: line, message: message))
  }
}

import Language
import Vocabulary

/// What an advisor should mend although the content works: what is old or over, what can never show, what rests on
/// nothing that people may be shown.
public enum KnowledgeReview {
  /// Days after which somebody has to look again.
  static let instrumentDaysMax = 183
  static let factDaysMax = 365

  /// In the order of files and lines.
  public static func complaints(of base: KnowledgeBase, files: KnowledgeFiles, today: Day) -> [ContentFault] {
    var review = Review(base: base, today: today)
    for document in files.topics { review.article(document, in: base.topics, isTopic: true) }
    for document in files.markets { review.article(document, in: base.cards, isTopic: false) }
    for document in files.instruments { review.instrument(document) }
    for document in files.steps { review.steps(document) }
    for document in files.terms { review.terms(document) }
    for document in files.sources { review.sources(document) }
    review.region(files.region)
    review.phrases(files.phrases)
    return review.complaints.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }

  private struct Review {
    let base: KnowledgeBase
    let today: Day
    let words: ConditionWords
    var complaints: [ContentFault] = []

    init(base: KnowledgeBase, today: Day) {
      self.base = base
      self.today = today
      words = ConditionWords(base)
    }

    mutating func article(_ document: MarkdownDocument, in all: [String: [Language: Article]], isTopic: Bool) {
      guard let article = all[document.head["id"]?.text ?? ""]?[document.lang] else { return }
      let head = document.head
      age(article.checked, daysMax: KnowledgeReview.factDaysMax, document.file, head["checked"]?.line ?? head.line)
      if isTopic {
        let names = Set(article.parts.map(\.name))
        for (name, text) in [(Part.Name.what, "what"), (.costOrNeed, "cost_or_need"), (.place, "where")]
        where !names.contains(name) {
          complain(document.file, head.line, "the topic has no part '## \(text)'")
        }
        if names.isDisjoint(with: [.deeds, .noStep]) {
          complain(document.file, head.line, "the topic has neither a part '## do' nor '## no_step'")
        }
      }
      for part in article.parts {
        if !isPresentable(part.sources ?? article.sources), !part.text.isEmpty, !part.text.isHedged(in: document.lang) {
          complain(
            document.file, part.line,
            "no source that people may be shown: all are of the kind 'secondary'; say 'as a rule' or 'check with …'")
        }
        condition(part.condition, document.file, part.line)
        for text in [part.text] + part.deeds.map(\.text) { placeholder(text, document.file, part.line) }
        if case .ask(let fact) = part.name, !words.facts.contains(fact) {
          complain(document.file, part.line, "'\(fact)' is no fact of facts.yaml")
        }
      }
    }

    mutating func instrument(_ document: YAMLDocument) {
      guard let id = document.root["id"]?.text, let instrument = base.instruments.first(where: { $0.id == id }) else {
        return
      }
      func line(_ key: String) -> Int { document.root[key]?.line ?? document.root.line }
      age(instrument.checked, daysMax: KnowledgeReview.instrumentDaysMax, document.file, line("checked"))
      if let until = instrument.openUntil, until < today, instrument.status == .open {
        complain(
          document.file, line("open_until"), "the round closed on \(until); set 'status: closed' or the next round")
      }
      let isHedged = Language.allCases.allSatisfy { instrument.statusNote?[$0].isHedged(in: $0) ?? false }
      if [.open, .changed].contains(instrument.status), !isPresentable(instrument.sources), !isHedged {
        complain(
          document.file, line("status_note"),
          "no source that people may be shown: all are of the kind 'secondary'; say in 'status_note' whom to ask")
      }
      let stages = Set(base.stages.map(\.id))
      for stage in instrument.stages where !stages.contains(stage) {
        complain(document.file, line("stages"), "'\(stage)' is no stage of stages.yaml")
      }
      for lang in Language.allCases {
        let texts = [instrument.does[lang], instrument.pays?[lang], instrument.statusNote?[lang]].compactMap(\.self)
        for text in texts + instrument.apply[lang] { placeholder(text, document.file, document.root.line) }
      }
    }

    mutating func steps(_ document: YAMLDocument) {
      for item in document.root["steps"]?.items ?? [] {
        guard let step = base.steps.first(where: { $0.id == item["id"]?.text }) else { continue }
        if !Topics.all.contains(step.topic) {
          complain(document.file, item["topic"]?.line ?? item.line, "'\(step.topic)' is no topic of the catalogue")
        }
        condition(step.needs, document.file, item["needs"]?.line ?? item.line)
        condition(step.done, document.file, item["done"]?.line ?? item.line)
        for lang in Language.allCases {
          for text in [step.title[lang], step.why[lang], step.how[lang]] { placeholder(text, document.file, item.line) }
        }
      }
    }

    mutating func terms(_ document: YAMLDocument) {
      for item in document.root.items ?? [] {
        guard let term = base.terms.first(where: { $0.id == item["id"]?.text }) else { continue }
        age(
          term.checked, daysMax: KnowledgeReview.factDaysMax, document.file, item["checked"]?.line ?? item.line)
        let isSourced = term.sources.contains { base.sources[$0]?.isPresentable ?? false }
        for lang in Language.allCases {
          if !isSourced, !term.text[lang].isHedged(in: lang) {
            complain(
              document.file, item["sources"]?.line ?? item.line,
              "no source that people may be shown; say in '\(lang.rawValue)' 'as a rule' or 'check with …'")
          }
          placeholder(term.text[lang], document.file, item["text"]?.line ?? item.line)
        }
      }
    }

    mutating func sources(_ document: YAMLDocument) {
      for item in document.root.items ?? [] {
        guard let checked = item["checked"]?.text.flatMap({ Day($0) }) else { continue }
        age(checked, daysMax: KnowledgeReview.factDaysMax, document.file, item["checked"]?.line ?? item.line)
      }
    }

    mutating func region(_ document: YAMLDocument) {
      if !base.region.contact.url.hasPrefix("https://") {
        complain(
          document.file, document.root["contact"]?.line ?? document.root.line,
          "the region has no contact page; give 'contact' a 'url' that begins with https://")
      }
    }

    /// A text that fills in other values than its English one has a mark that nothing fills.
    mutating func phrases(_ all: [(lang: Language, document: YAMLDocument)]) {
      for (lang, document) in all {
        for entry in document.root.entries ?? [] {
          guard let text = entry.value.text, let english = base.phrases[.en]?[entry.key] else { continue }
          for name in text.placeholders.subtracting(english.placeholders).sorted() where lang != .en {
            complain(document.file, entry.line, "'{\(name)}' stands not in the English text, so nothing fills it")
          }
        }
      }
    }

    private mutating func age(_ checked: Day, daysMax: Int, _ file: String, _ line: Int) {
      let days = today.daysSince1970 - checked.daysSince1970
      if days > daysMax {
        complain(file, line, "looked up \(days) days ago, on \(checked); look again and set 'checked'")
      }
    }

    private func isPresentable(_ ids: [String]) -> Bool {
      let found = ids.compactMap { base.sources[$0] }
      return found.isEmpty || found.contains(where: \.isPresentable)
    }

    private mutating func condition(_ condition: Condition?, _ file: String, _ line: Int) {
      if let reason = condition.flatMap({ words.reasonNever($0, today: today) }) {
        complain(file, line, "the condition can never hold: \(reason)")
      }
    }

    private mutating func placeholder(_ text: String, _ file: String, _ line: Int) {
      for name in text.placeholders.sorted() { complain(file, line, "nothing fills '{\(name)}' here") }
    }

    private mutating func complain(_ file: String, _ line: Int, _ message: String) {
      complaints.append(ContentFault(file: file, line: line, message: message))
    }
  }
}

extension String {
  /// Whether it says that it holds in general only, who says so, or with whom to check it.
  fileprivate func isHedged(in lang: Language) -> Bool {
    let marks =
      switch lang {
      case .en: ["as a rule", "check", "ask", "given as", "was to", "account"]
      case .fi: ["yleensä", "tarkist", "kysy", "varmist", "ilmoitettu", "oli määrä", "pitäisi", "mukaan"]
      case .sv: ["i regel", "som regel", "kontrollera", "fråga", "kolla", "uppges", "skulle", "enligt"]
      }
    let text = lowercased()
    return marks.contains { text.contains($0) }
  }

  /// The names between braces.
  fileprivate var placeholders: Set<String> {
    Set(split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { String($0.prefix { $0 != "}" }) })
  }
}

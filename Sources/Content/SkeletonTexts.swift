import Vocabulary

/// The texts of skeletons; their form is that of `docs/content.md`.
enum SkeletonTexts {
  static func topic(_ id: String, in lang: Language, today: Day) -> String {
    let language = name(of: lang)
    return """
      ---
      id: \(id)
      title: "{write: the title in \(language)}"
      checked: \(today)
      sources: ["{write: ids of sources.yaml, the same in all languages}"]
      ---

      ## what
      {write: the direct answer in \(language); its first sentence decides something; at most 45 words}

      ## do
      1. [start_\(id)] {write: in \(language) what can be done today with a phone; at most 15 words}

      ## cost_or_need
      {write: what it costs and what is needed, in \(language); at most 60 words}

      ## where
      {write: where to look and whom to ask, in \(language); at most 60 words}

      """
  }

  static func instrument(_ id: String, today: Day) -> String {
    """
    id: \(id)
    \(localized("names", "the name"))
    provider: "{write: who gives it}"
    kind: "{write: service, grant, loan, guarantee or aid}"
    \(localized("does", "what it does; at most 35 words"))
    eligibility:
      countries: ["{write: codes of the countries whose companies can ask for it}"]
    stages: ["{write: ids of stages.yaml}"]
    purposes: ["{write: what it serves, as in the other instruments}"]
    apply:
    \(Language.allCases.map { "  \($0.rawValue): [\"{write: the first deed in \(name(of: $0))}\"]" }.joined(separator: "\n"))
    status: "{write: open, paused, closed, changed or unknown}"
    status_date: null
    sources: ["{write: ids of sources.yaml}"]
    checked: \(today)

    """
  }

  static func region(_ id: String, today: Day) -> String {
    """
    id: \(id)
    \(sameInAll("names", "the region's name"))
    country: "{write: the code of its country}"
    time_zone: "{write: its time zone, such as Europe/Helsinki}"
    municipalities: ["{write: the names of its municipalities}"]
    languages: [en]
    contact:
    \(sameInAll("name", "who helps companies here", indent: "  "))
      url: "{write: the page where a person finds a person, with https}"
      checked: \(today)
    contacts:
      - role: advisor
    \(sameInAll("name", "who advises companies here", indent: "    "))
        url: "{write: the advisor's page, with https}"

    """
  }

  /// A text in each language, one to a line.
  private static func localized(_ key: String, _ what: String) -> String {
    let lines = Language.allCases.map { "  \($0.rawValue): \"{write: \(what); in \(name(of: $0))}\"" }
    return (["\(key):"] + lines).joined(separator: "\n")
  }

  /// English is enough for a region: a name serves in all languages.
  private static func sameInAll(_ key: String, _ what: String, indent: String = "") -> String {
    let lines = Language.allCases.map { "\(indent)  \($0.rawValue): \"{write: \(what)}\"" }
    return (["\(indent)\(key):"] + lines).joined(separator: "\n")
  }

  private static func name(of lang: Language) -> String {
    switch lang {
    case .en: "English"
    case .fi: "Finnish"
    case .sv: "Swedish"
    }
  }
}

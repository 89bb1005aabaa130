import Vocabulary

/// Finds a term by a name that people give it, in the forms that names take in a sentence.
public struct Glossary: Sendable {
  private var terms: [Language: [String: Term]] = [:]
  private let told: [String: Term]

  /// A name that two terms have is that of the first.
  public init(_ terms: [Term] = []) {
    told = Dictionary(terms.map { ($0.passageID, $0) }) { first, _ in first }
    for lang in Language.allCases {
      let named = terms.flatMap { term in term.names[lang].map { (Self.folded($0), term) } }
      self.terms[lang] = Dictionary(named) { first, _ in first }
    }
  }

  /// The term that a name means, in the language of the talk or else in another: "DDP:n" and "letter of credit" are said in
  /// Finnish too. `nil` when no term has the name.
  public func term(named name: String, in lang: Language) -> Term? {
    let name = Self.folded(name)
    for names in ([lang] + Language.allCases.filter { $0 != lang }).compactMap({ terms[$0] }) {
      if let term = names[name] ?? Self.stems(of: name, in: lang).lazy.compactMap({ names[$0] }).first { return term }
    }
    return nil
  }

  /// The term that the passage with this id tells.
  public func term(toldAs passage: String) -> Term? { told[passage] }

  /// As names are compared: in small letters, one space between words.
  public static func folded(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  /// Fewer letters are no name: an ending would leave too little.
  private static let stemMin = 3

  /// What the name can be without its ending, the longest ending first; what a colon or an apostrophe sets off
  /// ("EORI:n", "EORI's") is a word of its own here.
  private static func stems(of name: String, in lang: Language) -> [String] {
    endings(in: lang).filter(name.hasSuffix).compactMap { ending in
      let stem = folded(String(name.dropLast(ending.count)))
      return stem.count >= stemMin ? stem : nil
    }
  }

  private static func endings(in lang: Language) -> [Substring] {
    let endings =
      switch lang {
      case .en: "es s"
      case .fi:
        "issa issä ista istä illa illä iksi ssa ssä sta stä lla llä lle lta ltä ksi een iin ien jen tta ttä "
          + "it in ia iä ta tä ja jä en i n t a ä"
      case .sv: "arnas ernas arna erna orna ens ets en et er ar or na n t s"
      }
    return endings.split(separator: " ")
  }
}

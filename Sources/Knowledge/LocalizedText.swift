import Vocabulary

/// A text in each language.
public struct LocalizedText: Sendable, Hashable {
  private var en: String
  private var fi: String
  private var sv: String

  public init(en: String, fi: String, sv: String) {
    (self.en, self.fi, self.sv) = (en, fi, sv)
  }

  public subscript(lang: Language) -> String {
    switch lang {
    case .en: en
    case .fi: fi
    case .sv: sv
    }
  }
}

/// A list of texts in each language.
public struct LocalizedList: Sendable, Hashable {
  private var en: [String]
  private var fi: [String]
  private var sv: [String]

  public init(en: [String] = [], fi: [String] = [], sv: [String] = []) {
    (self.en, self.fi, self.sv) = (en, fi, sv)
  }

  public subscript(lang: Language) -> [String] {
    switch lang {
    case .en: en
    case .fi: fi
    case .sv: sv
    }
  }
}

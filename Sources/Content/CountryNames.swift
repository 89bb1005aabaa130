import Foundation
import Language
import Vocabulary

/// The names of all countries in each language, from the Unicode locale data that Foundation carries.
enum CountryNames {
  /// Codes that ISO 3166 only reserves: islands and unions that are no countries of their own there.
  private static let reserved: Set = ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "TA", "UN"]

  static let all: [Vocabulary.Language: [String: String]] = {
    var names: [Vocabulary.Language: [String: String]] = [:]
    let regions = Locale.Region.isoRegions.map(\.identifier).filter { $0.count == 2 && !reserved.contains($0) }
    for lang in Vocabulary.Language.allCases {
      let locale = Locale(identifier: lang.rawValue)
      for region in regions { names[lang, default: [:]][region] = locale.localizedString(forRegionCode: region) }
    }
    return names
  }()

  /// Values for the list of markets that the rules have not written themselves, one document a language.
  ///
  /// A rule file needs to name a country only where people have other names for it, or where the name is a word of its own.
  static func markets(beside documents: [YAMLDocument]) -> [YAMLDocument] {
    all.sorted { $0.key.rawValue < $1.key.rawValue }.compactMap { lang, names in
      let own = documents.filter { $0.root["language"]?.text == lang.rawValue }
      guard let file = own.first(where: { $0.root["lists"]?[list] != nil })?.file else { return nil }
      let written = Set(own.flatMap { $0.root["lists"]?[list]?["values"]?.items ?? [] }.compactMap { $0["out"]?.text })
      let values = names.filter { !written.contains($0.key) }.sorted { $0.key < $1.key }.map { code, name in
        mapping([("in", .scalar(template(name, lang), line: 1)), ("out", .scalar(code, line: 1))])
      }
      let lists = mapping([(list, mapping([("values", .sequence(values, line: 1))]))])
      return YAMLDocument(
        file: "\(file) (names from the locale data)",
        root: mapping([("language", .scalar(lang.rawValue, line: 1)), ("lists", lists)]))
    }
  }

  private static let list = Slot.market.rawValue

  private static func mapping(_ entries: [(String, YAMLValue)]) -> YAMLValue {
    .mapping(entries.map { YAMLValue.Entry(key: $0.0, line: 1, value: $0.1) }, line: 1)
  }

  /// How people write a country, as one template.
  static func template(_ name: String, _ lang: Vocabulary.Language) -> String {
    let writings = writings(of: name).map { lang == .fi ? FinnishCases.template(of: $0) : $0 }
    return writings.count == 1 ? writings[0] : "(\(writings.joined(separator: "|")))"
  }

  /// `Myanmar (Burma)` is called by either name, `St. Lucia` is written in full too, and nobody types `&`.
  private static func writings(of name: String) -> [String] {
    let parts = name.split(whereSeparator: { "()".contains($0) }).map { $0.trimmingCharacters(in: .whitespaces) }
    let names = name.hasSuffix(")") || parts.count == 1 ? parts : [parts[0] + " " + parts[parts.count - 1]]
    return names.map { name in
      var words = name.replacing("’", with: "'").split(separator: " ").map(String.init)
      if ["St.", "S:t", "Saint"].contains(words[0]) { words[0] = "(St|S:t|Saint|Sankt)" }
      return words.map { ["&", "-", "–"].contains($0) ? "[and|och|ja]" : $0 }.joined(separator: " ")
    }
  }
}

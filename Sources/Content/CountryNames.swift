import Foundation
import Vocabulary

/// The names of all countries in each language, from the Unicode locale data that Foundation carries.
enum CountryNames {
  static func all() -> [Language: [String: String]] {
    var names: [Language: [String: String]] = [:]
    for lang in Language.allCases {
      let locale = Locale(identifier: lang.rawValue)
      for region in Locale.Region.isoRegions where region.identifier.count == 2 {
        names[lang, default: [:]][region.identifier] = locale.localizedString(forRegionCode: region.identifier)
      }
    }
    return names
  }
}

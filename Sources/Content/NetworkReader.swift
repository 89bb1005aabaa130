import Cooperation
import Knowledge
import Language
import Vocabulary

/// Reads `cooperation.yaml` with what the region's own file says of its places.
struct NetworkReader {
  /// From two alike on a card hides something; above this nobody would ever be shown.
  private static let kRange = 2...100

  private var file: WordsReader

  static func read(_ document: YAMLDocument, region: Region) throws(ContentFaults) -> NetworkSettings {
    var reader = NetworkReader(file: WordsReader(document))
    let settings = reader.settings(document.root, region)
    if !reader.file.faults.isEmpty { throw ContentFaults(reader.file.faults) }
    return settings
  }

  private mutating func settings(_ root: YAMLValue, _ region: Region) -> NetworkSettings {
    let chains = file.child("chains", of: root)?.items ?? []
    return NetworkSettings(
      k: k(root), country: region.country, region: region.id, municipalities: region.municipalities,
      sectorGroups: groups(root), chains: chains.map { chain($0) },
      chainNames: Dictionary(chains.map { (file.text("id", of: $0), names($0)) }) { first, _ in first })
  }

  private mutating func k(_ root: YAMLValue) -> Int {
    guard let value = file.child("k_card", of: root) else { return 0 }
    if let k = value.text.flatMap({ Int($0) }), Self.kRange.contains(k) { return k }
    file.fault(value.line, "'k_card' must be a number from \(Self.kRange.lowerBound) to \(Self.kRange.upperBound)")
    return 0
  }

  private mutating func groups(_ root: YAMLValue) -> [String: String] {
    var groups: [String: String] = [:]
    for entry in file.child("sector_groups", of: root)?.entries ?? [] {
      for item in entry.value.items ?? [] {
        guard let sector = item.text else { continue }
        if groups.updateValue(entry.key, forKey: sector) != nil {
          file.fault(item.line, "'\(sector)' is in two groups; keep one")
        }
      }
    }
    return groups
  }

  private mutating func chain(_ value: YAMLValue) -> ChainTemplate {
    ChainTemplate(
      id: file.text("id", of: value), required: roles(file.child("required", of: value)),
      optional: roles(value["optional"]))
  }

  private mutating func names(_ chain: YAMLValue) -> [Language: String] {
    var names: [Language: String] = [:]
    for lang in Language.allCases { names[lang] = file.text("name", of: chain, in: lang) }
    return names
  }

  private mutating func roles(_ value: YAMLValue?) -> Set<ChainRole> {
    var roles: Set<ChainRole> = []
    for item in value?.items ?? [] {
      guard let role = item.text.flatMap(ChainRole.init) else {
        let known = ChainRole.allCases.map(\.rawValue).joined(separator: ", ")
        file.fault(item.line, "'\(item.text ?? "")' is no role in a chain; known are \(known)")
        continue
      }
      roles.insert(role)
    }
    return roles
  }
}

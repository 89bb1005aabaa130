import Vocabulary

/// Files of a new piece of content that an advisor fills in: whole in their form, with a mark at each place where a text is
/// still to be written. A file with a mark is broken, so a skeleton never goes live half-written.
public struct ContentSkeleton: Sendable {
  /// What it is a skeleton of.
  public enum Kind: String, Sendable, CaseIterable {
    case topic, instrument, region
  }

  /// Relative to the content folder, with their texts.
  public let files: [(path: String, text: String)]

  /// - Parameters:
  ///   - region: whose content it is; `nil` = common to all regions. A new region has none.
  ///   - today: the day on which the facts are looked up.
  public init(_ kind: Kind, id: String, region: String?, today: Day) {
    let folder = region.map { "knowledge/regions/\($0)" } ?? "knowledge/common"
    files =
      switch kind {
      case .topic:
        Language.allCases.map {
          ("\(folder)/topics/\(id).\($0.rawValue).md", SkeletonTexts.topic(id, in: $0, today: today))
        }
      case .instrument: [("\(folder)/instruments/\(id).yaml", SkeletonTexts.instrument(id, today: today))]
      case .region:
        [
          ("knowledge/regions/\(id)/region.yaml", SkeletonTexts.region(id, today: today)),
          ("knowledge/regions/\(id)/sources.yaml", "[]\n"),
        ]
      }
  }

  /// Whether it can name a file, a topic or a region: small letters a to z, digits, and one sign between words.
  public static func isID(_ text: String, of kind: Kind) -> Bool {
    let joint: Character = kind == .region ? "-" : "_"
    let words = text.split(separator: joint, omittingEmptySubsequences: false)
    guard text.count <= 60, text.first.map({ ("a"..."z").contains($0) }) == true else { return false }
    return words.allSatisfy { word in
      !word.isEmpty && word.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
    }
  }
}

/// The mark at a place where a text is still to be written: `{write: what to write}`.
enum WritingMark {
  static let opening = "{write: "

  /// What is still to be written, with its line from 1.
  static func found(in text: String) -> [(line: Int, what: String)] {
    var found: [(line: Int, what: String)] = []
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var rest = line
      while let start = rest.firstRange(of: opening) {
        let what = rest[start.upperBound...].prefix { $0 != "}" }
        found.append((offset + 1, String(what)))
        rest = rest[what.endIndex...]
      }
    }
    return found
  }
}

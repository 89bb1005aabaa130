import Content
import Foundation
import Language
import Testing

/// What is wrong in the files of guard-rails and plans is named with its line.
@Suite struct BrokenWordsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A content folder with one file of the project, one text in it replaced by another.
  private func folder(_ file: String, replacing old: String, with new: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let common = folder.appendingPathComponent("knowledge/common")
    try FileManager.default.createDirectory(at: common, withIntermediateDirectories: true)
    let text = try String(contentsOf: Self.root.appendingPathComponent("knowledge/common/\(file)"), encoding: .utf8)
    try #require(text.contains(old))
    let changed = text.replacingOccurrences(of: old, with: new)
    try changed.write(to: common.appendingPathComponent(file), atomically: true, encoding: .utf8)
    return folder
  }

  @Test(arguments: [
    ("  boycott:\n    en", "  weather:\n    en", "'weather' is no topic"),
    ("  boycott:\n    en", "  weather:\n    en", "'boycott' has no words"),
    ("fi: [asiak*,", "fi: [\"*\",", "'*' is no word pattern"),
    ("  links:", "  lynx:", "'links' is missing"),
    ("  links:", "  same:", "'same' stands for something already"),
    ("needs: [asks_price]", "needs: [asks_weight]", "'asks_weight' is no family"),
    ("{about: price, needs: [asks_price]", "{needs: [asks_price]", "a case needs 'about'"),
    ("{about: price, needs: [common]", "{about: price, even_with: [fog], needs: [common]", "a case needs 'about'"),
    ("    hint: \"A reminder", "    tip: \"A reminder", "'hint' is missing"),
  ])
  func `A fault in the guard-rails is named`(old: String, new: String, message: String) throws {
    let folder = try folder("guard-rails.yaml", replacing: old, with: new)
    defer { try? FileManager.default.removeItem(at: folder) }
    let faults = #expect(throws: ContentFaults.self) { try ContentFolder(path: folder.path).guardRails() }
    #expect(
      faults?.faults.contains { $0.message.contains(message) && $0.line > 0 } == true, "\(faults?.description ?? "")")
  }

  @Test(arguments: [
    ("days_before: 63", "days_before: soon", "'days_before' must be a number of days"),
    ("days_before: 63", "days_before: 9223372036854775807", "'days_before' must be a number of days"),
    ("  sum: {en: Sum,", "  sum: {", "'en' is missing"),
    ("  brochure:\n    review", "  leaflet:\n    review", "'brochure' is missing"),
  ])
  func `A fault in the plans is named`(old: String, new: String, message: String) throws {
    let folder = try folder("plans.yaml", replacing: old, with: new)
    defer { try? FileManager.default.removeItem(at: folder) }
    let faults = #expect(throws: ContentFaults.self) { try ContentFolder(path: folder.path).plans() }
    #expect(
      faults?.faults.contains { $0.message.contains(message) && $0.line > 0 } == true, "\(faults?.description ?? "")")
  }
}

import Foundation
import Knowledge
import Testing
import Vocabulary

/// Every number, sum and date of the content is one of the fact sheets; they lie beside the project, or the test is skipped.
struct FiguresTests {
  private static let sheets = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/domain")

  private static let known = Result {
    try FileManager.default.contentsOfDirectory(atPath: sheets.path).reduce(into: Set<String>()) { known, name in
      known.formUnion(figures(in: try String(contentsOf: sheets.appendingPathComponent(name), encoding: .utf8)))
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: sheets.path)), arguments: Language.allCases)
  func `Every figure of the content stands in a fact sheet`(lang: Language) throws {
    let known = try Self.known.get()
    for base in [try Talking.knowledge.get(), try Talking.munster.get()] {
      for articles in [base.topics, base.cards] {
        for (id, article) in articles {
          for part in article[lang]?.parts ?? [] {
            let text = ([part.text] + part.deeds.map(\.text)).joined(separator: "\n")
            #expect(Self.figures(in: text).subtracting(known).isEmpty, "\(id): \(text)")
          }
        }
      }
      for instrument in base.instruments {
        let texts = [instrument.does[lang], instrument.pays?[lang] ?? "", instrument.statusNote?[lang] ?? ""]
        let text = (texts + instrument.apply[lang]).joined(separator: "\n")
        #expect(Self.figures(in: text).subtracting(known).isEmpty, "\(instrument.id): \(text)")
      }
      for step in base.steps {
        let text = [step.title, step.why, step.how].map { $0[lang] }.joined(separator: "\n")
        #expect(Self.figures(in: text).subtracting(known).isEmpty, "\(step.id): \(text)")
      }
    }
  }

  /// Runs of digits; three after one space, comma or stop go on with those before: 10 000, 10,000 and 10.000 are one number.
  private static func figures(in text: String) -> Set<String> {
    var found: Set<String> = []
    var number = ""
    for piece in text.split(whereSeparator: { !($0.isASCII && $0.isNumber) }) {
      let before = text[..<piece.startIndex].suffix(2)
      let goesOn =
        piece.count == 3 && before.first?.isNumber ?? false
        && before.last.map { " ,.\u{a0}\u{202f}".contains($0) } ?? false
      if !goesOn { number = "" }
      number += piece
      if !text[piece.endIndex...].beginsGroup { found.insert(number) }
    }
    return found
  }
}

extension Substring {
  /// Whether three digits that go on with a number come next.
  fileprivate var beginsGroup: Bool {
    guard let first, " ,.\u{a0}\u{202f}".contains(first) else { return false }
    return dropFirst().prefix { $0.isASCII && $0.isNumber }.count == 3
  }
}

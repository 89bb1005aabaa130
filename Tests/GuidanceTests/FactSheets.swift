import Foundation
import Vocabulary

/// The fact sheets, fact by fact; they lie beside the project.
struct FactSheets {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/domain")

  static var areThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static let all = Result { try FactSheets() }

  /// A line of a sheet, or an instrument.
  struct Fact {
    /// The name of the sheet without its ending.
    var sheet: String
    /// The first word of the heading that it stands under; of an instrument its id.
    var section: String
    var text: String
    /// The pages that it cites.
    var pages: Set<String>
    var figures: Set<String>
    /// The ids that it names.
    var ids: Set<String>

    init(sheet: String, section: String, text: String, cited: Set<String> = []) {
      (self.sheet, self.section, self.text) = (sheet, section, text)
      pages = FactSheets.pages(in: text).union(cited)
      figures = Figures.held(by: text)
      ids = Set(text.matches(of: #/`(\w+)`/#).map { String($0.output.1) })
    }
  }

  private(set) var facts: [Fact] = []
  /// Everything in them.
  private(set) var figures: Set<String> = []

  private init() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted() {
      let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
      let parts = name.split(separator: ".").map(String.init)
      parts.last == "yaml" ? addInstruments(text, parts[0]) : addLines(text, parts[0])
    }
    figures = facts.reduce(into: []) { $0.formUnion($1.figures) }
  }

  /// The figures of the facts that this holds for.
  func figures(where isMeant: (Fact) -> Bool) -> Set<String> {
    facts.reduce(into: []) { if isMeant($1) { $0.formUnion($1.figures) } }
  }

  private mutating func addInstruments(_ text: String, _ sheet: String) {
    // Before the first entry stands what holds for all.
    for (number, entry) in text.components(separatedBy: "\n- id: ").enumerated() {
      let id = number == 0 ? "all" : String(entry.prefix { !$0.isWhitespace })
      facts.append(Fact(sheet: sheet, section: id, text: entry))
    }
  }

  private mutating func addLines(_ text: String, _ sheet: String) {
    let lines = text.split(separator: "\n").map(String.init)
    let sources = Self.sources(in: lines)
    var section = ""
    for line in lines {
      if line.hasPrefix("#") {
        section = line.split { $0 == "#" || $0 == " " }.first.map(String.init) ?? ""
        continue
      }
      let cited = line.matches(of: /\[([0-9]+[a-z]?)\]/).flatMap { sources[String($0.output.1)] ?? [] }
      facts.append(Fact(sheet: sheet, section: section, text: line, cited: Set(cited)))
    }
  }

  /// The pages by the numbers under which a sheet lists them; a line may list several numbers.
  private static func sources(in lines: [String]) -> [String: Set<String>] {
    var sources: [String: Set<String>] = [:]
    for line in lines where line.first?.isNumber ?? false {
      for part in line.components(separatedBy: " ; ") {
        guard let number = part.prefixMatch(of: #/([0-9]+[a-z]?)\. /#)?.output.1 else { continue }
        sources[String(number), default: []].formUnion(pages(in: line))
      }
    }
    return sources
  }

  private static func pages(in text: String) -> Set<String> {
    Set(text.matches(of: /https?:\/\/[^\s;)"\]]+/).map { page(String($0.output)) })
  }

  /// As it is compared.
  static func page(_ url: String) -> String {
    var url = url[...]
    while let last = url.last, "/.,".contains(last) { url.removeLast() }
    return String(url)
  }
}

/// The numbers, sums and days of a text, each in one form in all languages.
enum Figures {
  /// The beginnings of their names, which bend.
  private static let months: [[String]] = [
    ["januar", "tammiku"], ["februar", "helmiku"], ["march", "maalisku", "mars"], ["april", "huhtiku"],
    ["may", "toukoku", "maj"], ["june", "kesäku", "juni"], ["july", "heinäku", "juli"], ["august", "eloku"],
    ["september", "syysku"], ["october", "lokaku", "oktober"], ["november", "marrasku"], ["december", "jouluku"],
  ]

  /// The number of a month that is written as a number or a word.
  static func month(_ word: some StringProtocol) -> Int? {
    if let number = Int(word) { return (1...12).contains(number) ? number : nil }
    return months.firstIndex { $0.contains { word.lowercased().hasPrefix($0) } }.map { $0 + 1 }
  }

  /// What a fact allows to say: also the month and the year of its days.
  static func held(by fact: String) -> Set<String> {
    all(in: fact).reduce(into: []) { held, figure in
      held.insert(figure)
      let parts = figure.split(separator: "-")
      if parts.count > 2 { held.insert(parts.prefix(2).joined(separator: "-")) }
      if parts.count > 1 { held.insert(String(parts[0])) }
    }
  }

  /// Whole days as `2026-12-04` and months as `2026-12`; of the rest runs of digits, in which three after one space,
  /// comma or stop go on with those before: 10 000, 10,000 and 10.000 are one number. Digits inside a name (ID06,
  /// Access2Markets) are none.
  static func all(in text: String) -> Set<String> {
    var (found, rest): (Set<String>, String) = ([], text)
    for match in text.matches(of: /\b([0-9]{1,2})(?:\. ?|\s+)([0-9]{1,2}|\p{L}+)(?:\. ?|\s+)([0-9]{4})\b/) {
      guard let day = day(match.output.1, match.output.2, match.output.3) else { continue }
      found.insert(day.description)
      rest = rest.replacingOccurrences(of: match.output.0, with: " ")
    }
    for match in rest.matches(of: /\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b/) where Day(match.output) != nil {
      found.insert(String(match.output))
      rest = rest.replacingOccurrences(of: match.output, with: " ")
    }
    for match in rest.matches(of: /\b([0-9]{4})-([0-9]{2})\b|\b([0-9]{1,2})\/([0-9]{4})\b/) {
      let (year, month) = (match.output.1 ?? match.output.4, match.output.2 ?? match.output.3)
      guard let year, let month = month.flatMap({ Int($0) }), (1...12).contains(month) else { continue }
      found.insert("\(year)-\(month < 10 ? "0" : "")\(month)")
      rest = rest.replacingOccurrences(of: match.output.0, with: " ")
    }
    return found.union(numbers(in: rest))
  }

  private static func day(_ day: Substring, _ month: Substring, _ year: Substring) -> Day? {
    guard let day = Int(day), let month = self.month(month), let year = Int(year), year > 1900 else { return nil }
    return Day(year: year, month: month, day: day)
  }

  private static func numbers(in text: String) -> Set<String> {
    var found: Set<String> = []
    var number = ""
    for piece in text.split(whereSeparator: { !($0.isASCII && $0.isNumber) }) {
      let before = text[..<piece.startIndex].suffix(2)
      let goesOn =
        piece.count == 3 && before.first?.isNumber ?? false
        && before.last.map { " ,.\u{a0}\u{202f}".contains($0) } ?? false
      if !goesOn { number = "" }
      number += piece
      if !text[piece.endIndex...].beginsGroup, goesOn || !(before.last?.isLetter ?? false) { found.insert(number) }
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

/// Families of word patterns, ordered by how their first word begins, so that a sentence is gone through only once.
struct WordIndex: Sendable, Hashable {
  private struct Entry: Sendable, Hashable {
    let family: String
    let pattern: WordPattern
  }

  /// By the whole first word.
  private var whole: [String: [Entry]] = [:]
  /// By the first letters of the first word.
  private var beginnings: [String: [Entry]] = [:]
  /// Those whose first word may begin with anything.
  private var others: [Entry] = []

  private static let lettersMax = 3

  init(_ families: [String: [WordPattern]]) {
    for (family, patterns) in families.sorted(by: { $0.key < $1.key }) {
      for pattern in patterns {
        let entry = Entry(family: family, pattern: pattern)
        switch pattern.opening {
        case .whole(let word): whole[word, default: []].append(entry)
        case .beginning(let text): beginnings[String(text.prefix(Self.lettersMax)), default: []].append(entry)
        case .anything: others.append(entry)
        }
      }
    }
  }

  /// Where the words of each family stand, by the family's name, in the order of the sentence.
  func ranges(in sentence: [MessageWord]) -> [String: [Range<Int>]] {
    var ranges: [String: [Range<Int>]] = [:]
    for (index, word) in sentence.enumerated() {
      func look(_ entries: [Entry]) {
        for entry in entries {
          guard let range = entry.pattern.match(in: sentence, at: index) else { continue }
          ranges[entry.family, default: []].append(range)
        }
      }
      look(whole[word.folded] ?? [])
      for count in 1...Self.lettersMax where count <= word.folded.count {
        look(beginnings[String(word.folded.prefix(count))] ?? [])
      }
      look(others)
    }
    return ranges
  }
}

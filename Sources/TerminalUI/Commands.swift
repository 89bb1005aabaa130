import Vocabulary

/// What a message is to the chat.
enum Command: Equatable {
  case help
  /// `nil`: no language, or one that is not spoken here.
  case language(Language?)
  case history
  case save(String?)
  case calendar(String?)
  /// `nil`: without a number.
  case plan(PlanWish?)
  case invite
  /// `nil`: without a code.
  case join(String?)
  case connect(Connect)
  case quit
  /// For the assistant: plain text, its own commands, and those that nobody knows.
  case message
  /// A slip of the finger: the word as typed, and the command that it nearly is.
  case slip(word: String, near: String)

  /// A joint plan that is to be written to a file.
  struct PlanWish: Equatable {
    var number: Int
    var file: String?

    init?(_ text: String?) {
      let parts = text?.split(maxSplits: 1, whereSeparator: \.isWhitespace) ?? []
      guard let number = parts.first.flatMap({ Int($0) }) else { return nil }
      self.number = number
      file = parts.count > 1 ? parts[1].trimmed : nil
    }
  }

  /// What is said with `/connect`.
  enum Connect: Equatable {
    case to(Destination)
    /// Yes, move.
    case confirmed
    case unclear

    init(_ text: String?) {
      if let text, ["yes", "kyllä", "joo", "ja"].contains(text.lowercased()) {
        self = .confirmed
      } else {
        self = text.flatMap(Destination.init).map(Connect.to) ?? .unclear
      }
    }
  }

  /// All commands that `/help` lists.
  static let names = [
    "/connect", "/data", "/done", "/forget", "/help", "/history", "/human", "/ics", "/invite", "/join", "/lang",
    "/plan", "/quit", "/save", "/stage", "/steps", "/undo", "/why",
  ]

  init(_ text: String) {
    let parts = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard let word = parts.first.map({ $0.lowercased() }), word.hasPrefix("/"), word.count > 1 else {
      self = .message
      return
    }
    let rest = parts.count > 1 ? parts[1].trimmed : nil
    switch word {
    case "/help": self = .help
    case "/lang": self = .language(rest.flatMap { Language(rawValue: $0.lowercased()) })
    case "/history": self = .history
    case "/save": self = .save(rest)
    case "/ics": self = .calendar(rest)
    case "/plan": self = .plan(PlanWish(rest))
    case "/invite": self = .invite
    case "/join": self = .join(rest)
    case "/connect": self = .connect(Connect(rest))
    case "/quit": self = .quit
    case _ where Command.names.contains(word): self = .message
    default:
      let near = Command.nearest(to: word)
      self = near.map { .slip(word: String(parts[0]), near: $0) } ?? .message
    }
  }

  /// The only command that begins so, for the Tab key.
  static func completion(of start: String) -> String? {
    let fitting = names.filter { $0.hasPrefix(start) }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// One slip is forgiven in short words, two in words of five letters and more; a tie has no nearest.
  private static func nearest(to word: String) -> String? {
    let allowed = word.count > 5 ? 2 : 1
    let distances = names.map { (name: $0, distance: slips(from: word, to: $0)) }
    guard let least = distances.map(\.distance).min(), least <= allowed else { return nil }
    let near = distances.filter { $0.distance == least }
    return near.count == 1 ? near[0].name : nil
  }
}

/// Letters put in, left out, changed, or swapped with their neighbour (optimal string alignment distance).
func slips(from left: String, to right: String) -> Int {
  let (a, b) = (Array(left), Array(right))
  guard abs(a.count - b.count) <= 2 else { return 3 }
  var before: [Int] = []
  var above = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var least = min(above[j + 1] + 1, row[j] + 1, above[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
      row.append(least)
    }
    (before, above) = (above, row)
  }
  return above[b.count]
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}

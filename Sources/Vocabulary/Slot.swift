/// A named piece of a parsed question: which country, which instrument, how many people.
/// The raw values are those of the intent catalogue.
public enum Slot: String, Codable, CaseIterable, Sendable, Hashable {
  case market, topic, sector, instrument, purpose, language, rating, step, when, opportunity, municipality, offering
  case employees
  case companyName = "company_name"
  case turnover = "turnover_eur"
  case foundedYear = "founded_year"
  case exportShare = "export_share"
}

/// The value of a slot: a canonical id or the person's words, a number, or several ids.
/// In JSON it is a string, a number or an array of strings.
public enum SlotValue: Sendable, Hashable {
  case text(String)
  case number(Double)
  case list([String])

  /// The ids or words it holds; a number has none.
  public var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let texts): texts
    case .number: []
    }
  }

  /// The number it holds, if it is one.
  public var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}

extension SlotValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // The commonest first: each miss makes an error that describes itself at length.
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .list(try container.decode([String].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .list(let texts): try container.encode(texts)
    }
  }
}

/// The slots of one question.
public struct Slots: Sendable, Hashable, Codable {
  private var values: [String: SlotValue]

  public init(_ values: [Slot: SlotValue] = [:]) {
    self.values = Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
  }

  public subscript(slot: Slot) -> SlotValue? {
    get { values[slot.rawValue] }
    set { values[slot.rawValue] = newValue }
  }

  /// The slots that are filled, in the order of their names.
  public var filled: [(slot: Slot, value: SlotValue)] {
    values.keys.sorted().compactMap { name in
      guard let slot = Slot(rawValue: name), let value = values[name] else { return nil }
      return (slot, value)
    }
  }

  public var isEmpty: Bool { values.isEmpty }

  public init(from decoder: any Decoder) throws {
    let all = try decoder.singleValueContainer().decode([String: SlotValue].self)
    values = all.filter { Slot(rawValue: $0.key) != nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}

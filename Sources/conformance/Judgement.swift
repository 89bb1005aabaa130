import Intents

/// Compares answers with what a line expects.
enum Judgement {
  /// An answer in the form of the data: intent, slots, context, response, and what was unmatched.
  static func core(_ match: TemplateMatch?) -> TemplateValue {
    guard let match else { return .null }
    return record(
      intent: match.intent,
      slots: .map(match.entities.map { TemplateValue.Entry(key: $0.slot, value: $0.value) }),
      context: .map(match.context.map { TemplateValue.Entry(key: $0.key, value: $0.value) }), response: match.response,
      unmatched: match.unmatched.isEmpty
        ? .null
        : .map(
          match.unmatched.map { key, value in
            TemplateValue.Entry(
              key: key, value: .map([TemplateValue.Entry(key: value.number == nil ? "text" : "value", value: value)]))
          }))
  }

  /// The same of an expected answer.
  static func core(_ expected: TemplateValue) -> TemplateValue {
    if expected == .null { return .null }
    return record(
      intent: expected["intent"]?.text ?? "", slots: expected["slots"] ?? .map([]),
      context: expected["context"] ?? .map([]), response: expected["response"]?.text ?? "default",
      unmatched: expected["unmatched"] ?? .null)
  }

  private static func record(
    intent: String, slots: TemplateValue, context: TemplateValue, response: String, unmatched: TemplateValue
  ) -> TemplateValue {
    TemplateValue.map([
      .init(key: "intent", value: .text(intent)), .init(key: "slots", value: slots),
      .init(key: "context", value: context), .init(key: "response", value: .text(response)),
      .init(key: "unmatched", value: unmatched),
    ]).sorted
  }

  /// Everything the data says of an answer.
  static func full(_ match: TemplateMatch?) -> TemplateValue {
    guard let match, case .map(var entries) = core(match) else { return .null }
    let texts = match.entities.map { TemplateValue.Entry(key: $0.slot, value: .text($0.text)) }
    let metadata = match.entities.compactMap { entity in
      entity.metadata.map { TemplateValue.Entry(key: entity.slot, value: $0) }
    }
    entries.append(.init(key: "texts", value: .map(texts)))
    entries.append(.init(key: "literal", value: .number(Double(match.score))))
    entries.append(.init(key: "template", value: .text(match.template)))
    entries.append(.init(key: "wildcards", value: .list(match.wildcards.map { .text($0) })))
    entries.append(.init(key: "metadata", value: match.metadata ?? .null))
    entries.append(.init(key: "slot_metadata", value: .map(metadata)))
    return TemplateValue.map(entries).sorted
  }

  static func full(_ expected: TemplateValue) -> TemplateValue {
    guard case .map(var entries) = core(expected) else { return .null }
    for (key, empty) in [
      ("texts", TemplateValue.map([])), ("literal", .number(0)), ("template", .null), ("wildcards", .list([])),
      ("metadata", .null), ("slot_metadata", .map([])),
    ] {
      entries.append(.init(key: key, value: expected[key] ?? empty))
    }
    return TemplateValue.map(entries).sorted
  }

  /// The rule of the data's own test sentences; `nil` when it holds.
  static func broken(_ match: TemplateMatch?, line: TemplateValue) -> String? {
    guard let match else { return "no match" }
    if match.intent != line["intent"]?.text { return "intent \(match.intent)" }
    let wanted = line["slots"]?.context ?? [:]
    for entity in match.entities {
      guard let value = wanted[entity.slot] else { return "extra slot \(entity.slot)" }
      let got = entity.value.items.isEmpty ? [entity.value] : entity.value.items
      let fits =
        if case .list(let any) = value {
          entity.value.items.isEmpty ? any.contains(entity.value) : any.allSatisfy { got.contains($0) }
        } else {
          got.contains(value)
        }
      if !fits { return "slot \(entity.slot)" }
    }
    for slot in wanted.keys.sorted() where !match.entities.contains(where: { $0.slot == slot }) {
      return "missing slot \(slot)"
    }
    if let context = line["context"], !context.entries.isEmpty, context.context != match.context { return "context" }
    return nil
  }

  static func described(_ value: TemplateValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .number(let number): "\(number)"
    case .text(let text): "\"\(text)\""
    case .list(let items): "[" + items.map(described).joined(separator: ", ") + "]"
    case .map(let entries): "{" + entries.map { "\($0.key): \(described($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}

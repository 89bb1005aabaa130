import Language

extension TemplateNode {
  /// Scalars that read as a number, `true` or `false` are typed; `no`, `on` and the like stay text.
  public init(_ yaml: YAMLValue) {
    switch yaml {
    case .null(let line): self.init(.scalar(.null, raw: ""), line: line)
    case .scalar(let text, let line): self.init(.scalar(Self.typed(text), raw: text), line: line)
    case .sequence(let items, let line): self.init(.list(items.map { TemplateNode($0) }), line: line)
    case .mapping(let entries, let line):
      self.init(
        .map(entries.map { Entry(key: $0.key, line: $0.line, node: TemplateNode($0.value)) }), line: line)
    }
  }

  private static func typed(_ text: String) -> TemplateValue {
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: break
    }
    let isNumeric = text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x2E }
    if isNumeric, let number = Double(text) { return .number(number) }
    return .text(text)
  }
}

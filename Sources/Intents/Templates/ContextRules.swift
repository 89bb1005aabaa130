/// `requires_context` and `excludes_context`.
enum ContextRules {
  /// Whether a list value's own context contradicts a block: only keys that the value has are compared.
  static func fits(
    _ own: [TemplateValue.Entry], requires: [TemplateValue.Entry], excludes: [TemplateValue.Entry]
  ) -> Bool {
    for entry in own {
      if let wanted = requires.first(where: { $0.key == entry.key }), contradicts(wanted.value, entry.value) {
        return false
      }
      if let unwanted = excludes.first(where: { $0.key == entry.key }), isExcluded(unwanted.value, entry.value) {
        return false
      }
    }
    return true
  }

  /// Whether a context excludes a block.
  static func isExcluded(_ excludes: [TemplateValue.Entry], by context: TemplateContext) -> Bool {
    excludes.contains { entry in context[entry.key].map { isExcluded(entry.value, $0) } ?? false }
  }

  /// Whether a key that is present has a value that the block does not want; missing keys are fine, for list values may bring them.
  static func contradicts(_ requires: [TemplateValue.Entry], _ context: TemplateContext) -> Bool {
    requires.contains { entry in context[entry.key].map { contradicts(entry.value, $0) } ?? false }
  }

  private static func contradicts(_ wanted: TemplateValue, _ actual: TemplateValue) -> Bool {
    let wanted = unwrapped(wanted)
    if wanted == .null { return false }
    let actual = unwrapped(actual)
    if case .list(let items) = wanted { return !items.contains { isEqual($0, actual) } }
    return !isEqual(actual, wanted)
  }

  static func isExcluded(_ unwanted: TemplateValue, _ actual: TemplateValue) -> Bool {
    let actual = unwrapped(actual)
    let unwanted = unwrapped(unwanted)
    if case .list(let items) = unwanted { return items.contains { isEqual($0, actual) } }
    return isEqual(actual, unwanted)
  }

  static func isSatisfied(_ wanted: TemplateValue, by actual: TemplateValue?) -> Bool {
    let wanted = unwrapped(wanted)
    let actual = actual.map(unwrapped) ?? .null
    if wanted == .null { return actual != .null }
    if isEqual(actual, wanted) { return true }
    if case .list(let items) = wanted { return items.contains { isEqual($0, actual) } }
    return false
  }

  /// True counts as 1 and false as 0, as in HassIL.
  private static func isEqual(_ one: TemplateValue, _ other: TemplateValue) -> Bool {
    switch (one, other) {
    case (.bool(let bool), .number(let number)), (.number(let number), .bool(let bool)): number == (bool ? 1 : 0)
    default: one == other
    }
  }

  /// The slot that a requirement copies its context value into.
  static func copiedSlot(_ entry: TemplateValue.Entry) -> String? {
    switch entry.value["slot"] {
    case .text(let name): name.isEmpty ? nil : name
    case let flag: flag?.isTruthy == true ? entry.key : nil
    }
  }

  /// A map with `value` stands for that value; a map without it for none.
  static func unwrapped(_ value: TemplateValue) -> TemplateValue {
    if case .map = value { value["value"] ?? .null } else { value }
  }
}

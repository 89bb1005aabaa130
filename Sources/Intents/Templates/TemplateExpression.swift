/// A sentence template as a tree of named parts.
public indirect enum TemplateExpression: Sendable, Hashable {
  /// One word with the spaces around it, or spaces alone, or nothing.
  case text(String)
  case sequence([TemplateExpression])
  /// The first that fits; an optional group has the empty text as its last alternative.
  case alternatives([TemplateExpression], isOptional: Bool)
  /// All items, in any order.
  case permutation([TemplateExpression])
  /// `{list:slot}`. `endsWord`: white space follows it inside its bracket. The name may be a range, `0..100`; a slot `@name` captures
  /// the words without being a slot.
  case list(name: String, slot: String, endsWord: Bool)
  /// `<rule>`
  case rule(String)
}

import Language
import Testing

struct RuleWordTests {
  @Test(arguments: [
    ("fair", ["fair"]), ("fair*", ["fair*"]), ("*money", ["*money"]), ("*fair*", ["*fair*"]),
    ("trade-fair*", ["trade-fair*"]), ("and/or*", ["and", "/", "or*"]), ("*this,that", ["*this", "that"]), ("*", []),
    ("**", []),
    ("", []),
  ])
  func `A word of a rule is cut as messages are cut and keeps its stars`(word: String, parts: [String]) {
    #expect(RuleWord.cut(word[...]) == parts)
  }
}

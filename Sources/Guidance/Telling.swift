import Companies
import Vocabulary

/// Who says something, where and when: what a fact is stored with.
struct Telling {
  var user: String
  var at: Timestamp
  var conversation: ConversationID
  var turn: Int

  func fact(_ key: FactKey, _ value: FactValue) -> Fact {
    Fact(key: key, value: value, source: .said, by: user, at: at, conversation: conversation, turn: turn)
  }
}

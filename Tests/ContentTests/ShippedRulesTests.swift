import Content
import Foundation
import Intents
import Knowledge
import Testing

@Suite struct ShippedRulesTests {
  @Test func theRulesHaveNoComplaint() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let documents = try ContentFolder(path: root.path).intents()
    #expect(IntentReview.complaints(documents: documents, topics: Topics.all).map(\.description) == [])
  }
}

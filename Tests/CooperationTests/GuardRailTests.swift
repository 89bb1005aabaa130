import Content
import Cooperation
import Foundation
import Testing
import Vocabulary

@Suite struct GuardRailTests {
  private let words: GuardRailWords
  private let rails: GuardRails

  init() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    words = try ContentFolder(path: root.path).guardRails()
    rails = GuardRails(words)
  }

  private func isStopped(_ sentence: String) -> Bool {
    if case .stop = rails.judge(sentence) { true } else { false }
  }

  @Test func `None of the harmless sentences is stopped`() {
    #expect(GuardRailSentences.harmless.count >= 60)
    #expect(GuardRailSentences.harmless.filter(isStopped) == [])
  }

  @Test func `Nine of ten harmful sentences are stopped`() {
    let missed = GuardRailSentences.harmful.filter { !isStopped($0) }
    #expect(GuardRailSentences.harmful.count >= 60)
    #expect(missed.count * 10 <= GuardRailSentences.harmful.count, "not stopped: \(missed)")
  }
}

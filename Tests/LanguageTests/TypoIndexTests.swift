import Testing

@testable import Language

@Suite struct TypoIndexTests {
  private let words = ["tullaus", "rahoitus", "markkinatutkimus", "alv", "market"]
  private var index: TypoIndex { TypoIndex(words: words) }

  private func found(_ word: String) -> [String] {
    index.nearest(to: word).map { words[$0.word] }
  }

  @Test(arguments: [
    ("tullaus", "tullaus"), ("tulaus", "tullaus"), ("tulluas", "tullaus"), ("rahotus", "rahoitus"),
    ("markinatutkimus", "markkinatutkimus"), ("markinatutkmus", "markkinatutkimus"), ("markett", "market"),
  ])
  func findsSlips(typed: String, meant: String) {
    #expect(found(typed) == [meant])
  }

  @Test(arguments: ["alvi", "vlt", "tallautus", "hullaus", ""])
  func leavesOthersAlone(typed: String) {
    #expect(found(typed).isEmpty)
  }

  @Test func longWordsAreNotLookedUp() {
    #expect(found(String(repeating: "t", count: 5_000)).isEmpty)
  }
}

import Testing

@testable import Language

@Suite struct TokenTests {
  private func words(_ text: String) -> [String] {
    TokenizedText(text).tokens.filter { $0.kind != .mark }.map(\.folded)
  }

  @Test func keepsJoinedWordsTogether() {
    #expect(words("EU-tuki, don't: R&D") == ["eu-tuki", "don't", "r&d"])
  }

  @Test func dropsTheEndingAfterAColon() {
    #expect(words("EU:ssa") == ["eu"])
  }

  @Test func keepsDecimalsAndSigns() {
    #expect(words("1,5 % ja 300k€ 👍") == ["1,5", "%", "ja", "300k", "€", "👍"])
  }

  @Test func givesBackTheWordsAsTyped() {
    let text = TokenizedText("Me teemme  Teräs-ovia, kai")
    #expect(text.words(1..<3) == "teemme  Teräs-ovia")
  }

  @Test func readsOverWhatIsNotSeen() {
    #expect(words("vi\u{200B}enti \u{202E}Sak\u{AD}saan\u{202C} \u{FEFF}nyt") == ["vienti", "saksaan", "nyt"])
  }

  @Test func seesQuestionMarks() {
    #expect(TokenizedText("moi?").hasQuestionMark)
    #expect(!TokenizedText("moi").hasQuestionMark)
  }

  @Test func emptyTextHasNoTokens() {
    #expect(TokenizedText(" \n ").tokens.isEmpty)
  }
}

import Testing

@testable import Language

@Suite struct TextFoldingTests {
  @Test func foldsCaseAndComposes() {
    #expect(TextFolding.folded("A\u{308}LVSBYN") == "älvsbyn")
    #expect(TextFolding.composed("o\u{308}").unicodeScalars.count == 1)
  }

  @Test func dropsMarks() {
    #expect(TextFolding.withoutMarks("määrä") == "maara")
    #expect(TextFolding.withoutMarks("åland") == "aland")
  }

  @Test(
    arguments: [("Σ", "ς"), ("ẞ", "ß"), ("İ", "i"), ("ı", "I"), ("\u{212A}", "k"), ("Ä", "ä")]
      as [(Unicode.Scalar, Unicode.Scalar)])
  func treatsCaseFormsAsOne(one: Unicode.Scalar, other: Unicode.Scalar) {
    #expect(TextFolding.caseless(one) == TextFolding.caseless(other))
  }

  @Test func keepsDifferentLettersApart() {
    #expect(TextFolding.caseless("ä") != TextFolding.caseless("a"))
    #expect(TextFolding.caseless("ß") != TextFolding.caseless("s"))
  }

  @Test func marksAreNoWordCharacters() {
    #expect(!TextFolding.isWordCharacter("\u{0301}"))
    #expect(TextFolding.isWordCharacter("_"))
    #expect(TextFolding.isWordCharacter("²"))
    #expect(!TextFolding.isWordCharacter("’"))
  }
}

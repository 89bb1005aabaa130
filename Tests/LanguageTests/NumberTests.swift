import Testing
import Vocabulary

@testable import Language

@Suite struct NumberTests {
  private func mentions(_ text: String, _ language: Vocabulary.Language) -> [NumberMention] {
    NumberReader.mentions(in: TokenizedText(text), language: language)
  }

  @Test(
    arguments: [
      ("12", 12), ("1 200 000", 1_200_000), ("1.200.000", 1_200_000), ("1,200", 1200), ("4,5", 4.5), ("0.125", 0.125),
    ] as [(String, Double)])
  func readsDigits(text: String, value: Double) {
    #expect(mentions(text, .en).map(\.value) == [value])
  }

  @Test(
    arguments: [
      ("1,2 M€", 1_200_000), ("1,2M€", 1_200_000), ("850 000 euroa", 850_000), ("500 t€", 500_000), ("300k€", 300_000),
      ("puoli miljoonaa euroa", 500_000), ("puolitoista miljoonaa euroa", 1_500_000), ("3 milj. euroa", 3_000_000),
      ("€ 40 000", 40_000),
    ] as [(String, Double)])
  func readsMoney(text: String, value: Double) throws {
    let mention = try #require(mentions(text, .fi).first)
    #expect(mention.value == value)
    #expect(mention.unit == .money("EUR"))
  }

  @Test func readsPercent() {
    #expect(mentions("vienti 15 %", .fi).first?.unit == .percent)
    #expect(mentions("femton procent", .sv).first?.unit == .percent)
    #expect(mentions("viisitoista prosenttia", .fi).map(\.value) == [15])
  }

  @Test func knowsYearsFromAmounts() {
    #expect(mentions("perustettu 1987", .fi).first?.isYear == true)
    #expect(mentions("1987 euroa", .fi).first?.isYear == false)
    #expect(mentions("12 henkeä", .fi).first?.isYear == false)
  }

  @Test(
    arguments: [
      ("kaksitoista", 12), ("kaksikymmentäviisi", 25), ("kahdenkymmenen", 20), ("yheksän", 9),
      ("satakaksikymmentä", 120),
      ("kahdeksantoista", 18), ("kolmekymmentä", 30), ("tuhatviisisataa", 1500), ("viistoista", 15),
    ] as [(String, Double)])
  func readsFinnishWords(word: String, value: Double) {
    #expect(NumberWords.value(of: word, in: .fi) == value)
  }

  @Test(arguments: [("tjugofem", 25), ("tolv", 12), ("tvåhundra", 200), ("trettioett", 31)] as [(String, Double)])
  func readsSwedishWords(word: String, value: Double) {
    #expect(NumberWords.value(of: word, in: .sv) == value)
  }

  @Test(
    arguments: [
      ("twenty-five people", 25), ("twenty five people", 25), ("two hundred people", 200),
      ("half a million euros", 500_000),
      ("one hundred and ten people", 110), ("a hundred and twenty people", 120),
      ("two and a half million euros", 2_500_000),
      ("one point four million", 1_400_000), ("three quarters of a million", 750_000), ("sixty per cent", 60),
      ("three dozen people", 36), ("a dozen people", 12),
      ("4.1 M€", 4_100_000),
    ] as [(String, Double)])
  func readsEnglishWords(text: String, value: Double) {
    #expect(mentions(text, .en).map(\.value) == [value])
  }

  @Test(arguments: ["kontti", "kuusikko", "yksityinen", "sadetta", "tuhma"])
  func leavesOtherWordsAlone(word: String) {
    #expect(NumberWords.value(of: word, in: .fi) == nil)
  }

  @Test func spelledYearsAreYears() {
    #expect(mentions("grundat tvåtusensju", .sv).first?.isYear == true)
    #expect(mentions("nittonhundranittiofyra", .sv).map(\.value) == [1994])
    #expect(mentions("tolv", .sv).first?.isYear == false)
  }

  @Test func articlesAreNoNumbers() {
    #expect(mentions("en ny kund", .sv).isEmpty)
    #expect(mentions("that one", .en).isEmpty)
  }

  @Test func hugeInputIsHarmless() {
    #expect(mentions(String(repeating: "9", count: 1_000), .en).allSatisfy { $0.value.isFinite })
    #expect(mentions("1 " + String(repeating: "miljoonaa ", count: 200), .fi).allSatisfy { $0.value <= 1e12 })
  }
}

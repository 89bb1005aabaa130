import Testing

@testable import Companies

@Suite struct InvitationCodeTests {
  @Test func `a code is read again as a person types it`() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      let code = InvitationCode(using: &random)
      #expect(code.description.split(separator: "-").map(\.count) == [5, 5, 5])
      let typed = " " + code.description.lowercased().replacing("-", with: " ").replacing("0", with: "o") + "\n"
      #expect(InvitationCode(reading: typed) == code, "\(code)")
    }
    #expect(InvitationCode(reading: "ilil0-OoOo0-11111") == InvitationCode(reading: "111100000011111"))
  }

  @Test(arguments: ["", "ABCDE-FGHJK-MNPQ", "ABCDE-FGHJK-MNPQRS", "ABCDE-FGHJK-MNPQU", "ÅBCDE-FGHJK-MNPQR"])
  func `what is no code is not read as one`(text: String) {
    #expect(InvitationCode(reading: text) == nil)
  }

  @Test func `the first group is the name, and the hash covers all`() throws {
    let code = try #require(InvitationCode(reading: "AAAAA-BBBBB-CCCCC"))
    let other = try #require(InvitationCode(reading: "AAAAA-BBBBB-CCCCD"))
    #expect(code.name == "AAAAA" && other.name == "AAAAA")
    #expect(code.hash != other.hash && code.hash.count == 64)
  }

  /// FIPS 180-4's examples, from NIST's Cryptographic Standards and Guidelines, and the lengths around a block's end.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `SHA-256 gives the standard's values`(text: String, hash: String) {
    let digits = SHA256.hash(Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(digits == hash)
  }
}

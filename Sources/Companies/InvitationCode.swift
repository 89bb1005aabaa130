/// A one-time code with which somebody joins a company, as a person types it: `K7QFM-2XW9P-TR4DH`.
///
/// The first group finds the invitation; the others, 50 random bits, prove that the code was told. Only their hash is kept.
/// The letters are Crockford's base 32 (https://www.crockford.com/base32.html): none looks like another.
public struct InvitationCode: Sendable, Hashable, CustomStringConvertible {
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let groupLength = 5
  private static let groups = 3

  private let digits: [Character]

  /// A new code; the generator must be one that nobody can foresee.
  public init(using random: inout some RandomNumberGenerator) {
    digits = (0..<Self.groups * Self.groupLength).map { _ in Self.letters[Int.random(in: 0..<32, using: &random)] }
  }

  /// A code as somebody wrote it: spaces, dashes and case do not matter, `O` is 0, `I` and `L` are 1; `nil` when it is none.
  public init?(reading text: String) {
    guard text.utf8.count <= 100 else { return nil }
    let written = text.uppercased().filter { !$0.isWhitespace && $0 != "-" }.map(Self.meant)
    guard written.count == Self.groups * Self.groupLength, written.allSatisfy(Self.letters.contains) else { return nil }
    digits = written
  }

  /// What finds the invitation. It is no secret.
  public var name: String { String(digits.prefix(Self.groupLength)) }

  /// SHA-256 of the whole code, in hexadecimal digits.
  public var hash: String {
    SHA256.hash(Array(String(digits).utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// In groups, as it is shown.
  public var description: String {
    stride(from: 0, to: digits.count, by: Self.groupLength).map { String(digits[$0..<$0 + Self.groupLength]) }
      .joined(separator: "-")
  }

  private static func meant(_ letter: Character) -> Character {
    switch letter {
    case "O": "0"
    case "I", "L": "1"
    default: letter
    }
  }
}

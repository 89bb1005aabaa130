import Foundation
import Testing

/// The talk in the README is what the program says.
struct ReadmeTests {
  @Test func `The README's talk is true, word by word`() async throws {
    let readme = try String(contentsOf: Program.root.appendingPathComponent("README.md"), encoding: .utf8)
    let turns = readme.components(separatedBy: "\n$ rinnalla ask \"").dropFirst()
    #expect(turns.count >= 3)
    let data = try TemporaryFolder()
    for turn in turns {
      let parts = turn.components(separatedBy: "\n```")[0].components(separatedBy: "\"\n")
      let program = try Program(["ask", parts[0]], data: data)
      let said = await program.rest().joined(separator: " ")
      #expect(await program.end() == 0)
      #expect(words(said) == words(parts.dropFirst().joined(separator: "\"\n")), "after: \(parts[0])")
    }
  }

  /// Without the line breaks of the terminal.
  private func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
}

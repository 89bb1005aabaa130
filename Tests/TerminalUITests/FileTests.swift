import Foundation
import Glibc
import Testing

@testable import TerminalUI

struct FileTests {
  @Test func `typed lines come back as they were, the newest thousand, for their owner only`() throws {
    let folder = try TemporaryFolder()
    let lines = LineHistory(path: folder.path("lines"))
    #expect(try lines.load() == [])
    try lines.add("eka\nkaksi \\n riviä")
    try lines.add("ä\\")
    #expect(try lines.load() == ["eka\nkaksi \\n riviä", "ä\\"])
    for number in 1...1200 { try lines.add("rivi \(number)") }
    try lines.add(String(repeating: "x", count: LineHistory.lineBytesMax + 1))
    let kept = try lines.load()
    #expect(kept.count == 1000 && kept.first == "rivi 201" && kept.last == "rivi 1200")
    let text = try String(contentsOfFile: lines.path, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 1000)
    var status = stat()
    #expect(stat(lines.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    try LineHistory.erase(at: lines.path)
    try LineHistory.erase(at: lines.path)
    #expect(try lines.load() == [])
  }

  @Test func `a file open to others is closed to them, and a link is not followed`() throws {
    let folder = try TemporaryFolder()
    let lines = LineHistory(path: folder.path("lines"))
    try Data("vanha\n".utf8).write(to: URL(fileURLWithPath: lines.path))
    chmod(lines.path, 0o644)
    try lines.add("uusi")
    var status = stat()
    #expect(stat(lines.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(symlink(lines.path, folder.path("link")) == 0)
    #expect(throws: LineHistory.Failure.self) { try LineHistory(path: folder.path("link")).add("x") }
    #expect(throws: LineHistory.Failure.self) { try LineHistory(path: folder.path("no/lines")).add("x") }
  }

  @Test func `a plan keeps its lines in its file, and nothing that steers a terminal`() throws {
    let folder = try TemporaryFolder()
    let wish = try #require(Command.PlanWish("1 ~/my plan.md"))
    let page = "# Stand\n\n| a\u{1B}[2J | b |\n"
    let path = folder.path("") + "/my plan.md"
    #expect(PersonalFile(kind: .plan, home: folder.path("")).save(page, wish) == .saved(path: path))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix("# Stand\n\n| a") && text.hasSuffix(" | b |\n") && !text.contains("\u{1B}"))
  }

  @Test func `a talk is never written over another file`() throws {
    let folder = try TemporaryFolder()
    let talk = PersonalFile(kind: .talk, home: folder.path(""))
    let path = folder.path("talk.md")
    #expect(talk.save("uusi\n", file: "~/talk.md", name: "2026-11-23") == .saved(path: folder.path("") + "/talk.md"))
    #expect(talk.save("toinen\n", file: path, name: "2026-11-23") == .exists(path: path))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "uusi\n")
    guard case .failed(_, let reason) = talk.save("x", file: folder.path("no/talk.md"), name: "2026-11-23") else {
      Issue.record("a folder that is not there took a file")
      return
    }
    #expect(reason == "No such file or directory")
  }
}

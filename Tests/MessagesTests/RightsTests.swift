import Foundation
import Messages
import Testing
import Vocabulary

struct RightsTests {
  private static let page = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/security.md")

  /// The rows of the table of rights: an operation's name, then a cell for each role in the order of the table.
  private func rows() throws -> [(operation: String, cells: [String])] {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 6, cells[0].hasPrefix("`"), cells[0].hasSuffix(".v1`") else { return nil }
      return (cells[0].trimmingCharacters(in: ["`"]), Array(cells.dropFirst()))
    }
  }

  @Test func `The table of the page on security is what the code allows`() throws {
    let rows = try rows()
    #expect(Set(rows.map(\.operation)) == Set(Operation.allCases.map(\.rawValue)), "one row an operation")
    for (name, cells) in rows {
      let operation = try #require(Operation(rawValue: name))
      for (role, cell) in zip([Principal.Role.guest, .member, .advisor], cells) {
        let isOpen = operation.isOpen(to: Principal(role: role, user: "somebody"), Grants())
        #expect(cell == (isOpen ? "yes" : "no"), "\(name) for a \(role)")
      }
      let service = Principal(role: .service, user: "a service")
      #expect(cells[3] == "granted")
      #expect(!operation.isOpen(to: service, Grants()) && operation.isOpen(to: service, Grants(calls: [name])))
      let worker = Principal(role: .worker, user: "a worker")
      let served = Set(Operation.allCases.map(\.service)).filter {
        operation.isOpen(to: worker, Grants(serves: [$0]))
      }
      #expect(cells[4] == (served.isEmpty ? "no" : "for \(served.sorted().joined(separator: ", "))"), "\(name)")
    }
  }

  @Test(arguments: Messages.Operation.allCases)
  func `Only a service with that right, and a worker that needs the operation, act for others`(
    operation: Messages.Operation
  ) {
    let grants = Grants(serves: ["assistant"], calls: [operation.rawValue])
    for role in [Principal.Role.guest, .member, .advisor, .service] {
      #expect(!operation.isOpenForOthers(to: Principal(role: role, user: "somebody"), grants), "\(role)")
    }
    var trusted = grants
    trusted.actsForOthers = true
    for role in [Principal.Role.guest, .member, .advisor] {
      #expect(!operation.isOpenForOthers(to: Principal(role: role, user: "somebody"), trusted), "\(role)")
    }
    #expect(operation.isOpenForOthers(to: Principal(role: .service, user: "a gateway"), trusted))
    let worker = Principal(role: .worker, user: "a worker")
    #expect(operation.isOpenForOthers(to: worker, grants) == operation.isOpen(to: worker, grants))
  }

  @Test func `Whoever comes without a key does not join a company, and this machine's own user may do all`() {
    #expect(!Operation.join.isOpen(to: .anybody, Grants()))
    for operation in Operation.allCases {
      #expect(operation.isOpen(to: .local, Grants()) && operation.isOpenForOthers(to: .local, Grants()))
    }
  }
}

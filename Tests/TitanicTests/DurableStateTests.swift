import Foundation
import Testing

@testable import Titanic

/// The machine's table is the documentation's table, and no request is stuck in it.
@Suite struct DurableStateTests {
  @Test func `The page on services has the table of the code`() throws {
    let page = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/services.md"),
      encoding: .utf8)
    #expect(
      page.contains("\n\n\(DurableState.markdown)\n"), "docs/services.md needs this table:\n\(DurableState.markdown)")
  }

  @Test func `Every state is reached and every move is used`() {
    #expect(Set(DurableState.table.map(\.to)).union([.waiting]) == Set(DurableState.allCases))
    #expect(Set(DurableState.table.map(\.move)) == Set(DurableState.Move.allCases))
  }

  @Test func `Time alone brings every request to its end`() {
    for state in DurableState.allCases {
      var seen: Set<DurableState> = [state]
      for _ in DurableState.allCases {
        seen.formUnion(DurableState.table.filter { seen.contains($0.from) && $0.move == .passTime }.map(\.to))
      }
      #expect(seen.contains(.closed), "from \(state)")
    }
    #expect(!DurableState.table.contains { $0.from == .closed })
  }
}

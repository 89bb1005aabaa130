import Foundation
import Intents
import Randomness
import Testing

@testable import conformance

/// The suites are not part of the package: they lie beside it, or where RINNALLA_SHARED says.
private let suites: [Suite] = {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let shared =
    ProcessInfo.processInfo.environment["RINNALLA_SHARED"].map { URL(filePath: $0) }
    ?? root.deletingLastPathComponent().appending(path: "shared")
  return Suite.all(in: shared.appending(path: "conformance/hassil"))
}()

/// The same lines for the same seed on every machine.
private struct SeededChoice: Sendable {
  var seed: UInt64

  func takes(_ line: Int, oneIn share: UInt64) -> Bool {
    var random = SeededRandom(seed: seed &+ UInt64(line))
    return random.next() % share == 0
  }
}

// Without the suites beside the package there is nothing to compare with.
@Suite(.enabled(if: !suites.isEmpty)) struct ConformanceTests {
  @Test func everyUnitHolds() throws {
    for suite in suites where suite.name == "units" {
      let report = try suite.run()
      #expect(report.passed > 900)
      #expect(report.mismatches.isEmpty, "\(report.mismatches.prefix(5))")
    }
  }

  @Test func languagesHold() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    print("conformance lines chosen with seed \(seed)")
    for var suite in suites where suite.name != "units" {
      suite.isChosen = { @Sendable in SeededChoice(seed: seed).takes($0, oneIn: 12) }
      let report = try suite.run()
      #expect(report.mismatches.isEmpty, "seed \(seed): \(report.mismatches.prefix(5))")
    }
  }
}

/// Rules of HassIL that the suites do not exercise: other scripts, runs of punctuation, scopes, numbers behind wildcards. The answers are
/// those of hassil 3.0.1, and of 3.12.1 where it says otherwise.
@Suite struct OwnConformanceTests {
  @Test func everyCaseHolds() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Hassil")
    let report = try #require(Suite.all(in: folder).first).run()
    #expect(report.passed > 190)
    #expect(report.mismatches.isEmpty, "\(report.mismatches.joined(separator: "\n"))")
  }
}

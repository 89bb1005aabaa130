import Foundation

/// Runs the HassIL suites of a folder and prints what differs, or measures how long sentences take.
func runConformance() -> Int32 {
  if CommandLine.arguments.count > 3, CommandLine.arguments[1] == "--speed" { return runSpeed() }
  guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(
      Data(
        """
        usage: conformance DIR                      (a folder with the HassIL suites, or one of them)
               conformance --speed DIR FILE.jsonl…  (the time of each file's sentences, as one JSON object)

        """.utf8))
    return 2
  }
  let suites = Suite.all(in: URL(filePath: CommandLine.arguments[1]))
  guard !suites.isEmpty else {
    FileHandle.standardError.write(
      Data("conformance: \(CommandLine.arguments[1]) has no sentences.json and no units.jsonl\n".utf8))
    return 2
  }
  var total = Suite.Report()
  for suite in suites {
    do {
      let report = try suite.run()
      print("\(suite.name): \(summary(report))")
      total.add(report)
    } catch {
      total.mismatches.append("\(suite.name): \(error)")
    }
  }
  for mismatch in total.mismatches { print(mismatch) }
  print(summary(total))
  return total.mismatches.isEmpty ? 0 : 1
}

private func runSpeed() -> Int32 {
  do {
    let suite = Suite(folder: URL(filePath: CommandLine.arguments[2]))
    print(try suite.speed(of: CommandLine.arguments.dropFirst(3).map { URL(filePath: $0) }))
    return 0
  } catch {
    FileHandle.standardError.write(Data("conformance: \(error)\n".utf8))
    return 1
  }
}

private func summary(_ report: Suite.Report) -> String {
  let micros = report.micros.sorted()
  func percentile(_ share: Double) -> String {
    micros.isEmpty ? "-" : String(format: "%.0f", micros[min(micros.count - 1, Int(Double(micros.count) * share))])
  }
  let load = String(format: "%.1f", report.loadMillis.reduce(0, +))
  return
    "\(report.passed) passed, \(report.mismatches.count) failed, micros p50 \(percentile(0.5)) p99 \(percentile(0.99)), load \(load) ms"
}

exit(runConformance())

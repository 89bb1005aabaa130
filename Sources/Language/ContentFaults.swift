/// Everything that is wrong with the content, in the order of files and lines.
public struct ContentFaults: Error, Sendable, Hashable, CustomStringConvertible {
  public var faults: [ContentFault]

  public init(_ faults: [ContentFault]) {
    self.faults = faults.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
  }

  public var description: String { faults.map(\.description).joined(separator: "\n") }
}

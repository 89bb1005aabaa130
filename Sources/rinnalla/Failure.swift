import Access
import Foundation

/// How the program ends, the numbers that scripts know (`docs/services.md`).
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  case wrongUse = 2
  case notReached = 3
  case notAllowed = 4
  case notFound = 5
  case invalidContent = 6
}

/// An end with a sentence for the person at the terminal.
struct Failure: Error {
  var status: ExitStatus
  var message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}

extension Failure {
  /// What goes wrong with keys, as an end of the program.
  static func ofKeys<Value>(_ body: () throws(KeyFileError) -> Value) throws -> Value {
    do throws(KeyFileError) {
      return try body()
    } catch {
      switch error {
      case .openToOthers: throw Failure(.notAllowed, error.description)
      case .missing: throw Failure(.notFound, error.description)
      case .unreadable: throw Failure(.invalidContent, error.description)
      case .exists, .failed: throw Failure(.failed, error.description)
      }
    }
  }
}

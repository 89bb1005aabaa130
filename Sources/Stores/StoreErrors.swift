import Companies
import GRDB

extension StoreError {
  /// An error of SQLite or GRDB in the words of the store. Queries and their values are left out: they may hold what
  /// people wrote.
  init(_ error: any Error, in directory: StoreDirectory) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError: self = StoreError.of(error, in: directory)
    case is CancellationError: self = .failed(detail: "The task that asked was cancelled.")
    case is DecodingError, is UnreadableRow:
      self = .corrupt(file: directory.file, detail: "A row can't be read.")
    default: self = .failed(detail: "\(type(of: error))")
    }
  }

  private static func of(_ error: DatabaseError, in directory: StoreDirectory) -> StoreError {
    let detail = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
    case .SQLITE_FULL: .full(directory: directory.path)
    case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(directory: directory.path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(file: directory.file, detail: detail)
    default: .failed(detail: "SQLite \(error.extendedResultCode.rawValue): \(detail)")
    }
  }
}

/// A row holds a value that no release ever wrote.
struct UnreadableRow: Error {}

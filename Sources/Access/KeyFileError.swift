/// Why keys can't be read or written. The sentences say what to do.
public enum KeyFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Others than its owner may read a secret, or write a table.
  case openToOthers(file: String)
  /// There is a file of that name already, and a key is never written over.
  case exists(file: String)
  case missing(file: String)
  /// What is in the file is no key or no table.
  case unreadable(file: String, detail: String)
  case failed(file: String, detail: String)

  public var description: String {
    switch self {
    case .openToOthers(let file):
      "The file \(file) is open to others, or is not yours. If nobody else has used it: chmod 600 \(file)"
    case .exists(let file): "There is a file \(file) already, and a key is never written over. Choose another name."
    case .missing(let file): "There is no file \(file)."
    case .unreadable(let file, let detail): "The file \(file) can't be used: \(detail)."
    case .failed(let file, let detail): "The file \(file) can't be read or written: \(detail)."
    }
  }
}

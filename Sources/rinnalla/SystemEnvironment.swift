import Foundation
import Services
import Vocabulary

extension Environment {
  /// The system's clock and random ids.
  static let system = Environment(
    now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded())) },
    newID: { UUID().uuidString.lowercased() })
}

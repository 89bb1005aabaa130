import Foundation
import Messages
import Services
import Vocabulary

extension Environment {
  /// The system's clock and random ids.
  static let system = system { _ in Grants() }

  /// The same, with what keys were granted.
  static func system(grants: @escaping @Sendable (Principal) -> Grants) -> Environment {
    Environment(
      now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded())) },
      newID: { UUID().uuidString.lowercased() }, grants: grants)
  }
}

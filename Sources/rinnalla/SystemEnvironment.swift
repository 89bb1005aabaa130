import Foundation
import Messages
import Services
import Vocabulary

extension Environment {
  /// The system's clock and random ids.
  static let system = system(grants: { _ in Grants() }, keys: KeyChanges(admit: { _ in }, refuse: { _ in }))

  /// The same, with what keys were granted and how that is changed.
  static func system(grants: @escaping @Sendable (Principal) -> Grants, keys: KeyChanges) -> Environment {
    Environment(
      now: { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded())) },
      newID: { UUID().uuidString.lowercased() }, grants: grants, keys: keys)
  }
}

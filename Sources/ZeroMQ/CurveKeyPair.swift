import CZeroMQ
import Glibc

/// A CURVE key pair as Z85 text, 40 characters each. The public key is who somebody is.
public struct CurveKeyPair: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  public let publicKey: String
  public let secretKey: String

  /// A new pair from the system's randomness.
  public init() throws(ZeroMQError) {
    var publicText = [CChar](repeating: 0, count: 41)
    var secretText = [CChar](repeating: 0, count: 41)
    if zmq_curve_keypair(&publicText, &secretText) != 0 { throw .last("make a CURVE key pair") }
    publicKey = Self.text(publicText)
    secretKey = Self.text(secretText)
  }

  /// The pair of a secret key that was kept; the public key is computed.
  ///
  /// - Throws: `ZeroMQError` (`EINVAL`) when the text is not 40 characters of Z85.
  public init(secretKey: String) throws(ZeroMQError) {
    guard secretKey.utf8.count == 40, Z85.decode(secretKey) != nil else {
      throw ZeroMQError(code: EINVAL, attempt: "read a CURVE secret key: it must be 40 characters of Z85")
    }
    var publicText = [CChar](repeating: 0, count: 41)
    if zmq_curve_public(&publicText, secretKey) != 0 { throw .last("compute a CURVE public key") }
    publicKey = Self.text(publicText)
    self.secretKey = secretKey
  }

  /// Shows the public key only: a secret must not reach a log by accident.
  public var description: String { "CurveKeyPair(\(publicKey))" }
  public var debugDescription: String { description }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// An error for programs, as RFC 9457 has it. Programs branch on `type`; `detail` tells a person what to do.
public struct Problem: Error, Codable, Sendable, Hashable {
  public var type: String
  public var title: String
  /// The HTTP number of its kind.
  public var status: Int
  public var detail: String
  public var code: String
  public var retryable: Bool
  /// Seconds after which a new try makes sense.
  public var retryafter: Int?
  public var errors: [FieldError]?

  /// One field that is wrong, by its JSON pointer (RFC 6901).
  public struct FieldError: Codable, Sendable, Hashable {
    public var pointer: String
    public var detail: String

    public init(pointer: String, detail: String) {
      self.pointer = pointer
      self.detail = detail
    }
  }

  /// - Parameter retryAfter: seconds; otherwise 1 for what may work later.
  public init(_ kind: Kind, detail: String, errors: [FieldError]? = nil, retryAfter: Int? = nil) {
    type = "urn:rinnalla:problem:\(kind.rawValue)"
    title = kind.title
    status = kind.status
    self.detail = detail
    code = kind.rawValue
    retryable = kind.retryable
    retryafter = kind.retryable ? retryAfter ?? 1 : nil
    self.errors = errors
  }

  /// The kinds of problem there are.
  public enum Kind: String, CaseIterable, Sendable {
    case malformed, forbidden
    case unknownOperation = "unknown-operation"
    case unknownConversation = "unknown-conversation"
    case idUsedOtherwise = "id-used-otherwise"
    case gone
    case tooLarge = "too-large"
    case invalid
    case tooMany = "too-many"
    case busy, unavailable
    case outOfTime = "out-of-time"

    public var status: Int {
      switch self {
      case .malformed: 400
      case .forbidden: 403
      case .unknownOperation, .unknownConversation: 404
      case .idUsedOtherwise: 409
      case .gone: 410
      case .tooLarge: 413
      case .invalid: 422
      case .tooMany: 429
      case .busy, .unavailable: 503
      case .outOfTime: 504
      }
    }

    public var retryable: Bool {
      switch self {
      case .tooMany, .busy, .unavailable, .outOfTime: true
      default: false
      }
    }

    var title: String {
      switch self {
      case .malformed: "The request is not readable"
      case .forbidden: "This is not allowed"
      case .unknownOperation: "There is no such operation"
      case .unknownConversation: "There is no such conversation"
      case .idUsedOtherwise: "The id was used for another request"
      case .gone: "The answer is no longer kept"
      case .tooLarge: "The request is too large"
      case .invalid: "The request does not fit its schema"
      case .tooMany: "You ask too much at once"
      case .busy: "Too much is going on"
      case .unavailable: "A part of the service is not reached"
      case .outOfTime: "The time ran out"
      }
    }
  }
}

import Companies
import MajordomoRuntime
import Messages
import Titanic
import Vocabulary

/// The services `titanic.request`, `titanic.reply` and `titanic.close` ([RFC 9](https://rfc.zeromq.org/spec/9/)): requests that
/// are kept until their answers are fetched.
public struct TitanicService: Sendable {
  private let store: any DurableRequestStore
  private let environment: Environment
  private let rules: DurableRules
  private let onKept: @Sendable () -> Void

  /// - Parameter onKept: there is something to send.
  public init(
    store: any DurableRequestStore, environment: Environment, rules: DurableRules = DurableRules(),
    onKept: @escaping @Sendable () -> Void
  ) {
    (self.store, self.environment, self.rules, self.onKept) = (store, environment, rules, onKept)
  }

  /// The answer's frames: a status, then what belongs to it. After `500` comes the problem in the envelope of the others.
  public func reply(to request: WorkerRequest, of name: TitanicServiceName) async -> [[UInt8]] {
    let principal = Vocabulary.Principal(request.client)
    do throws(Problem) {
      guard principal.role != .guest else {
        throw Problem(.forbidden, detail: "Titanic keeps nothing for guests: a key of your own is needed.")
      }
      switch name {
      case .request: return try await keep(request.frames, principal)
      case .reply: return try await answer(request.body, principal)
      case .close: return try await close(request.body, principal)
      }
    } catch {
      return [TitanicStatus.failed.frame, Wire.encode(Reply<Nothing>.problem(id: "", error))]
    }
  }

  private func keep(_ frames: [[UInt8]], _ owner: Vocabulary.Principal) async throws(Problem) -> [[UInt8]] {
    let (service, body) = try asked(frames)
    let prepared = try KeptRequest(service: service, body: body, of: owner, environment.grants(owner))
    var random = SystemRandomNumberGenerator()
    let request = DurableRequest(
      id: DurableRequestID(using: &random), owner: owner, person: prepared.person, service: service,
      body: prepared.body, at: environment.now(), rules: rules)
    let outcome: KeepOutcome
    do { outcome = try await store.keep(request, rules: rules) } catch { throw Problem(error) }
    switch outcome {
    case .kept:
      onKept()
      return [TitanicStatus.done.frame, Array(request.id.rawValue.utf8)]
    case .ownerFull:
      throw Problem(
        .tooMany, detail: "As much is kept of you as may be. Close what you have fetched, then try again.",
        retryAfter: 60)
    case .full:
      throw Problem(.busy, detail: "As much is kept as may be. Try again in 60 s.", retryAfter: 60)
    }
  }

  /// The service that is asked, and what it is to be sent.
  private func asked(_ frames: [[UInt8]]) throws(Problem) -> (service: String, body: [[UInt8]]) {
    guard frames.count >= 2 else {
      throw Problem(.malformed, detail: "A request has the service's name in its first frame and a body after it.")
    }
    let body = Array(frames.dropFirst())
    let bytes = body.reduce(0) { $0 + $1.count }
    guard body.count <= rules.framesMax, bytes <= rules.bytesMax else {
      throw Problem(
        .tooLarge,
        detail: "The body has \(bytes) bytes in \(body.count) frames; "
          + "at most \(rules.bytesMax) in \(rules.framesMax) are kept.")
    }
    guard let service = String(validating: frames[0], as: UTF8.self), (1...255).contains(frames[0].count),
      frames[0].allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else { throw Problem(.invalid, detail: "A service's name has 1 to 255 bytes of UTF-8 and no control characters.") }
    guard !service.hasPrefix("mmi."), !service.hasPrefix("titanic.") else {
      throw Problem(.forbidden, detail: "Nothing is kept for the services of the queue itself.")
    }
    return (service, body)
  }

  private func answer(_ frame: [UInt8], _ asker: Vocabulary.Principal) async throws(Problem) -> [[UInt8]] {
    guard let request = try await own(frame, asker) else { return [TitanicStatus.unknown.frame] }
    let (status, frames) = request.status
    if status == .failed {
      throw Problem(
        .unavailable, detail: "This request was given up: it had no answer in its time, or its workers died.")
    }
    return [status.frame] + frames
  }

  private func close(_ frame: [UInt8], _ asker: Vocabulary.Principal) async throws(Problem) -> [[UInt8]] {
    if let request = try await own(frame, asker) {
      do {
        _ = try await store.tell([DurableNews(request.id, .close)], at: environment.now(), rules: rules)
      } catch {
        throw Problem(error)
      }
    }
    return [TitanicStatus.done.frame]
  }

  /// Another's request is as unknown as one that never was.
  private func own(_ frame: [UInt8], _ asker: Vocabulary.Principal) async throws(Problem) -> DurableRequest? {
    guard let id = DurableRequestID(frame) else { return nil }
    do {
      let request = try await store.durableRequest(id)
      return request.flatMap { $0.owner.user.utf8.elementsEqual(asker.user.utf8) ? $0 : nil }
    } catch {
      throw Problem(error)
    }
  }
}

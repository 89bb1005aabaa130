import Companies
import Foundation
import Messages

/// One input: the body of a request or an answer. Whatever it is, reading ends in a value or in an error; a value is written, and read
/// again as the same.
@_cdecl("LLVMFuzzerTestOneInput") public func fuzzBodies(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes else { return 0 }
  let body = Data(bytes: bytes, count: count)
  for read in [
    check(AskRequest.self), check(HelloRequest.self), check(HistoryRequest.self), check(ParseRequest.self),
    check(JoinRequest.self), check(BindRequest.self), check(Answer.self), check(Welcome.self), check(History.self),
    check(Problem.self), check(Request.self), check(Commit.self), check(Opening.self),
  ] { read(body) }
  return 0
}

/// As the data of a request, as that of an answer, and alone.
private func check<Payload: Codable & Sendable & Equatable>(_ type: Payload.Type) -> (Data) -> Void {
  { body in
    let decoder = JSONDecoder()
    var values: [Payload] = []
    if let envelope = try? decoder.decode(Envelope<Payload>.self, from: body) { values.append(envelope.data) }
    if case .data(_, let value)? = try? decoder.decode(Reply<Payload>.self, from: body) { values.append(value) }
    if let value = try? decoder.decode(Payload.self, from: body) { values.append(value) }
    for value in values {
      guard let written = try? JSONEncoder().encode(value) else { continue }
      let again = try? decoder.decode(Payload.self, from: written)
      precondition(again == value, "\(type) is read otherwise than it was written")
    }
  }
}

import Foundation
import Messages

/// Bodies of requests and answers: JSON in one frame, with limits.
public enum Wire {
  /// Larger bodies are refused before they are read.
  public static let bodyBytesMax = 1 << 18
  public static let idBytesMax = 128

  /// A message between parts: the order of its members says nothing.
  public static func encode(_ value: some Encodable) -> [UInt8] { encode(value, [.withoutEscapingSlashes]) }

  /// What people and files keep: members in the order of their names, so that equal values are equal texts.
  public static func text(_ value: some Encodable) -> String {
    String(decoding: encode(value, [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
  }

  private static func encode(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    do {
      return Array(try encoder.encode(value))
    } catch {
      // Only a number that JSON has no form for could fail, and no message holds one.
      preconditionFailure("a message can't be written as JSON: \(error)")
    }
  }

  public static func decode<Value: Decodable>(_ type: Value.Type, from body: [UInt8]) throws(Problem) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch {
      throw problem(error)
    }
  }

  static func decode<Value: DecodableWithConfiguration>(
    _ type: Value.Type, from body: [UInt8], configuration: Value.DecodingConfiguration
  ) throws(Problem) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(body), configuration: configuration)
    } catch {
      throw problem(error)
    }
  }

  /// What is wrong, and in which member.
  static func problem(_ error: any Error) -> Problem {
    switch error as? DecodingError {
    case nil: Problem(.malformed, detail: "The body is not JSON in UTF-8.")
    case .keyNotFound(let key, let context):
      invalid(context.codingPath + [key], "this member is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      invalid(context.codingPath, "this member has another type than the schema's")
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      Problem(.malformed, detail: "The body is not JSON in UTF-8.")
    case .dataCorrupted(let context):
      invalid(context.codingPath, "this value is not one that the schema knows")
    @unknown default:
      Problem(.malformed, detail: "The body does not fit the schema.")
    }
  }

  private static func invalid(_ path: [any CodingKey], _ detail: String) -> Problem {
    let pointer = path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
    return Problem(
      .invalid, detail: "The member \(pointer) does not fit: \(detail).",
      errors: [Problem.FieldError(pointer: "#\(pointer)", detail: detail)])
  }
}

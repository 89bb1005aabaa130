import Guidance
import Intents
import LanguageTools
import MajordomoRuntime
import Messages
import Synchronization
import Vocabulary

/// The service `intent`: what a message means. Several readers share the rules of an edition; each has a morphology of its own,
/// since a handle of Voikko serves one caller at a time.
public final class IntentService: Sendable {
  private let editions: Editions
  private let readers: [IntentReader]
  private let grants: @Sendable (Principal) -> Grants
  private let next = Atomic<Int>(0)

  /// - Parameters:
  ///   - readers: how many messages are read at once.
  ///   - grants: as in `Environment`.
  public init(
    _ editions: Editions, readers: Int, grants: @escaping @Sendable (Principal) -> Grants = { _ in Grants() }
  ) throws(LanguageToolsError) {
    self.editions = editions
    self.grants = grants
    var made: [IntentReader] = []
    for _ in 0..<max(1, readers) { made.append(IntentReader(analyser: try Analyser())) }
    self.readers = made
  }

  public func reply(to request: WorkerRequest) async -> [UInt8] {
    await Adapter(
      handlers: [
        .parse: Handler(ParseRequest.self) { asked, call throws(Problem) in
          Wire.encode(Reply.data(id: call.head.id, await self.parse(asked)))
        }
      ], grants: grants
    ).reply(to: request)
  }

  public func parse(_ asked: ParseRequest) async -> ParsedQuestion {
    let turn = next.wrappingAdd(1, ordering: .relaxed).newValue
    let edition = editions.edition(asked.revision)
    var parsed = await readers[Int(UInt(bitPattern: turn) % UInt(readers.count))].parse(asked, edition.parser)
    if parsed.needsSearch { parsed.found = await edition.search.clearTopic(of: asked.text, in: parsed.lang) }
    parsed.revision = edition.revision
    return parsed
  }
}

/// Reads one message at a time.
private actor IntentReader {
  private let analyser: Analyser

  init(analyser: sending Analyser) {
    self.analyser = analyser
  }

  func parse(_ asked: ParseRequest, _ parser: IntentParser) -> ParsedQuestion {
    parser.parse(asked.text, lang: asked.lang, context: asked.context, morphology: analyser)
  }
}

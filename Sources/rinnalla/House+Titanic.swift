import Access
import Majordomo
import MajordomoRuntime
import Messages
import Services
import TerminalUI
import Titanic
import Vocabulary

/// Durable requests: their three services, and who sends what is kept.
extension House {
  /// Titanic's way to the broker of this process, so that workers see that it is Titanic who asks, not this user.
  static let titanicEndpoint = BrokerEndpoint(
    "inproc://rinnalla-titanic",
    .fixed(Majordomo.Principal(role: .service, userID: Vocabulary.Principal.titanic.user)))

  /// Sends what is kept until the house stops.
  final class Dispatch: Sendable {
    private let dispatcher: TitanicDispatcher
    private let running: Task<Void, Never>

    fileprivate init(_ dispatcher: TitanicDispatcher) {
      self.dispatcher = dispatcher
      running = Task { await dispatcher.run() }
    }

    /// Begins nothing more, and waits for what is under way.
    func stop(within limit: Duration) async {
      dispatcher.finish()
      await withTaskGroup { group in
        group.addTask { [running] in await running.value }
        group.addTask { try? await Task.sleep(for: limit) }
        await group.next()
        running.cancel()
        group.cancelAll()
      }
    }
  }

  /// Starts the services and the dispatcher.
  ///
  /// - Parameters:
  ///   - brokers: where workers register.
  ///   - sending: where the dispatcher asks.
  func startTitanic(
    _ folders: Folders, brokers: [BrokerAddress], sending: [BrokerAddress], environment: Environment, concurrency: Int
  ) throws {
    let (store, ring, rules) = (try openStore(folders), try openKeys(data: folders.data), DurableRules())
    // One socket a try, and a few for questions to the broker; a try that is not answered is the dispatcher's to repeat.
    var patient = ClientRules()
    patient.firstTry = .milliseconds(rules.patience * 2)
    patient.longestTry = patient.firstTry
    patient.maxSockets = 80
    let dispatcher = TitanicDispatcher(
      store: store, client: try client(sending, rules: patient), now: environment.now, rules: rules,
      mayAsk: { ring.isStill($0) },
      onDead: { request in
        let service = sanitised(String(request.service.prefix(80)))
        writeError(
          "rinnalla: the durable request \(request.id) to '\(service)' took \(request.losses) workers with it "
            + "and is not sent again: see rinnalla titanic list")
      })
    let service = TitanicService(store: store, environment: environment, rules: rules) { dispatcher.wake() }
    for name in TitanicServiceName.allCases {
      try startPool(
        of: .titanic, as: name.rawValue, brokers: brokers, concurrency: concurrency,
        onBrokerLost: { if name == .request { dispatcher.beginAnew() } },
        handler: { await service.reply(to: $0, of: name) })
    }
    keep(Dispatch(dispatcher))
  }
}

extension ServicePolicy {
  /// Of one of Titanic's services. A request may have been kept by a worker that died: its client decides whether to ask again.
  static func titanic(_ name: TitanicServiceName) -> ServicePolicy {
    var policy = ServicePolicy()
    policy.retry = name == .request ? .never : .beforeReply
    policy.mayAsk = RoleSet(.member, .advisor, .service, .worker)
    return policy
  }
}

extension KeyRing {
  /// Whether somebody who asked earlier has still the same rights.
  func isStill(_ owner: Vocabulary.Principal) -> Bool { owner == .local || table.role(of: owner.user) == owner.role }
}

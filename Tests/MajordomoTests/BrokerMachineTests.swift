import Majordomo
import Testing

/// The table above `BrokerMachine`, row by row, and the holes of the RFC as we close them.
@Suite struct BrokerMachineTests {
  static var retrying: BrokerRules {
    var rules = BrokerRules()
    rules.defaultPolicy.retry = .beforeReply
    return rules
  }

  @Test func aRequestGoesToAWorkerAndItsFinalBackToTheClient() {
    let table = BrokerTable()
    let (worker, client) = (table.worker(), table.peer())
    let sent = table.request(client, slot: 1)
    #expect(sent == [.sendRequest(to: worker, number: 1, client: client, slot: 1)])
    guard case .ordinary(let echo) = table.service("echo") else { return #expect(Bool(false)) }
    #expect(
      table.give(.partial(from: worker, number: 1, slot: 2))
        == [.sendPartial(to: client, service: echo, slot: 2), .release(2)])
    #expect(
      table.give(.final(from: worker, number: 1, slot: 3))
        == [.sendFinal(to: client, service: echo, slot: 3), .release(3), .release(1)])
    #expect(table.isQuiet)
  }

  @Test func aRequestWithoutWorkersWaitsAndIsDroppedInSilenceAtItsDeadline() {
    let table = BrokerTable()
    let client = table.peer()
    #expect(table.request(client, slot: 1) == [])
    #expect(table.wait(milliseconds: 4900) == [])
    #expect(table.wait(milliseconds: 200) == [.release(1)])
    #expect(table.counters.expired == 1)
  }

  @Test func aWaitingRequestGoesToTheFirstWorkerThatComes() {
    let table = BrokerTable()
    let client = table.peer()
    #expect(table.request(client, slot: 1) == [])
    let worker = table.peer(.worker)
    #expect(table.ready(worker).requests == [[worker, 1]])
  }

  @Test func theWorkerThatWasIdleLongestGetsTheNextRequest() {
    let table = BrokerTable()
    let (first, second, client) = (table.worker(), table.worker(), table.peer())
    let one = table.request(client, slot: 1)
    #expect(one.requests == [[first, 1]])
    #expect(table.give(.final(from: first, number: 1, slot: 2)).requests == [])
    #expect(table.request(client, slot: 3).requests == [[second, 3]])
    #expect(table.request(client, slot: 4).requests == [[first, 4]])
  }

  @Test func clientsAreServedInTurnHoweverManyRequestsOneSends() {
    let table = BrokerTable()
    let (greedy, modest) = (table.peer(), table.peer())
    for slot in 1...5 { #expect(table.request(greedy, slot: slot) == []) }
    #expect(table.request(modest, slot: 10) == [])
    let worker = table.peer(.worker)
    var order = table.ready(worker).requests.map { $0[1] }
    for number in 1...5 {
      let actions = table.give(
        .final(from: worker, number: table.numberOf(order.last ?? 0, number), slot: 100 + number))
      order += actions.requests.map { $0[1] }
    }
    #expect(order == [1, 10, 2, 3, 4, 5])
  }

  // MARK: What workers may not do

  @Test(arguments: ["heartbeat", "final", "partial"])
  func anUnknownWorkerIsSentAway(command: String) {
    let table = BrokerTable()
    let stranger = table.peer()
    switch command {
    case "heartbeat": #expect(table.give(.heartbeat(from: stranger)) == [.sendDisconnect(to: stranger)])
    case "final":
      #expect(
        table.give(.final(from: stranger, number: nil, slot: 1)) == [.release(1), .sendDisconnect(to: stranger)])
    default:
      #expect(
        table.give(.partial(from: stranger, number: 4, slot: 1)) == [.release(1), .sendDisconnect(to: stranger)])
    }
  }

  @Test func aDisconnectOfAStrangerIsNotAnswered() {
    let table = BrokerTable()
    let stranger = table.peer()
    #expect(table.give(.disconnect(from: stranger)) == [])
  }

  @Test func readyTwiceSendsTheWorkerAway() {
    let table = BrokerTable()
    let worker = table.worker()
    #expect(table.ready(worker) == [.sendDisconnect(to: worker)])
    #expect(table.counters.workers == 0)
  }

  @Test(arguments: ["mmi.service", "mmi.mine", "", "line\nbreak", String(repeating: "x", count: 256)])
  func readyForANameThatNobodyMayHaveSendsTheWorkerAway(name: String) {
    let table = BrokerTable()
    let worker = table.peer(.worker)
    #expect(table.ready(worker, name) == [.sendDisconnect(to: worker)])
    #expect(table.counters.workers == 0)
  }

  @Test func aNameOf255BytesIsAName() {
    let table = BrokerTable()
    let worker = table.peer(.worker)
    #expect(table.ready(worker, String(repeating: "x", count: 255)) == [])
  }

  @Test func aReplyWithAnotherAddressIsNeverDelivered() {
    let table = BrokerTable(Self.retrying)
    let (forger, client) = (table.worker(), table.peer())
    #expect(table.request(client, slot: 1).requests == [[forger, 1]])
    #expect(table.give(.final(from: forger, number: nil, slot: 2)) == [.release(2), .sendDisconnect(to: forger)])
    let honest = table.peer(.worker)
    #expect(table.ready(honest).requests == [[honest, 1]])
  }

  @Test func aSecondFinalSendsTheWorkerAwayAndReachesNobody() {
    let table = BrokerTable()
    let (worker, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    _ = table.give(.final(from: worker, number: 1, slot: 2))
    #expect(table.give(.final(from: worker, number: 1, slot: 3)) == [.release(3), .sendDisconnect(to: worker)])
  }

  @Test func theLateFinalOfAWorkerGivenUpReachesNobody() {
    let table = BrokerTable(Self.retrying)
    let (slow, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    _ = table.wait(milliseconds: 4100)
    let other = table.peer(.worker)
    #expect(table.ready(other).requests == [[other, 1]])
    #expect(table.give(.final(from: slow, number: 1, slot: 2)) == [.release(2), .sendDisconnect(to: slow)])
  }

  @Test func nonsenseFromAWorkerSendsItAway() {
    let table = BrokerTable()
    let worker = table.worker()
    #expect(table.give(.malformed(from: worker)) == [.sendDisconnect(to: worker)])
    #expect(table.give(.malformed(from: worker)) == [])
  }

  // MARK: Workers that die

  @Test func aDeadWorkersRequestGoesToAnotherBeforeAllThatWait() {
    let table = BrokerTable(Self.retrying)
    let (dying, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    _ = table.request(client, slot: 2)
    #expect(table.give(.disconnect(from: dying)).requests == [])
    let next = table.peer(.worker)
    #expect(table.ready(next).requests == [[next, 1]])
    #expect(table.counters.retries == 1)
  }

  @Test func aDeadWorkersRequestIsDroppedWhereTheServiceSaysNeverAndItsClientIsTold() {
    let table = BrokerTable()
    let (dying, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    #expect(table.give(.disconnect(from: dying)) == Self.lost(client, slot: 1))
    #expect(table.counters.abandoned == 1)
  }

  @Test func aRequestThatABrokerLetsGoAtItsEndIsNotToldToHaveLostItsWorker() {
    let table = BrokerTable()
    let (worker, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    let actions = table.give(.stop)
    #expect(actions.contains(.sendDisconnect(to: worker)) && actions.contains(.release(1)))
    for reason in Refusal.allCases { #expect(!actions.contains(.sendRefusal(to: client, reason: reason, slot: 1))) }
  }

  private static func lost(_ client: PeerID, slot: SlotID) -> [BrokerAction] {
    [.sendRefusal(to: client, reason: .workerLost, slot: slot), .release(slot)]
  }

  @Test func aRequestIsNotRepeatedAfterAPartOfItsAnswer() {
    let table = BrokerTable(Self.retrying)
    let (dying, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    _ = table.give(.partial(from: dying, number: 1, slot: 2))
    #expect(table.give(.disconnect(from: dying)) == Self.lost(client, slot: 1))
  }

  @Test func aRequestThatKillsWorkersIsTriedThreeTimes() {
    let table = BrokerTable(Self.retrying)
    let client = table.peer()
    _ = table.request(client, slot: 1)
    for round in 1...3 {
      let worker = table.peer(.worker)
      #expect(table.ready(worker).requests == [[worker, 1]])
      #expect(table.give(.disconnect(from: worker)) == (round < 3 ? [] : Self.lost(client, slot: 1)))
    }
  }

  @Test func aRequestThatDidNotLeaveIsNoTryAndGoesToAnotherUnderEveryRule() {
    let table = BrokerTable()
    let (gone, next, client) = (table.worker(), table.worker(), table.peer())
    #expect(table.request(client, slot: 1).requests == [[gone, 1]])
    #expect(table.give(.requestUnsent(to: gone, number: 1)).requests == [[next, 1]])
    #expect(table.counters.workers == 1)
  }

  @Test func aSilentWorkerIsGoneAfterFourIntervalsAndNotBefore() {
    let table = BrokerTable()
    _ = table.worker()
    _ = table.wait(milliseconds: 3990)
    #expect(table.counters.workers == 1)
    _ = table.wait(milliseconds: 20)
    #expect(table.counters.workers == 0)
    #expect(table.counters.workersExpired == 1)
  }

  @Test func busyWorkersGetHeartbeatsToo() {
    let table = BrokerTable()
    let (worker, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    #expect(table.wait(milliseconds: 1000) == [.sendHeartbeat(to: worker)])
  }

  @Test func patienceWithBusyWorkersEndsWithTheirAnswer() {
    var rules = BrokerRules()
    rules.defaultPolicy.busyPatience = .seconds(60)
    let table = BrokerTable(rules)
    let (worker, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    _ = table.wait(milliseconds: 50_000)
    #expect(table.counters.workers == 1)
    _ = table.give(.final(from: worker, number: 1, slot: 2))
    _ = table.wait(milliseconds: 4100)
    #expect(table.counters.workers == 0)
  }

  @Test func aSuspendedBrokerGivesEverybodyANewChance() {
    let table = BrokerTable()
    let (worker, client) = (table.worker(), table.peer())
    _ = table.request(client, "other", slot: 1)
    table.now = Instant(microseconds: 3_600_000_000)
    _ = table.give(.tick)
    #expect(table.counters.workers == 1)
    #expect(table.counters.expired == 0)
    #expect(table.counters.clockJumps == 1)
    _ = table.give(.heartbeat(from: worker))
    _ = table.wait(milliseconds: 5100)
    #expect(table.counters.workers == 0)
    #expect(table.counters.expired == 1)
  }

  // MARK: Clients that leave

  @Test func whatAClientThatIsGoneHasWaitingIsDropped() {
    let table = BrokerTable()
    let client = table.peer()
    _ = table.request(client, slot: 1)
    _ = table.request(client, "other", slot: 2)
    #expect(table.give(.unsent(to: client)) == [.release(1), .release(2), .forget(client)])
  }

  @Test func aClientIsForgottenWhenItWasSilentForLong() {
    let table = BrokerTable()
    let client = table.peer()
    #expect(table.wait(milliseconds: 59_000) == [])
    #expect(table.wait(milliseconds: 2000) == [.forget(client)])
  }

  // MARK: Limits

  @Test func aFullQueueRefusesTheNewest() {
    var rules = BrokerRules()
    rules.defaultPolicy.maxQueued = 2
    let table = BrokerTable(rules)
    let client = table.peer()
    _ = table.request(client, slot: 1)
    _ = table.request(client, slot: 2)
    #expect(
      table.request(client, slot: 3) == [.sendRefusal(to: client, reason: .queueFull, slot: 3), .release(3)])
    #expect(table.request(client, "other", slot: 4) == [])
  }

  @Test func queuesAreLimitedInBytesToo() {
    var rules = BrokerRules()
    rules.defaultPolicy.maxQueuedBytes = 100
    let table = BrokerTable(rules)
    let client = table.peer()
    #expect(table.request(client, slot: 1, bytes: 60) == [])
    #expect(
      table.request(client, slot: 2, bytes: 60) == [.sendRefusal(to: client, reason: .queueFull, slot: 2), .release(2)])
  }

  @Test func oneClientCannotHoldMoreThanItsShare() {
    var rules = BrokerRules()
    rules.maxRequestsPerClient = 1
    let table = BrokerTable(rules)
    let (client, other) = (table.peer(), table.peer())
    #expect(table.request(client, slot: 1) == [])
    #expect(
      table.request(client, slot: 2) == [.sendRefusal(to: client, reason: .clientLimit, slot: 2), .release(2)])
    #expect(table.request(other, slot: 3) == [])
  }

  @Test func guestsOfOneAddressShareALimitAndMembersDoNot() {
    var rules = BrokerRules()
    rules.maxGuestRequestsPerOrigin = 1
    let table = BrokerTable(rules)
    let (first, second, elsewhere) = (
      table.peer(.guest, origin: 3), table.peer(.guest, origin: 3), table.peer(.guest, origin: 4)
    )
    let member = table.peer(.member, origin: 3)
    #expect(table.request(first, slot: 1) == [])
    #expect(table.request(second, slot: 2) == [.sendRefusal(to: second, reason: .clientLimit, slot: 2), .release(2)])
    #expect(table.request(elsewhere, slot: 3) == [])
    #expect(table.request(member, slot: 4) == [])
  }

  @Test func guestsLeaveRoomForKnownKeys() {
    var rules = BrokerRules()
    rules.maxPeers = 3
    rules.maxGuestPeers = 2
    let table = BrokerTable(rules)
    #expect(table.admits(.guest))
    #expect(table.admits(.guest))
    #expect(!table.admits(.guest))
    #expect(table.admits(.member))
    #expect(!table.admits(.member))
  }

  @Test func newKeysOfOneAddressDoNotTakeTheRoomOfAllGuests() {
    var rules = BrokerRules()
    rules.maxGuestPeersPerOrigin = 1
    let table = BrokerTable(rules)
    let first = table.peer(.guest, origin: 3)
    #expect(!table.admits(.guest, origin: 3))
    #expect(table.admits(.guest, origin: 4))
    #expect(table.admits(.member, origin: 3))
    #expect(table.give(.unsent(to: first)) == [.forget(first)])
    #expect(table.admits(.guest, origin: 3), "who goes makes room")
  }

  @Test func guestsLeaveRoomInAQueueForKnownKeys() {
    var rules = BrokerRules()
    rules.defaultPolicy.maxGuestQueued = 1
    rules.defaultPolicy.maxGuestQueuedBytes = 100
    let table = BrokerTable(rules)
    let (guest, member) = (table.peer(.guest), table.peer(.member))
    #expect(
      table.request(guest, slot: 1, bytes: 101) == [.sendRefusal(to: guest, reason: .queueFull, slot: 1), .release(1)])
    #expect(table.request(guest, slot: 2) == [])
    #expect(table.request(guest, slot: 3) == [.sendRefusal(to: guest, reason: .queueFull, slot: 3), .release(3)])
    #expect(table.request(member, slot: 4, bytes: 101) == [])
  }

  @Test func guestsLeaveRoomAtTheBrokerForKnownKeysInRequestsAndBytes() {
    var rules = BrokerRules()
    rules.maxGuestRequests = 2
    rules.maxGuestBytes = 100
    let table = BrokerTable(rules)
    let (guest, member) = (table.peer(.guest), table.peer(.member))
    #expect(table.request(guest, slot: 1, bytes: 60) == [])
    #expect(
      table.request(guest, slot: 2, bytes: 60) == [.sendRefusal(to: guest, reason: .brokerFull, slot: 2), .release(2)])
    #expect(table.request(guest, slot: 3, bytes: 40) == [])
    #expect(
      table.request(guest, slot: 4, bytes: 0) == [.sendRefusal(to: guest, reason: .brokerFull, slot: 4), .release(4)])
    #expect(table.request(member, slot: 5, bytes: 60) == [])
  }

  @Test func howeverManyGuestsWaitEverySecondFreeWorkerGoesToAKnownKey() {
    let table = BrokerTable()
    for slot in 1...6 { _ = table.request(table.peer(.guest), slot: slot) }
    let member = table.peer(.member)
    for slot in 10...12 { _ = table.request(member, slot: slot) }
    let order = (0..<9).flatMap { _ in table.ready(table.peer(.worker)).requests.map { $0[1] } }
    #expect(order == [10, 1, 11, 2, 12, 3, 4, 5, 6])
  }

  @Test func guestsLeaveIdleWorkersToKnownKeys() {
    var rules = BrokerRules()
    rules.defaultPolicy.maxGuestsAtWork = 1
    rules.defaultPolicy.retry = .beforeReply
    let table = BrokerTable(rules)
    let workers = [table.worker(), table.worker(), table.worker()]
    let member = table.peer(.member)
    #expect(table.request(table.peer(.guest), slot: 1).requests == [[workers[0], 1]])
    #expect(table.request(table.peer(.guest), slot: 2) == [], "one guest is at work")
    #expect(table.request(member, slot: 3).requests == [[workers[1], 3]])
    #expect(table.give(.final(from: workers[1], number: 3, slot: 4)).requests == [])
    let next = table.give(.final(from: workers[0], number: 1, slot: 5))
    #expect(next.requests == [[workers[2], 2]], "the next guest's turn")
    #expect(table.give(.disconnect(from: workers[2])).requests == [[workers[1], 2]], "tried again, in its own place")
    #expect(table.request(table.peer(.guest), slot: 6) == [], "and counted once")
    #expect(table.request(member, slot: 7).requests == [[workers[0], 7]])
  }

  @Test func aGuestThatMayNotStartIsNotQueuedBeyondTheQueue() {
    var rules = BrokerRules()
    rules.defaultPolicy.maxGuestsAtWork = 1
    rules.defaultPolicy.maxGuestQueued = 0
    let table = BrokerTable(rules)
    _ = (table.worker(), table.worker())
    let guest = table.peer(.guest)
    _ = table.request(guest, slot: 1)
    #expect(
      table.request(guest, slot: 2) == [.sendRefusal(to: guest, reason: .queueFull, slot: 2), .release(2)])
  }

  @Test func servicesSayWhoMayAskAndWhoMayServe() {
    var rules = BrokerRules()
    var policy = ServicePolicy()
    policy.mayAsk = RoleSet(.service)
    policy.mayServe = RoleSet(.worker)
    rules.policies["company"] = policy
    let table = BrokerTable(rules)
    let (guest, service) = (table.peer(.guest), table.peer(.service))
    #expect(table.ready(guest, "company") == [.sendDisconnect(to: guest)])
    #expect(
      table.request(guest, "company", slot: 1)
        == [.sendRefusal(to: guest, reason: .notPermitted, slot: 1), .release(1)])
    #expect(table.request(service, "company", slot: 2) == [])
  }

  @Test func namesThatAreOnlyAskedForDoNotAddUp() {
    var rules = BrokerRules()
    rules.maxServices = 1
    let table = BrokerTable(rules)
    let client = table.peer()
    #expect(table.request(client, "one", slot: 1) == [])
    #expect(
      table.request(client, "two", slot: 2) == [
        .sendRefusal(to: client, reason: .tooManyServices, slot: 2), .release(2),
      ])
    _ = table.wait(milliseconds: 5100)
    #expect(table.request(client, "two", slot: 3) == [])
  }

  // MARK: Drain and stop

  @Test func aDrainingBrokerTakesOnlyWhatFinishesWorkUnderWay() {
    var rules = BrokerRules()
    var policy = ServicePolicy()
    policy.servesWhileDraining = true
    rules.policies["company"] = policy
    let table = BrokerTable(rules)
    let (worker, company, client) = (table.worker(), table.worker("company"), table.peer())
    let number = table.request(client, slot: 1).number
    #expect(table.give(.drain) == [])
    #expect(table.request(client, slot: 2) == [.sendRefusal(to: client, reason: .draining, slot: 2), .release(2)])
    #expect(table.request(client, "company", slot: 3).requests == [[company, 3]])
    #expect(table.give(.final(from: worker, number: number, slot: 4)).contains { $0 == .release(1) })
    #expect(!table.isQuiet, "the call that belongs to work under way is not done yet")
  }

  @Test func whatWaitsWhenABrokerBeginsToDrainIsRefusedAtOnce() {
    let table = BrokerTable()
    let (client, other) = (table.peer(), table.peer())
    _ = table.request(client, slot: 1)
    _ = table.request(other, slot: 2)
    #expect(
      table.give(.drain) == [
        .sendRefusal(to: client, reason: .draining, slot: 1), .release(1),
        .sendRefusal(to: other, reason: .draining, slot: 2), .release(2),
      ])
    #expect(table.isQuiet)
  }

  @Test func aRequestWhoseWorkerLeavesWhileDrainingIsRefusedUnlessAnotherTakesIt() {
    var rules = BrokerRules()
    rules.defaultPolicy.retry = .beforeReply
    let table = BrokerTable(rules)
    let (first, second, client) = (table.worker(), table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    _ = table.give(.drain)
    #expect(table.give(.disconnect(from: first)).requests == [[second, 1]])
    #expect(
      table.give(.disconnect(from: second)) == [.sendRefusal(to: client, reason: .draining, slot: 1), .release(1)])
  }

  @Test func aStoppedBrokerSaysGoodbyeAndLetsEverythingGo() {
    let table = BrokerTable(Self.retrying)
    let (worker, client) = (table.worker(), table.peer())
    _ = table.request(client, slot: 1)
    _ = table.request(client, slot: 2)
    let actions = table.give(.stop)
    #expect(actions.contains(.sendDisconnect(to: worker)))
    #expect(actions.filter { $0 == .release(1) }.count == 1)
    #expect(actions.filter { $0 == .release(2) }.count == 1)
    #expect(table.isQuiet)
    #expect(table.counters.peers == 0)
  }
}

extension BrokerTable {
  /// The number of the request in a slot, when slots were used in the order of `numbers`.
  func numberOf(_ slot: SlotID, _ turn: Int) -> UInt64 { slot == 10 ? 6 : UInt64(slot) }
}

@Suite struct ManagementTests {
  func status(_ actions: [BrokerAction]) -> ManagementStatus? {
    for case .sendManagementReply(_, let status, _) in actions { return status }
    return nil
  }

  func ask(_ table: BrokerTable, _ client: PeerID, about name: String) -> ManagementStatus? {
    let service = Array(name.utf8).withUnsafeBytes { table.machine.knownService(named: $0) }
    return status(table.give(.inquiry(from: client, about: service, slot: table.slot())))
  }

  @Test func aServiceIsFoundWhileAWorkerIsIdleOrBusyAndNotAfter() {
    let table = BrokerTable()
    let (worker, client) = (table.worker(), table.peer())
    #expect(ask(table, client, about: "echo") == .found)
    _ = table.request(client, slot: 90)
    #expect(ask(table, client, about: "echo") == .found)
    _ = table.give(.disconnect(from: worker))
    #expect(ask(table, client, about: "echo") == .notFound)
  }

  @Test func aNameThatWasOnlyAskedForIsNotFound() {
    let table = BrokerTable()
    let client = table.peer()
    #expect(ask(table, client, about: "nobody") == .notFound)
    _ = table.request(client, "nobody", slot: 90)
    #expect(ask(table, client, about: "nobody") == .notFound)
  }

  @Test func otherManagementNamesAreNotImplementedAndOnlyThePrefixCounts() {
    let table = BrokerTable()
    let client = table.peer()
    #expect(status(table.request(client, "mmi.other", slot: 90)) == .notImplemented)
    #expect(status(table.request(client, "mmi.", slot: 91)) == .notImplemented)
    let worker = table.peer(.worker)
    #expect(table.ready(worker, "foo.mmi.bar") == [])
    #expect(table.request(client, "foo.mmi.bar", slot: 92).requests == [[worker, 92]])
  }

  @Test func anEmptyServiceNameIsDroppedInSilence() {
    let table = BrokerTable()
    let client = table.peer()
    #expect(table.request(client, "", slot: 1) == [.release(1)])
    #expect(table.counters.invalidNames == 1)
  }
}

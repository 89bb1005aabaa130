import Messages
import Testing
import Vocabulary

@testable import TerminalUI

struct ChatMachineTests {
  private let talk = ConversationID(rawValue: "c")
  private let fi = Texts.of(.fi)

  /// A chat that has been welcomed at 0.
  private func opened() -> ChatMachine {
    var chat = ChatMachine(chosen: nil, guess: .fi)
    _ = chat.handle(.opened, now: 0)
    _ = chat.handle(.welcomed(.make()), now: 0)
    return chat
  }

  private func ask(_ id: String, _ text: String, _ lang: Language? = nil) -> ChatAction {
    .ask(id: id, text, lang, talk)
  }

  @Test func `messages go out one at a time, in order`() {
    var chat = opened()
    #expect(chat.handle(.said("a", id: "1"), now: 10) == [ask("1", "a")])
    #expect(chat.handle(.said("b", id: "2"), now: 20) == [])
    let answer = Answer.make("A")
    #expect(chat.handle(.answered(id: "1", answer), now: 30) == [.show(answer), ask("2", "b")])
    #expect(chat.handle(.answered(id: "1", answer), now: 40) == [])
  }

  @Test func `a message typed before the welcome goes out after it`() {
    var chat = ChatMachine(chosen: .sv, guess: .fi)
    #expect(chat.handle(.opened, now: 0) == [.hello(.sv)])
    #expect(chat.handle(.said("a", id: "1"), now: 10) == [])
    #expect(chat.handle(.welcomed(.make()), now: 20) == [.greet(.make()), ask("1", "a", .sv)])
  }

  @Test func `unreachable is said once, the same id goes out every two seconds, others wait behind`() {
    var chat = opened()
    _ = chat.handle(.said("a", id: "1"), now: 0)
    #expect(chat.handle(.failed(id: "1", .unreachable(seconds: 5)), now: 5000) == [.say(fi.unreachable(5))])
    #expect(chat.handle(.said("b", id: "2"), now: 5500) == [.say(fi.queued(2))])
    #expect(chat.wakes(now: 5500) == 7000)
    #expect(chat.handle(.timePassed, now: 6999) == [])
    #expect(chat.handle(.timePassed, now: 7000) == [ask("1", "a")])
    #expect(chat.handle(.failed(id: "1", .unreachable(seconds: 5)), now: 12_000) == [])
    #expect(chat.handle(.timePassed, now: 14_000) == [ask("1", "a")])
    let answer = Answer.make()
    #expect(
      chat.handle(.answered(id: "1", answer), now: 14_100) == [.say(fi.backAgain), .show(answer), ask("2", "b")])
  }

  @Test func `a busy service gets the same id again when it said, and not sooner`() {
    var chat = opened()
    _ = chat.handle(.said("a", id: "1"), now: 0)
    #expect(chat.handle(.failed(id: "1", .busy(seconds: 5)), now: 100) == [.say(fi.busy)])
    #expect(chat.handle(.timePassed, now: 5099) == [])
    #expect(chat.handle(.timePassed, now: 5100) == [ask("1", "a")])
    #expect(chat.handle(.failed(id: "1", .busy(seconds: 1)), now: 5200) == [])
    #expect(chat.wakes(now: 5600) == 7200)
  }

  @Test func `a refusal is told and the next message goes out`() {
    var chat = opened()
    _ = chat.handle(.said("a", id: "1"), now: 0)
    _ = chat.handle(.said("b", id: "2"), now: 0)
    #expect(
      chat.handle(.failed(id: "1", .refused(detail: "no\u{1B}")), now: 1) == [.say(fi.refused("no␛")), ask("2", "b")])
  }

  @Test func `no more messages wait than the limit`() {
    var chat = opened()
    for number in 0..<ChatMachine.waitingMax { _ = chat.handle(.said("a", id: "\(number)"), now: 0) }
    #expect(chat.handle(.said("b", id: "x"), now: 0) == [.say(fi.queueFull(ChatMachine.waitingMax))])
  }

  @Test func `the sign of life comes after 300 ms and goes with the answer`() {
    var chat = opened()
    #expect(chat.wakes(now: 0) == ChatMachine.lookMilliseconds)
    _ = chat.handle(.said("a", id: "1"), now: 1000)
    #expect(chat.wakes(now: 1000) == 1300)
    #expect(!chat.showsLife(now: 1299))
    #expect(chat.showsLife(now: 1300))
    _ = chat.handle(.answered(id: "1", .make()), now: 1400)
    #expect(!chat.showsLife(now: 9999))
  }

  @Test func `Ctrl-C stops waiting, twice within two seconds leaves`() {
    var chat = opened()
    _ = chat.handle(.said("a", id: "1"), now: 0)
    #expect(chat.handle(.interrupted(lineWasEmpty: true), now: 100) == [.drop(id: "1"), .say(fi.stopped)])
    #expect(chat.handle(.answered(id: "1", .make()), now: 200) == [])
    #expect(chat.handle(.interrupted(lineWasEmpty: true), now: 2101) == [.say(fi.howToLeave)])
    #expect(chat.handle(.interrupted(lineWasEmpty: true), now: 4101) == [.leave(130)])
  }

  @Test func `Ctrl-C on a line only clears it, and typing in between starts the count anew`() {
    var chat = opened()
    _ = chat.handle(.said("a", id: "1"), now: 0)
    #expect(chat.handle(.interrupted(lineWasEmpty: false), now: 100) == [])
    _ = chat.handle(.said("/help", id: "2"), now: 200)
    #expect(chat.handle(.interrupted(lineWasEmpty: false), now: 300) == [])
    let answer = Answer.make()
    #expect(chat.handle(.answered(id: "1", answer), now: 400) == [.show(answer)])
  }

  @Test func `leaving says what was left without an answer`() {
    var chat = opened()
    #expect(chat.handle(.ended, now: 0) == [.leave(0)])
    _ = chat.handle(.said("a", id: "1"), now: 0)
    #expect(chat.handle(.said("/quit", id: "2"), now: 0) == [.say(fi.leftUnsent(1)), .leave(0)])
    #expect(chat.handle(.terminated(signal: 15), now: 0) == [.leave(143)])
  }

  @Test func `a chosen language is kept and used from then on`() {
    var chat = opened()
    #expect(chat.handle(.said("/lang sv", id: "1"), now: 0) == [.keepLanguage(.sv), .say("Nu talar jag svenska.")])
    #expect(chat.handle(.said("a", id: "2"), now: 0) == [ask("2", "a", .sv)])
    _ = chat.handle(.answered(id: "2", .make(lang: .en)), now: 0)
    #expect(chat.lang == .sv)
  }

  @Test func `without a choice the chat speaks as the answers do`() {
    var chat = opened()
    _ = chat.handle(.said("a", id: "1"), now: 0)
    _ = chat.handle(.answered(id: "1", .make(lang: .en)), now: 0)
    #expect(chat.handle(.said("/lang", id: "2"), now: 0) == [.say("Languages: /lang en, /lang fi, /lang sv.")])
    #expect(chat.handle(.said("b", id: "3"), now: 0) == [ask("3", "b", nil)])
  }

  @Test func `an invitation shows its code, or why there is none`() {
    var chat = opened()
    #expect(chat.handle(.said("/invite", id: "1"), now: 0) == [.invite])
    #expect(chat.handle(.invited(.code("K", until: "u")), now: 1) == [.showCode("K", until: "u")])
    #expect(chat.handle(.invited(.noCompany), now: 1) == [.say(fi.noCompanyYet)])
    #expect(chat.handle(.invited(.notAllowed), now: 1) == [.say(fi.onlyMembersInvite)])
    #expect(chat.handle(.notServed(.unreachable(seconds: 5)), now: 1) == [.say(fi.notServed(5))])
  }

  @Test func `who joined goes on in a talk of the company, with what still waits`() {
    var chat = opened()
    #expect(chat.handle(.said("/join a b", id: "1"), now: 0) == [.join("a b")])
    #expect(chat.handle(.joined(.refused), now: 1) == [.say(fi.codeRefused)])
    #expect(chat.handle(.joined(.joined), now: 2) == [.say(fi.joined), .hello(nil)])
    #expect(chat.handle(.said("hei", id: "2"), now: 3) == [])
    var welcome = Welcome.make()
    welcome.conversation = ConversationID(rawValue: "theirs")
    #expect(
      chat.handle(.welcomed(welcome), now: 4)
        == [.greet(welcome), .ask(id: "2", "hei", nil, ConversationID(rawValue: "theirs"))])
  }

  @Test func `nothing moves to a server before it was shown what goes and the person said yes`() throws {
    var chat = ChatMachine(chosen: nil, guess: .fi, isEmbedded: true)
    _ = chat.handle(.opened, now: 0)
    _ = chat.handle(.welcomed(.make()), now: 0)
    #expect(chat.handle(.said("/connect yes", id: "1"), now: 1) == [.say(fi.howToConnect)])
    #expect(chat.handle(.said("/connect tcp://a:1 KEY", id: "2"), now: 1) == [.weigh])
    #expect(chat.handle(.said("/connect yes", id: "3"), now: 1) == [.say(fi.howToConnect)], "not shown yet")
    let luggage = Luggage(facts: 3, steps: 2, consents: 1)
    #expect(chat.handle(.weighed(luggage), now: 2) == [.say(fi.goesAlong(luggage))])
    let destination = try #require(Destination("tcp://a:1 KEY"))
    #expect(
      chat.handle(.said("/connect kyllä", id: "4"), now: 3) == [.move(destination, note: fi.broughtAlong(luggage), .fi)]
    )
    #expect(chat.handle(.moved, now: 4) == [.arrive, .say(fi.movedTo("tcp://a:1")), .hello(nil)])
    #expect(chat.handle(.said("/connect tcp://b:1 KEY", id: "5"), now: 5) == [.say(fi.connectedAlready)])
    #expect(chat.handle(.said("/invite", id: "6"), now: 5) == [.invite], "it is no talk on this machine any more")
  }

  @Test func `a joint plan is fetched by its number and saved, or said not to be there`() throws {
    var chat = opened()
    let wish = try #require(Command.PlanWish("2 stand.md"))
    #expect(chat.handle(.said("/plan 2 stand.md", id: "1"), now: 0) == [.plan(wish, .fi, talk)])
    #expect(chat.handle(.planned(wish, "# Plan"), now: 1) == [.savePlan(wish, "# Plan")])
    #expect(chat.handle(.planned(wish, nil), now: 2) == [.say(fi.planUnknown(2))])
    #expect(chat.handle(.said("/plan", id: "2"), now: 3) == [.say(fi.howToPlan)])
    var alone = ChatMachine(chosen: nil, guess: .fi, isEmbedded: true)
    #expect(alone.handle(.said("/plan 2", id: "1"), now: 0) == [.say(fi.planUnknown(2))])
  }

  @Test func `in a talk that is on this machine alone nobody is invited and nothing is joined`() {
    var chat = ChatMachine(chosen: nil, guess: .fi, isEmbedded: true)
    for line in ["/invite", "/join x"] {
      #expect(chat.handle(.said(line, id: "1"), now: 0) == [.say(fi.onlyConnected)])
    }
  }

  @Test func `a reminder that falls due while the chat is open is said once`() {
    var chat = ChatMachine(chosen: nil, guess: .fi)
    _ = chat.handle(.opened, now: 0)
    _ = chat.handle(.welcomed(.make(due: ["Soita"])), now: 0)
    #expect(chat.wakes(now: 1) == ChatMachine.lookMilliseconds)
    #expect(chat.handle(.timePassed, now: ChatMachine.lookMilliseconds - 1) == [])
    #expect(chat.handle(.timePassed, now: ChatMachine.lookMilliseconds) == [.look])
    #expect(chat.handle(.looked(nil), now: ChatMachine.lookMilliseconds) == [])
    #expect(chat.wakes(now: ChatMachine.lookMilliseconds) == 2 * ChatMachine.lookMilliseconds)
    #expect(chat.handle(.looked(.make(due: ["Soita", "Kirjoita"])), now: 0) == [.say("Muistutus: Kirjoita")])
    #expect(chat.handle(.looked(.make(due: ["Soita", "Kirjoita"])), now: 0) == [])
    #expect(chat.handle(.looked(.make(due: ["Kirjoita"])), now: 0) == [])
    #expect(chat.handle(.looked(.make(due: ["Kirjoita", "Soita"])), now: 0) == [.say("Muistutus: Soita")])
  }

  @Test func `typed lines are forgotten with the data`() {
    var chat = opened()
    _ = chat.handle(.said("poista tietoni", id: "1"), now: 0)
    let answer = Answer.make(intent: .deleteData)
    #expect(chat.handle(.answered(id: "1", answer), now: 0) == [.show(answer), .forgetLines])
  }

  @Test func `a welcome that fails is tried again, one that is refused ends the chat`() {
    var chat = ChatMachine(chosen: nil, guess: .fi)
    _ = chat.handle(.opened, now: 0)
    #expect(chat.handle(.notWelcomed(.unreachable(seconds: 5)), now: 5000) == [.say(fi.notOpenYet(5))])
    #expect(chat.handle(.said("/history", id: "1"), now: 5000) == [.say(fi.needsTalk)])
    #expect(chat.handle(.timePassed, now: 7000) == [.hello(nil)])
    #expect(chat.handle(.welcomed(.make()), now: 7100) == [.greet(.make()), .say(fi.backAgain)])
    var other = ChatMachine(chosen: nil, guess: .fi)
    _ = other.handle(.opened, now: 0)
    #expect(other.handle(.notWelcomed(.refused(detail: "no")), now: 1) == [.say(fi.refused("no")), .leave(1)])
  }
}

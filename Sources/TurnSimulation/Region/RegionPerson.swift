import Companies
import Majordomo
import Titanic

/// Somebody at a chat, or with a program that has its questions kept.
struct RegionPerson {
  var asks: SimulatedPerson
  /// Of what is asked now; nil: nothing.
  var tag: Int?
  var asksAt: Int64 = 0
  /// The request that Titanic keeps.
  var kept: DurableRequestID?

  init(_ index: Int) { asks = SimulatedPerson(index) }
}

extension RegionSimulation {
  private static let patience = Duration.seconds(15)

  mutating func passTime(ofPerson person: Int) {
    guard people[person].tag == nil, people[person].asksAt <= now, let question = people[person].asks.ask() else {
      return
    }
    let tag = newNumber()
    people[person].tag = tag
    record.note(.asks, person, question.number, tag, at: now)
    if person < Self.firstDurable {
      ask(caller: person, .assistant, .ask(question), tag: tag, timeout: Self.patience)
      if !isCalm && draw(12) == 0 { replay(question, tag: tag) }
    } else if let kept = people[person].kept {
      ask(caller: person, .titanic, .fetch(kept), tag: tag, timeout: Self.patience)
    } else {
      ask(caller: person, .titanic, .keep(question), tag: tag, timeout: Self.patience)
    }
  }

  /// - Parameter body: nil when no answer came in time.
  mutating func personHears(_ person: Int, _ body: RegionBody?) {
    people[person].tag = nil
    people[person].asksAt = now + Int64(draw(400_000))
    switch body {
    case .answer(let answer): take(answer, person)
    case .kept(let id):
      people[person].kept = id
      if store.durableRequest(id) == nil { violate("\(id) is told to be kept and is not on disk") }
    case .status(.done, let frames):
      outcome.fetched += 1
      people[person].kept = nil
      take(String(decoding: frames.first ?? [], as: UTF8.self), person)
    case .status(.pending, _): people[person].asksAt = now + 1_000_000
    case .status(.unknown, _): violate("what is kept of person \(person) is lost")
    // Its workers died, or its life is over: it is asked anew.
    case .status(.failed, _): people[person].kept = nil
    case .problem, nil:
      record.note(.refused, person, at: now)
      outcome.refused += 1
      people[person].asksAt = now + 1_000_000
    case .ask, .open, .commit, .keep, .fetch, .opened, .committed: violate("person \(person) is told what is no answer")
    }
  }

  private mutating func take(_ answer: String, _ person: Int) {
    let question = people[person].asks.question(people[person].asks.answers.count)
    if !store.isSynced(answer) { violate("an answer arrived that is not on disk: \(answer)") }
    if let fault = people[person].asks.take(answer, to: question) { violate(fault) }
    record.note(.answered, person, question.number, at: now)
    outcome.answered += 1
  }

  /// What a replayed question is answered with.
  mutating func compare(_ answer: String, to question: Question) {
    if !store.isSynced(answer) { violate("an answer arrived that is not on disk: \(answer)") }
    let answers = people[question.person].asks.answers
    if question.number < answers.count && answers[question.number] != answer {
      violate("\(question.text), replayed, has another answer")
    }
  }
}

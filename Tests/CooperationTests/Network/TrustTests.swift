import Cooperation
import Testing
import Vocabulary

@Suite struct TrustTests {
  @Test func `each rung is told by one and confirmed by the other, and both see what was shared`() throws {
    var village = try Village(.anna, .bert)
    try village.introduce(.anna, .bert)
    for rung in [TrustRung.met, .didSomething, .agreed] {
      try village.act(.anna, .takeStep(1, rung))
      #expect(try village.view(.bert).matches[0].told?.rung == rung)
      #expect(try village.view(.bert).matches[0].steps.last?.rung.rawValue == rung.rawValue - 1)
      village.expect(.alreadyConfirmed, .user(.anna), .takeStep(1, rung))
      try village.act(.bert, .takeStep(1, rung))
    }
    let steps = try village.view(.anna).matches[0].steps
    #expect(steps == (try village.view(.bert).matches[0].steps))
    #expect(steps.map(\.rung) == [.anonymousCard, .bothCurious, .named, .met, .didSomething, .agreed])
    #expect(steps.map(\.shared) == [.card, .curiosity, .contact, .meeting, .deed, .agreement])
    #expect(steps.suffix(3).map(\.by) == [.bert, .bert, .bert])
  }

  @Test func `no rung is left out, and none is taken with a stranger`() throws {
    var village = try Village(.anna, .bert)
    try village.advise(.match(.anna, .bert))
    village.expect(.notIntroduced, .user(.anna), .takeStep(1, .met))
    var friends = try Village(.anna, .bert)
    try friends.introduce(.anna, .bert)
    for rung in [TrustRung.named, .didSomething, .agreed] {
      friends.expect(.rungMissing, .user(.anna), .takeStep(1, rung))
    }
  }
}

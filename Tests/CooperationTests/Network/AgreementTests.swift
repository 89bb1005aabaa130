import Cooperation
import Testing
import Vocabulary

@Suite struct AgreementTests {
  @Test func `each step is noted with its day and the place of the paper, for all members to see`() throws {
    var village = try Village.family(.letter)
    let day = village.now.day
    for (move, place) in [(AgreementState.Move.needNDA, ""), (.signNDA, "Anna's safe"), (.signLetter, "Bert's folder")]
    {
      let outcome = try village.act(.anna, .noteAgreement(.first, move, on: day, place: place))
      #expect(outcome.told(.dora) == [.agreementNoted])
    }
    let entry = try village.family(.dora)
    #expect(entry.agreement == .letterOfIntent)
    #expect(entry.papers.map(\.place) == ["", "Anna's safe", "Bert's folder"])
    #expect(entry.papers.allSatisfy { $0.on == day })
    #expect(try village.report().family.agreement.steps.last?.parties == Village.four)
  }

  @Test func `nothing is signed before a lawyer's check, which an advisor notes`() throws {
    var village = try Village.family(.agreement)
    let day = village.now.day
    func note(_ move: AgreementState.Move) -> Act { .noteAgreement(.first, move, on: day, place: "") }
    try village.act(.anna, note(.signLetter))
    try village.act(.bert, note(.draft))
    village.expect(.notInThisState, .user(.anna), note(.sign))
    village.expect(.notAllowed, .user(.anna), note(.check))
    try village.advise(note(.check))
    try village.act(.anna, note(.draft))
    village.expect(.notInThisState, .user(.anna), note(.sign))
    try village.advise(note(.check))
    for move in [AgreementState.Move.sign, .amend, .amend, .end] { try village.act(.cleo, note(move)) }
    #expect(try village.family(.anna).agreement == .ended)
    village.expect(.notInThisState, .user(.anna), note(.amend))
  }

  @Test func `a day ahead, a long place and a group that is not together are refused`() throws {
    var village = try Village.family(.exploring)
    let day = village.now.day
    let long = String(repeating: "x", count: 201)
    village.expect(
      .conditionNotMet, .user(.anna), .noteAgreement(.first, .needNDA, on: day.adding(days: 1), place: ""))
    village.expect(.noteTooLong(max: 200), .user(.anna), .noteAgreement(.first, .needNDA, on: day, place: long))
    village = try Village.asked()
    village.expect(.notInThisState, .user(.anna), .noteAgreement(.first, .needNDA, on: day, place: ""))
    village.expect(
      .unknownNumber, .user(CompanyID(rawValue: "stranger")), .noteAgreement(.first, .needNDA, on: day, place: ""))
  }

  @Test func `two who know each other note that secrets stay between them, and both see the paper while they do`()
    throws
  {
    var village = try Village(.anna, .bert, .cleo)
    village.expect(
      .unknownNumber, .user(.anna), .notePairAgreement(1, .needNDA, on: village.now.day, place: ""))
    try village.makeCurious(.anna, .bert)
    village.expect(
      .notIntroduced, .user(.anna), .notePairAgreement(1, .needNDA, on: village.now.day, place: ""))
    village = try Village(.anna, .bert, .cleo)
    try village.introduce(.anna, .bert)
    #expect(
      try village.act(.anna, .notePairAgreement(1, .needNDA, on: village.now.day, place: "")).told(.bert)
        == [.agreementNoted])
    try village.act(.bert, .notePairAgreement(1, .signNDA, on: village.now.day, place: "Safe"))
    #expect(try village.view(.anna).matches[0].papers.map(\.state) == [.ndaNeeded, .ndaSigned])
    #expect(try village.view(.anna).matches[0].papers.last?.place == "Safe")
    village.expect(.notAllowed, .user(.anna), .notePairAgreement(1, .draft, on: village.now.day, place: ""))
    village.expect(
      .conditionNotMet, .user(.anna), .notePairAgreement(1, .end, on: village.now.day.adding(days: 1), place: ""))
    try village.act(.bert, .erase)
    #expect(try village.view(.anna).matches[0].papers.isEmpty, "the two are not introduced any more")
  }
}

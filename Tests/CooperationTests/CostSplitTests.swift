import Cooperation
import Randomness
import Testing
import Vocabulary

@Suite struct CostSplitTests {
  private let three: [CompanyID] = ["saw", "forge", "paint"].map(CompanyID.init(rawValue:))

  private func cents(_ total: Int, _ key: CostKey) throws -> [Int] {
    try CostSplit(Money(cents: total), among: three, by: key).shares.map(\.amount.cents)
  }

  private func weights(_ numbers: Int...) -> [MemberWeight] {
    zip(three, numbers).map { MemberWeight($0, $1) }
  }

  @Test func `An equal split gives the cents left over to those who stand first`() throws {
    #expect(try cents(100_00, .equal) == [3334, 3333, 3333])
    #expect(try cents(2, .equal) == [1, 1, 0])
    #expect(try cents(0, .equal) == [0, 0, 0])
  }

  @Test func `A split by weight gives the cents left over to the largest remainders`() throws {
    #expect(try cents(1000, .standMetres(weights(600, 300, 300))) == [500, 250, 250])
    // 10 cents by 1:1:5 are 1.43, 1.43 and 7.14.
    #expect(try cents(10, .use(weights(1, 1, 5))) == [2, 1, 7])
    #expect(try cents(100, .use(weights(0, 1, 1))) == [0, 50, 50])
  }

  @Test func `A fee is the same for all and the rest goes by use`() throws {
    #expect(try cents(1000, .feeAndUse(fee: Money(cents: 100), weights(0, 1, 6))) == [100, 200, 700])
    #expect(try cents(300, .feeAndUse(fee: Money(cents: 100), weights(0, 0, 0))) == [100, 100, 100])
  }

  @Test func `Agreed shares are hundredths of a per cent`() throws {
    #expect(try cents(999_99, .agreed(weights(5000, 2500, 2500))) == [49_999, 25_000, 25_000])
  }

  @Test func `Any split adds up to the cent and is the same each time`() throws {
    for seed in UInt64(0)..<500 {
      var random = SeededRandom(seed: seed)
      let members = (0..<Int.random(in: 1...CostSplit.membersMax, using: &random)).map {
        CompanyID(rawValue: "member-\($0)")
      }
      let weights = members.map { MemberWeight($0, Int.random(in: 1...CostSplit.weightMax, using: &random)) }
      let total = Money(cents: Int.random(in: 0...CostSplit.costMax.cents, using: &random))
      let fee = Money(cents: total.cents / members.count / 2)
      for key in [CostKey.equal, .standMetres(weights), .use(weights), .feeAndUse(fee: fee, weights)] {
        let split = try CostSplit(total, among: members, by: key)
        #expect(split.shares.reduce(0) { $0 + $1.amount.cents } == total.cents, "seed \(seed), \(key)")
        #expect(split.shares.map(\.member) == members, "seed \(seed)")
        #expect(split.shares.allSatisfy { $0.amount >= .zero }, "seed \(seed)")
        #expect(try CostSplit(total, among: members, by: key) == split, "seed \(seed)")
      }
    }
  }

  @Test func `A share is less than a cent away from its exact part`() throws {
    for seed in UInt64(0)..<200 {
      var random = SeededRandom(seed: seed)
      let numbers = three.map { _ in Int.random(in: 0...1000, using: &random) + 1 }
      let total = Int.random(in: 0...1_000_000, using: &random)
      let shares = try cents(total, .use(zip(three, numbers).map { MemberWeight($0, $1) }))
      let whole = numbers.reduce(0, +)
      for (share, number) in zip(shares, numbers) {
        #expect(abs(share * whole - total * number) < whole, "seed \(seed)")
      }
    }
  }

  @Test func `Each fault of a key is named`() {
    let euro = Money(cents: 100)
    let stranger = CompanyID(rawValue: "stranger")
    expect(.noMembers) { try CostSplit(euro, among: [], by: .equal) }
    expect(.memberTwice(three[0])) { try CostSplit(euro, among: three + [three[0]], by: .equal) }
    expect(.tooManyMembers(max: 100)) {
      try CostSplit(euro, among: (0...100).map { CompanyID(rawValue: "m\($0)") }, by: .equal)
    }
    expect(.negativeAmount) { try CostSplit(Money(cents: -1), among: three, by: .equal) }
    expect(.negativeAmount) {
      try CostSplit(euro, among: three, by: .feeAndUse(fee: Money(cents: -1), weights(1, 1, 1)))
    }
    expect(.amountTooLarge(max: CostSplit.costMax)) {
      try CostSplit(Money(cents: .max), among: three, by: .equal)
    }
    expect(.amountTooLarge(max: CostSplit.costMax)) {
      try CostSplit(euro, among: three, by: .feeAndUse(fee: Money(cents: .max), weights(1, 1, 1)))
    }
    expect(.negativeWeight(three[1])) { try CostSplit(euro, among: three, by: .use(weights(1, -1, 1))) }
    expect(.weightTooLarge(three[2], max: 1_000_000)) {
      try CostSplit(euro, among: three, by: .use(weights(1, 1, .max)))
    }
    expect(.notOneWeight(three[2])) { try CostSplit(euro, among: three, by: .use(weights(1, 1))) }
    expect(.notOneWeight(three[0])) {
      try CostSplit(euro, among: three, by: .use(weights(1, 1, 1) + [MemberWeight(three[0], 1)]))
    }
    expect(.noMember(stranger)) {
      try CostSplit(euro, among: three, by: .use(weights(1, 1, 1) + [MemberWeight(stranger, 1)]))
    }
    expect(.sharesDoNotAddUp(sum: 9999)) {
      try CostSplit(euro, among: three, by: .agreed(weights(3333, 3333, 3333)))
    }
    expect(.noWeight) { try CostSplit(euro, among: three, by: .standMetres(weights(0, 0, 0))) }
    expect(.feesAboveCost(fees: Money(cents: 102))) {
      try CostSplit(euro, among: three, by: .feeAndUse(fee: Money(cents: 34), weights(1, 1, 1)))
    }
  }

  private func expect(_ problem: CostProblem, from split: () throws -> CostSplit) {
    #expect(throws: problem) { try split() }
  }

  @Test func `Money is written with two decimals and adds without overflow`() {
    #expect(Money(cents: 123_405).description == "1234.05")
    #expect(Money(cents: -7).formatted(decimalMark: ",") == "-0,07")
    #expect(Money(cents: 1).adding(Money(cents: 2)) == Money(cents: 3))
    #expect(Money(cents: .max).adding(Money(cents: 1)) == nil)
  }
}

import Vocabulary

/// What a company takes along when its talk moves to another server: facts, steps and consents, no words that were said.
public struct Belongings: Sendable, Hashable, Codable {
  /// More than any company has; a server takes no more at once.
  public static let countMax = 1000

  public var facts: [Fact]
  public var steps: [StepRecord]
  public var consents: [Consent]

  /// All that is known of a company. Where it was said stays behind, with the talks.
  public init(of company: Company) {
    facts = company.facts.map { fact in
      var fact = fact
      (fact.conversation, fact.turn) = (nil, nil)
      return fact
    }
    steps = company.steps
    consents = company.consents
  }

  /// Whether all of it is such that a server can take it: not too much, and values as the catalogue has them.
  public var isAcceptable: Bool {
    facts.count + steps.count + consents.count <= Self.countMax
      && facts.allSatisfy { FactCatalogue.problem(with: $0.value, for: $0.key) == nil }
      && steps.allSatisfy { (1...100).contains($0.id.utf8.count) }
  }

  /// What it changes in a company that is known already: each fact, step and consent that is not there, or is older there.
  ///
  /// - Parameter user: who brings it, and so is the one who said it here.
  public func changes(in company: Company, by user: String) -> [Change] {
    let newFacts = facts.filter { fact in
      company.facts.first { $0.key == fact.key }.map { $0.at < fact.at } ?? true
    }
    let newSteps = steps.filter { step in company.steps.first { $0.id == step.id }.map { $0.at < step.at } ?? true }
    let newConsents = consents.filter { consent in
      company.consents.first { $0.name == consent.name }.map { $0.at < consent.at } ?? true
    }
    return newFacts.map { fact in
      var fact = fact
      (fact.by, fact.conversation, fact.turn) = (user, nil, nil)
      return .setFact(fact)
    } + newSteps.map(Change.setStep) + newConsents.map(Change.setConsent)
  }
}

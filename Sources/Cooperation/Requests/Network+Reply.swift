import Companies
import Vocabulary

extension Network {
  /// All that a company sees, after its request or without one.
  ///
  /// - Parameter company: with the facts as they are now, be it no member yet.
  public func reply(to company: Company, in directory: Directory, today: Day) -> NetworkReply {
    var reply = NetworkReply()
    reply.missing = Card.missing(in: company)
    reply.preview = preview(of: company, in: directory, today: today)
    reply.view = view(for: company.id)
    for match in reply.view?.matches ?? [] {
      guard let other = memberships[company.id]?.matches[match.number - 1] else { continue }
      reply.cards[match.number] = directory.shownCard(of: other)
      if match.company != nil { reply.shared[match.number] = directory.sharedFacts(of: other) }
    }
    for own in reply.view?.own ?? [] where own.state == .draft {
      let revealing = Self.revealing(own.terms, of: company)
      if !revealing.isEmpty { reply.revealing[own.id.value] = revealing }
    }
    return reply
  }

  /// What others see of a company, or would see if it joined as it is now; `nil` while facts are missing.
  public func preview(of company: Company, in directory: Directory, today: Day) -> CardPreview? {
    directory.preview(company, memberships[company.id], today: today)
  }

  /// What in the words of its own opportunity tells whose it is.
  static func revealing(_ terms: OpportunityTerms, of company: Company) -> [FactName] {
    let words = IdentityWords(terms.words)
    let found = Set(words.facts + words.facts(of: SharedFact.all(of: company), among: identifying + [.municipality]))
    return (identifying + [.municipality]).filter(found.contains)
  }

  /// Facts that name a company or a person of it.
  private static let identifying: [FactName] = [.companyName, .contactName, .contactEmail, .contactPhone]

  /// Refuses words that name a company to those who may not know it: names go only where two have agreed, and the words of a third
  /// are no way around that.
  func checkNames(
    in texts: [String], of companies: [CompanyID], _ directory: Directory
  ) throws(CooperationProblem) {
    let words = IdentityWords(texts)
    for company in companies
    where !words.facts(of: directory.sharedFacts(of: company), among: Self.identifying).isEmpty {
      throw .namesCompany
    }
  }

  /// Those whose names this company knows.
  func known(to company: CompanyID) -> [CompanyID] {
    (memberships[company]?.matches ?? []).filter { other in
      Pair(company, other).flatMap { trust[$0] }?.steps.contains { $0.shared == .contact } ?? false
    }
  }
}

extension OpportunityTerms {
  /// All of it that somebody has written.
  var words: [String] { [what, when, gives, market, sector] }
}

import Companies
import Vocabulary

extension Network {
  /// All that a company sees, after its request or without one.
  ///
  /// - Parameter company: with the facts as they are now, be it no member yet.
  public func reply(to company: Company, in directory: Directory, today: Day) -> NetworkReply {
    var reply = NetworkReply()
    reply.missing = Card.missing(in: company)
    reply.preview = directory.preview(company, memberships[company.id], today: today)
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

  /// The facts of a company that stand in the words of its opportunity: whoever knows them knows whose it is.
  static func revealing(_ terms: OpportunityTerms, of company: Company) -> [FactName] {
    let words = " " + [terms.what, terms.when, terms.gives].joined(separator: " ").lowercased() + " "
    return [.companyName, .municipality, .contactName, .contactEmail, .contactPhone].filter { name in
      guard let value = company.known(name)?.text?.lowercased(), value.count > 2 else { return false }
      return words.contains(value)
    }
  }
}

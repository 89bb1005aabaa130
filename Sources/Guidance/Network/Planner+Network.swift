import Companies
import Cooperation
import Vocabulary

/// What is asked of the network of companies before an answer.
extension Planner {
  var request: NetworkRequest? {
    guard let network else { return nil }
    var request: NetworkRequest? =
      switch wish {
      case _ where tellsContact: NetworkRequest(.look)
      case .question(let intent, let slots): network.request(for: intent, slots, text: text, spoken, today: today)
      case .network(let request): guidance.needsName(request, company) ? NetworkRequest(.look) : request
      case .confirmJoining(let seen): NetworkRequest(.join, seen: seen)
      case .confirmForgetting: NetworkRequest(.forget)
      case .reply where memory.intent == .joinNetwork: NetworkRequest(.look)
      default: nil
      }
    if request?.act == .look {
      request?.told = changes.compactMap { if case .setFact(let fact) = $0 { fact } else { nil } }
    }
    return request
  }

  /// Whether the message answers the question for the name or the contact that an introduction shows.
  private var tellsContact: Bool {
    guard case .fact(let key) = memory.pending, Guidance.shownWhenIntroduced.contains(key.name) else { return false }
    return changes.contains { if case .setFact(let fact) = $0 { fact.key == key } else { false } }
  }
}

extension Guidance {
  /// Nobody agrees to show a name that is not known.
  func needsName(_ request: NetworkRequest, _ company: Company) -> Bool {
    request.act == .answer && request.yes == true && company.known(.companyName) == nil
  }

  /// What is asked for before an introduction, in this order.
  static let shownWhenIntroduced: [FactName] = [.companyName, .contactName, .contactEmail]
}

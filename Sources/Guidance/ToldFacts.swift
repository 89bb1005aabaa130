import Companies
import Vocabulary

/// How what a person tells in slots becomes facts.
enum ToldFacts {
  /// The facts that a message can tell, in the order in which they are noted.
  static let slots: [(slot: Slot, name: FactName)] = [
    (.companyName, .companyName), (.offering, .offering), (.sector, .sector), (.employees, .employees),
    (.municipality, .municipality), (.turnover, .turnover), (.foundedYear, .foundedYear), (.exportShare, .exportShare),
  ]

  /// The slot in which a person tells the fact.
  static func slot(for name: FactName) -> Slot? {
    slots.first { $0.name == name }?.slot
  }

  /// The value of a slot as the fact wants it; `nil` when it can't be one: a number out of range, a text that is too long.
  static func value(of slot: SlotValue, for name: FactName) -> FactValue? {
    let value: FactValue? =
      switch FactCatalogue.definition(of: name).kind {
      case .number, .integer: slot.number.map(FactValue.number)
      case .choices, .words, .languages, .markets: .list(slot.texts)
      case .text, .choice, .flag: (name == .sector ? sold(slot.texts) : slot.texts.first).map(FactValue.text)
      }
    return value.flatMap { FactCatalogue.problem(with: $0, for: FactKey(name)) == nil ? $0 : nil }
  }

  /// Of several fields the one that is sold: a farm with cabins sells nights, not grain.
  private static func sold(_ sectors: [String]) -> String? {
    sectors.first { $0 != "agriculture" } ?? sectors.first
  }
}

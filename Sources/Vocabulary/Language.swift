/// The languages that Rinnalla is spoken in. The raw value is the BCP 47 tag that travels in messages.
public enum Language: String, Codable, CaseIterable, Sendable, Hashable {
  case en, fi, sv
}

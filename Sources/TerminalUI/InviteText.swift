import Foundation

/// A code and what to do with it, for who invites.
func inviteText(_ code: String, until: String, texts: Texts, zone: TimeZone) -> String {
  let moment = LocalTime(until, zone: zone)?.text(lang: texts.lang) ?? sanitisedLine(until)
  return texts.inviteCode(sanitisedLine(code)) + "\n" + texts.inviteHow(moment)
}

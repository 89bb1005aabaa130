/// The text without anything that could steer a terminal or turn the reading direction: only `\n` and `\t` are left
/// of the control characters. The others show as pictures (␛ for ESC), those without a picture as �. `\r\n` becomes
/// `\n`.
public func sanitised(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard scalars.contains(where: isUnsafe) else { return text }
  var safe = String.UnicodeScalarView()
  var previous: Unicode.Scalar?
  for scalar in scalars {
    if previous == "\r", scalar != "\n" { safe.append("\u{240D}") }
    if scalar != "\r" { safe.append(isUnsafe(scalar) ? picture(of: scalar) : scalar) }
    previous = scalar
  }
  if previous == "\r" { safe.append("\u{240D}") }
  return String(safe)
}

/// The same on one line: line ends and tabs become spaces.
func sanitisedLine(_ text: String) -> String {
  String(sanitised(text).map { $0 == "\n" || $0 == "\t" ? " " : $0 })
}

/// What a person meant to send: the text without the characters that `sanitised` would show as pictures, and
/// without a byte order mark at its start.
func withoutControls(_ text: String) -> String {
  var kept = String.UnicodeScalarView()
  for (index, scalar) in text.unicodeScalars.enumerated()
  where !isUnsafe(scalar) && !(index == 0 && scalar == "\u{FEFF}") {
    kept.append(scalar)
  }
  return String(kept)
}

/// C0 but `\n` and `\t`, DEL, C1, and the embeddings, overrides and isolates of the bidirectional algorithm.
func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A: false
  case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}

private func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
  case 0x7F: "\u{2421}"
  default: "\u{FFFD}"
  }
}

import Language

/// Caseless forms of the letters that are common in Europe, looked up instead of computed.
enum TextFoldingTable {
  private static let table: [Unicode.Scalar] = (0..<0x600).map { value in
    Unicode.Scalar(UInt32(value)).map(TextFolding.caseless) ?? " "
  }

  static func caseless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.value < 0x600 ? table[Int(scalar.value)] : TextFolding.caseless(scalar)
  }
}

/// Returns how many columns a text takes when it is drawn.
///
/// Counted by grapheme cluster: East Asian wide and emoji presentation 2, combining and other
/// zero-width characters 0, all else 1 (UAX #11, UTS #51). Control and bidi characters count as
/// what ``Visible`` shows for them, because that is what gets drawn with these `glyphs`.
public func columns(of text: String, glyphs: GlyphSet = .unicode) -> Int {
  if text.isPlain { return text.utf8.count }
  var total = 0
  for cluster in Visible(text, glyphs: glyphs).text { total += clusterWidth(cluster) }
  return total
}

/// The columns of one grapheme cluster: 0, 1 or 2.
func clusterWidth(_ cluster: Character) -> Int {
  // Nearly all text is that, and Unicode's tables are slow to ask.
  if let value = cluster.asciiValue, value >= 0x20 { return 1 }
  var total = 0
  var isEmoji = false
  for scalar in cluster.unicodeScalars {
    if scalar.value == 0xFE0F, isEmoji { return 2 }
    isEmoji = isEmoji || scalar.properties.isEmoji
    total += scalarWidth(scalar)
    if total >= 2 { return 2 }
  }
  return total
}

private func scalarWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return 1 }
  if isZeroWidth(scalar) { return 0 }
  if isWide(value) { return 2 }
  let isRegionalIndicator = (0x1F1E6...0x1F1FF).contains(value)
  return scalar.properties.isEmojiPresentation && !isRegionalIndicator ? 2 : 1
}

private func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
  let value = scalar.value
  // Hangul vowels and finals join the syllable before them.
  if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return true }
  return switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: true
  default: false
  }
}

private func isWide(_ value: UInt32) -> Bool {
  guard value >= 0x1100 else { return false }
  var low = 0
  var high = wideRanges.count
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[middle].upperBound < value {
      low = middle + 1
    } else {
      high = middle
    }
  }
  return low < wideRanges.count && wideRanges[low].contains(value)
}

/// Wide and fullwidth blocks of EastAsianWidth.txt; emoji are known by their own property.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
  0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
  0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
  0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
]

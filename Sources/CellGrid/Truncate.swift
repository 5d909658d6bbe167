/// Returns the text, made visible and, if it is wider than `width` columns, cut with an ellipsis.
///
/// The result is folded to `glyphs` and never wider than `width`; too little room for the ellipsis
/// leaves what fits of the text alone.
public func truncate(_ text: String, to width: Int, glyphs: GlyphSet = .unicode) -> String {
  let shown = Visible(text, glyphs: glyphs).text
  if columns(of: shown) <= width { return shown }
  let mark = glyphs.ellipsis
  let markWidth = columns(of: mark)
  if width <= markWidth { return prefix(of: shown, width) }
  return prefix(of: shown, width - markWidth) + mark
}

/// Returns the text cut in the middle, so that its start and its end stay readable: for paths.
///
/// - Parameters:
///   - text: What to shorten.
///   - width: Columns the result takes at most.
///   - glyphs: What the terminal can show.
/// - Returns: The text as it is when it fits.
public func truncateMiddle(_ text: String, to width: Int, glyphs: GlyphSet = .unicode) -> String {
  let shown = Visible(text, glyphs: glyphs).text
  if columns(of: shown) <= width { return shown }
  let mark = glyphs.ellipsis
  let room = width - columns(of: mark)
  if room < 2 { return truncate(shown, to: width, glyphs: glyphs) }
  let start = prefix(of: shown, room / 2)
  var end: [Character] = []
  var used = columns(of: start)
  for cluster in shown.reversed() {
    let clusterColumns = clusterWidth(cluster)
    if used + clusterColumns > room { break }
    used += clusterColumns
    end.append(cluster)
  }
  return start + mark + String(end.reversed())
}

/// The longest start of a visible text that takes at most `width` columns.
func prefix(of shown: String, _ width: Int) -> String {
  var kept = ""
  var used = 0
  for cluster in shown {
    let clusterColumns = clusterWidth(cluster)
    if used + clusterColumns > width { break }
    used += clusterColumns
    kept.append(cluster)
  }
  return kept
}

import CellGrid
import PadlockModel
import PadlockRedaction

/// The first line is a secret; what follows holds it wherever a U+0001 stands.
func checkMasking(_ bytes: [UInt8]) throws(BrokenProperty) {
  let secret = Array(bytes.prefix { $0 != 0x0A }.filter { $0 != 0x01 })
  let text = String(
    decoding: bytes.dropFirst(secret.count).flatMap { $0 == 0x01 ? secret : [$0] }, as: UTF8.self)
  var masker = Masker()
  masker.register(Secret(bytes: secret), from: "a file")
  let masked = masker.mask(text, from: "a log")
  try demandNone(of: masker.vault, in: masked)
  try demandEqual(masker.mask(masked, from: "a report"), masked, "masked twice, it differs")

  var other = Masker()
  let lines = other.mask(text, from: "a log", keepingLines: true)
  let ends = { (text: String) in text.utf8.count { $0 == 0x0A } }
  try demand(ends(lines) == ends(text), "other lines: \(lines.debugDescription)")

  var together = Masker()
  together.register(Secret(bytes: secret), from: "a file")
  for text in together.mask(together: [text, String(text.reversed())], from: "a log") {
    try demandNone(of: together.vault, in: text)
  }
}

/// Whether no secret that is searched for is left.
///
/// One that the stand-ins themselves could spell, alone or with what stands beside them, is left out.
private func demandNone(of vault: SecretVault, in text: String) throws(BrokenProperty) {
  let bytes = Array(text.utf8)
  for entry in vault.entries where entry.ordinary == nil {
    let isLeft = entry.secret.withBytes { secret in
      !secret.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
        && !Array("secret 0123456789".utf8).contains(secret) && bytes.contains(secret)
    }
    try demand(!isLeft, "the secret of \(entry.source) is in \(text.debugDescription)")
  }
}

func checkTerminalText(_ bytes: [UInt8]) throws(BrokenProperty) {
  let text = String(decoding: bytes, as: UTF8.self)
  for ascii in [false, true] {
    let shown = VisibleText.make(text, ascii: ascii)
    try demandVisible(shown)
    try demand(!ascii || shown.utf8.allSatisfy { $0 < 0x80 }, "beyond ASCII")
    try demandEqual(VisibleText.make(shown, ascii: ascii), shown, "shown twice, it differs")
  }
  for glyphs in [GlyphSet.unicode, .ascii] {
    let shown = Visible(text, glyphs: glyphs).text
    try demandEqual(Visible(shown, glyphs: glyphs).text, shown, "shown twice, it differs")
    try demand(!shown.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }, "a control")
    for width in [2, 9, 80] {
      for line in wrap(text, to: width, hangingIndent: 4, glyphs: glyphs) {
        try demand(columns(of: line, glyphs: glyphs) <= width, "\(line.debugDescription) is wider")
      }
      let short = truncate(text, to: width, glyphs: glyphs)
      try demand(columns(of: short, glyphs: glyphs) <= width, "\(short.debugDescription) is wider")
      let middle = truncateMiddle(text, to: width, glyphs: glyphs)
      try demand(
        columns(of: middle, glyphs: glyphs) <= width, "\(middle.debugDescription) is wider")
    }
  }
}

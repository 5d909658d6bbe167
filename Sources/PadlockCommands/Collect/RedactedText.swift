import PadlockModel
import PadlockRedaction

/// Turns the text of a file into what of it may leave.
struct TextRedaction {
  var masker: Masker
  let scan: FinalScan

  /// - Parameter masker: knows every secret that was read.
  init(_ masker: Masker) {
    self.masker = masker
    scan = masker.scan
  }

  /// The text without secrets, with as many lines; nil where one is spread over lines in a way that
  /// nobody foresaw.
  ///
  /// - Parameters:
  ///   - text: the whole file, or lines that follow each other.
  ///   - path: where it was read.
  ///   - known: secrets that stand in the text, by their lines from 1.
  /// - Returns: the text that may leave.
  mutating func redact(_ text: String, from path: String, known: [Int: [Secret]] = [:]) -> String? {
    let marked = marking(known, in: text)
    let masked = masker.mask(marked, from: path, keepingLines: true)
    if scan.scan(masked) == .clean { return masked }
    let lines = masked.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      scan.scan(String(line)) == .clean ? String(line) : Masker.standIn(0)
    }
    let rest = lines.joined(separator: "\n")
    return scan.scan(rest) == .clean ? rest : nil
  }

  /// Masks what is too ordinary to be searched for everywhere, where it is known to stand.
  private func marking(_ known: [Int: [Secret]], in text: String) -> String {
    if known.isEmpty { return text }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (line, secrets) in known where line > 0 {
      for secret in secrets {
        guard let number = masker.vault.number(of: secret),
          masker.vault.entries[number - 1].ordinary != nil
        else { continue }
        let value = secret.withBytes { String(decoding: $0, as: UTF8.self) }
        // A value may be continued on the lines below its key.
        for index in lines.indices.dropFirst(line - 1).prefix(Self.longestSetting) {
          lines[index] = Self.replacing(value, in: lines[index], by: Masker.standIn(number))
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// How many lines one setting takes.
  private static let longestSetting = 8

  /// Replaces `word` where neither a letter nor a digit is next to it.
  private static func replacing(_ word: String, in line: String, by standIn: String) -> String {
    guard !word.isEmpty else { return line }
    var result = ""
    var rest = line[...]
    while let found = rest.firstRange(of: word) {
      let before =
        found.lowerBound == line.startIndex ? nil : line[line.index(before: found.lowerBound)]
      let after = found.upperBound == line.endIndex ? nil : line[found.upperBound]
      let isWhole = ![before, after].contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
      result += rest[..<found.lowerBound] + (isWhole ? standIn[...] : rest[found])
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}

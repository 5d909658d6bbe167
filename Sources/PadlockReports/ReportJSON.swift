import FoundationEssentials
public import PadlockModel
import PadlockRedaction

/// Renders `padlock.report/1` with sorted keys, so that equal reports give equal bytes.
public func renderJSON(_ report: Report) -> String { JSONText.make(report) }

/// Renders a file of a bundle with sorted keys; equal ones give equal bytes.
public func renderJSON(_ document: some BundleDocument) -> String { JSONText.make(document) }

/// JSON as Padlock writes it.
enum JSONText {
  /// Pretty-printed with sorted keys and a line feed at the end; what a reader could not see stands
  /// as `\u202e`, so that the text is safe on a terminal and decodes to what it was.
  static func make(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return escapingHidden(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
    } catch {
      // JSONEncoder fails on numbers that are none alone, and these values hold whole numbers.
      preconditionFailure("this is a bug in Padlock: a report could not be encoded: \(error)")
    }
  }

  private static func escapingHidden(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if scalar == "\n" || !VisibleText.isHidden(scalar) {
        result.append(scalar)
      } else {
        for unit in Character(scalar).utf16 {
          let digits = String(unit, radix: 16)
          let padding = String(repeating: "0", count: 4 - digits.count)
          result.append(contentsOf: "\\u\(padding)\(digits)".unicodeScalars)
        }
      }
    }
    return String(result)
  }
}

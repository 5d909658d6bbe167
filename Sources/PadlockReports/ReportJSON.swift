import FoundationEssentials
public import PadlockModel
import PadlockRedaction

/// Renders `padlock.report/1` with sorted keys, so that equal reports give equal bytes.
///
/// - Throws: `EncodingFailure` where a value cannot be written as JSON.
public func renderJSON(_ report: Report) throws(EncodingFailure) -> String {
  try JSONText.make(report)
}

/// A value could not be written as JSON: a bug in Padlock, for its values hold texts and numbers.
public struct EncodingFailure: Error, Sendable, Equatable {
  /// Where in the value it is, without what stands there.
  public let place: String
}

/// Renders a file of a bundle with sorted keys; equal ones give equal bytes.
///
/// - Throws: `EncodingFailure` where a value cannot be written as JSON.
public func renderJSON(_ document: some BundleDocument) throws(EncodingFailure) -> String {
  try JSONText.make(document)
}

/// JSON as Padlock writes it.
public enum JSONText {
  /// With sorted keys and a line feed at the end, pretty-printed or on one line; what a reader could
  /// not see stands as `\u202e`, so that the text is safe on a terminal and decodes to what it was.
  ///
  /// - Throws: `EncodingFailure` where a value cannot be written as JSON.
  public static func make(
    _ value: some Encodable, onOneLine: Bool = false
  ) throws(EncodingFailure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !onOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      return escapingHidden(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
    } catch EncodingError.invalidValue(_, let context) {
      throw EncodingFailure(place: context.codingPath.map(\.stringValue).joined(separator: "."))
    } catch {
      throw EncodingFailure(place: "")
    }
  }

  private static func escapingHidden(_ json: String) -> String {
    var result = ""
    result.reserveCapacity(json.utf8.count)
    var rest = json[...]
    // Plain text, which nearly all of it is, is taken over run by run.
    while let place = rest.utf8.firstIndex(where: { $0 >= 0x7F || ($0 < 0x20 && $0 != 0x0A) }) {
      let scalar = rest.unicodeScalars[place]
      result += rest[..<place]
      if VisibleText.isHidden(scalar) {
        for unit in Character(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
      rest = rest[rest.unicodeScalars.index(after: place)...]
    }
    return result + rest
  }
}

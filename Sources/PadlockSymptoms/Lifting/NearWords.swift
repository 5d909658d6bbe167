public import PadlockModel

/// Tells by the lines around a message which of its meanings it has.
///
/// The same exception stands above `HttpsURLConnection` in a client's stack trace and above
/// `Acceptor` in a server's; which words tell, the rules say.
public struct NearWords {
  /// How many lines before a message, and after it, are near it; an empty line ends them.
  private static let before = 2
  private static let after = 40

  private let words: [String: [[UInt8]]]

  /// - Parameter symptoms: by their ids.
  public init(_ symptoms: [String: Symptom]) {
    words = symptoms.compactMapValues { symptom in
      symptom.near.isEmpty ? nil : symptom.near.map { Array($0.utf8) }
    }
  }

  /// The messages, each with the meaning first that most of the words near it speak for.
  public func ordered(
    _ messages: [Recognition.Message], in text: String
  ) -> [Recognition.Message] {
    guard messages.contains(where: isOpen) else { return messages }
    let lines = PlainLines.of(text, most: .max, longest: PlaceScan.longestLine)
    return messages.map { message in
      guard isOpen(message) else { return message }
      let window = Self.window(of: message, in: lines)
      let counts = message.readings.map { reading in
        (words[reading.symptom] ?? []).count { word in
          PlainBytes.find(word, in: window) != nil
        }
      }
      guard let most = counts.max(), most > 0, counts.count(where: { $0 == most }) == 1,
        let index = counts.firstIndex(of: most)
      else { return message }
      var readings = message.readings
      readings.insert(readings.remove(at: index), at: 0)
      return message.ordered(readings)
    }
  }

  private func isOpen(_ message: Recognition.Message) -> Bool {
    message.readings.count > 1 && message.readings.contains { words[$0.symptom] != nil }
  }

  private static func window(of message: Recognition.Message, in lines: [Substring]) -> [UInt8] {
    let first = max(0, message.line - 1 - before)
    let last = min(lines.count, message.line - 1 + max(1, message.lineCount) + after)
    guard first < last else { return [] }
    let start = min(message.line - 1, last - 1)
    let head = lines[first..<start].reversed().prefix { !$0.allSatisfy(\.isWhitespace) }.reversed()
    let tail = lines[start..<last].prefix { !$0.allSatisfy(\.isWhitespace) }
    return (Array(head) + tail).flatMap { Array($0.utf8.prefix(PlaceScan.longestLine)) + [0x0A] }
  }
}

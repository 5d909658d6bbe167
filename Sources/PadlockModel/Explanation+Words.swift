extension Side {
  /// Where something is printed.
  fileprivate var place: String { self == .either ? "on either side" : "on the \(rawValue)" }
}

extension Explanation.Reading {
  /// The meaning, after the side that prints the words and the one that they blame.
  public var sentence: String {
    switch (side, accuses) {
    case (.either, _): meaning
    case (_, .either): "Printed \(side.place): \(meaning)"
    default: "Printed \(side.place), it accuses the \(accuses.rawValue): \(meaning)"
    }
  }
}

extension Explanation.Match {
  /// Who prints the message, on which side, and whom it therefore accuses, in a sentence.
  public var speaker: String {
    let who = software.isEmpty ? "" : " by \(software.joined(separator: ", ")),"
    let blame =
      switch (accuses, side) {
      case (.either, .either): "which one it was tells what it means"
      case (.either, _): "it does not say whose fault it is"
      case (side, _): "it accuses the \(side.rawValue) itself"
      default: "it accuses the \(accuses.rawValue)"
      }
    return "Printed\(who) \(side.place): \(blame)."
  }
}

extension Explanation {
  /// What makes a message known that is not yet.
  public static let whatHelps = [
    "the exact message, as the program prints it, not retold or translated",
    "the log of the server from its last start on, and the line that names the exception",
    "which side printed it, the client or the server, and with which program and version",
  ]
}

extension Explanation.Lifted {
  /// What was taken out of the text, with what it is.
  public var words: [(name: String, value: String)] {
    var words: [(name: String, value: String)] = []
    if let host { words.append(("host", host)) }
    if let port { words.append(("port", String(port))) }
    if let product { words.append(("product", product)) }
    if !versions.isEmpty {
      words.append(
        ("versions", versions.map { "\($0.software) \($0.version)" }.joined(separator: ", ")))
    }
    return words
  }
}

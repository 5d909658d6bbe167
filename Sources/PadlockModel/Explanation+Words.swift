extension Explanation.Match {
  /// Who prints the message, on which side, and whom it therefore accuses, in a sentence.
  public var speaker: String {
    let who = software.isEmpty ? "" : " by \(software.joined(separator: ", ")),"
    let place = side == .either ? "on either side" : "on the \(side.rawValue)"
    let blame =
      switch (accuses, side) {
      case (.either, .either): "which of them decides whom it accuses"
      case (.either, _): "it does not say whose fault it is"
      case (side, _): "it accuses the \(side.rawValue) itself"
      default: "it accuses the \(accuses.rawValue)"
      }
    return "Printed\(who) \(place): \(blame)."
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

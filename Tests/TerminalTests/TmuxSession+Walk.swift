import Testing

/// A screen of the wizard, with what tells that it is there.
enum Stop: String, CaseIterable {
  case target = "1 Target"
  case symptom = "type, or paste a ticket"
  case evidence = "Enter shows the diagnosis"
  case diagnosis = "Why  Evidence"
  case fix = "[ ] 1 "
}

extension TmuxSession {
  /// Starts the program, and goes on with Enter to a screen of the wizard.
  convenience init(
    _ arguments: String, at stop: Stop, saying words: String? = nil, columns: Int = 80,
    rows: Int = 24, environment: String = ""
  ) throws {
    try self.init(arguments, columns: columns, rows: rows, environment: environment)
    try expect(Stop.target.rawValue)
    try walk(from: .target, to: stop, saying: words)
  }

  /// Goes on with Enter from one screen to a later one; on the way `words` say what the user saw.
  func walk(from start: Stop, to stop: Stop, saying words: String? = nil) throws {
    let way = Stop.allCases.drop { $0 != start }.dropFirst()
    for next in way.prefix(through: way.firstIndex(of: stop) ?? way.startIndex) {
      try press("Enter")
      try expect(next.rawValue)
      guard next == .symptom, let words else { continue }
      try type(words)
      try expect(String(words.suffix(10)))
    }
  }
}

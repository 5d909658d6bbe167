public import PadlockModel

/// Something in a rules file that is wrong, with its place and what to write instead.
public struct RuleProblem: Error, Hashable, Sendable {
  /// Whether the rules can be used all the same.
  public enum Gravity: String, Sendable, Codable {
    case error, warning
  }

  public var source: SourcePosition
  public var gravity: Gravity
  /// What was seen and what it means; no full stop.
  public var message: String
  /// What belongs there: it stands between “write” and “instead”.
  public var instead: String

  public init(
    at source: SourcePosition, gravity: Gravity = .error, _ message: String, instead: String
  ) {
    self.source = source
    self.gravity = gravity
    self.message = message
    self.instead = instead
  }
}

extension RuleProblem: CustomStringConvertible {
  /// One line as compilers print it: `file:line:column: error: message; write … instead`.
  public var description: String {
    "\(source.file):\(source.line):\(source.column): \(gravity.rawValue): \(message); "
      + "write \(instead) instead"
  }
}

extension RuleProblem: Comparable {
  /// By file, line, column, then by what it says.
  public static func < (a: RuleProblem, b: RuleProblem) -> Bool {
    (a.source.file, a.source.line, a.source.column, a.message, a.instead)
      < (b.source.file, b.source.line, b.source.column, b.message, b.instead)
  }
}

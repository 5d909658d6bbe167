/// What a fact says.
public enum FactValue: Hashable, Sendable {
  case boolean(Bool)
  case integer(Int)
  case text(String)
  case time(Timestamp)
  /// A span of time in seconds.
  case duration(seconds: Int)
  /// Several texts, in the order in which they were seen.
  case list([String])
}

extension FactValue: CustomStringConvertible {
  /// The value as a person would write it: `true`, `8081`, `JKS`, `2026-11-20T10:14:09Z`, `a, b`.
  public var description: String {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .text(let value): value
    case .time(let value): value.description
    case .duration(let seconds): DurationText.format(seconds: seconds)
    case .list(let values): values.isEmpty ? "none" : values.joined(separator: ", ")
    }
  }
}

/// What values a fact can have.
public enum FactType: Hashable, Sendable {
  case boolean
  case integer
  case text
  /// One of these words.
  case choice([String])
  case time
  case duration
  /// Any texts, or only these words where some are given.
  case list([String]?)

  /// The type's name in error messages and generated pages.
  public var name: String {
    switch self {
    case .boolean: "true or false"
    case .integer: "number"
    case .text: "text"
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .time: "time"
    case .duration: "duration"
    case .list(nil): "list"
    case .list(let words?): "list of " + words.joined(separator: ", ")
    }
  }
}

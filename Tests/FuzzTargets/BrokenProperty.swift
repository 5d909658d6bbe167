import PadlockRedaction

/// Something that must hold for every input, and does not.
public struct BrokenProperty: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Says that `holds` must be true.
func demand(_ holds: Bool, _ what: @autoclosure () -> String) throws(BrokenProperty) {
  guard holds else { throw BrokenProperty(what()) }
}

/// Says that two readings of one input must be equal, and returns the first.
@discardableResult
func demandEqual<Value: Equatable>(
  _ one: Value, _ other: Value, _ what: @autoclosure () -> String
) throws(BrokenProperty) -> Value {
  try demand(one == other, "\(what()):\n\(one)\n\(other)")
  return one
}

/// Calls `read` twice: equal input gives an equal value, or an equal failure.
@discardableResult
func demandStable<Value: Equatable, Failure: Error & Equatable>(
  _ read: () throws(Failure) -> Value
) throws(BrokenProperty) -> Value? {
  func outcome() -> Result<Value, Failure> {
    do throws(Failure) { return .success(try read()) } catch { return .failure(error) }
  }
  let first = try demandEqual(outcome(), outcome(), "read twice, it differs")
  return try? first.get()
}

/// Says that a text of ours shows everything in it, and does nothing to a terminal.
func demandVisible(
  _ text: String, allowing allowed: Set<Unicode.Scalar> = []
) throws(BrokenProperty) {
  let hidden = text.unicodeScalars.first { VisibleText.isHidden($0) && !allowed.contains($0) }
  try demand(
    hidden == nil, "U+\(String(hidden?.value ?? 0, radix: 16)) in \(text.debugDescription)")
}

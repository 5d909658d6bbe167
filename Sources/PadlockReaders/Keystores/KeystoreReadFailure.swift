/// A place in a file where its structure breaks, with what was expected and what was there.
///
/// Two failures are equal by all three parts, so a test states them without prose.
public struct KeystoreReadFailure: Error, Equatable, Hashable, Sendable {
  /// The offset in bytes from the start of the structure that was read.
  public let offset: Int
  /// What the format wants at that offset, as a noun phrase.
  public let expected: String
  /// What is there, as a noun phrase.
  public let found: String

  /// A failure at `offset`.
  public init(offset: Int, expected: String, found: String) {
    self.offset = offset
    self.expected = expected
    self.found = found
  }

  /// Whether the file ended where more was expected.
  public var isTruncation: Bool { found.hasPrefix("the end of the file") }
}

extension KeystoreReadFailure: CustomStringConvertible {
  public var description: String { "expected \(expected) at offset \(offset), found \(found)" }
}

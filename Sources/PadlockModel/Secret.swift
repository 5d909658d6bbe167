/// A value read from a configuration or a file that must never leave the program.
///
/// It is used through ``withBytes(_:)`` and prints as `<secret>` everywhere, also in `dump`. Two
/// secrets can be compared, so a fact may say "the key has another password" without either value.
public struct Secret: Equatable, Hashable, Sendable {
  private let bytes: [UInt8]

  /// A secret that holds the UTF-8 of `text`.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// A secret that holds `bytes` as they were read.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }

  /// Whether nothing is in it.
  public var isEmpty: Bool { bytes.isEmpty }

  /// Lends the bytes to `body`, which must not keep, print or log them.
  public func withBytes<R, E: Error>(_ body: ([UInt8]) throws(E) -> R) throws(E) -> R {
    try body(bytes)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "<secret>" }
  public var debugDescription: String { "<secret>" }
  public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

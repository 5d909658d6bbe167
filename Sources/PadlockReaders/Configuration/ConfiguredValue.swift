public import PadlockModel

/// A value as a configuration holds it, which may be a password and therefore never prints.
///
/// It shows as `<configured value>` in descriptions, string interpolation and `dump`; whoever needs
/// the value asks for ``text`` or ``secret`` by name.
public struct ConfiguredValue: Equatable, Hashable, Sendable {
  /// The value in clear, for settings that are known not to be secret.
  public let text: String

  /// A value that holds `text`.
  public init(_ text: String) {
    self.text = text
  }

  /// The value as a secret.
  public var secret: Secret { Secret(text) }

  /// Whether nothing is in it.
  public var isEmpty: Bool { text.isEmpty }
}

extension ConfiguredValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
  public var description: String { "<configured value>" }
  public var debugDescription: String { "<configured value>" }
  public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}

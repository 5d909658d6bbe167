/// A fault in the format of a configuration file that changes or loses settings.
public enum DefectKind: String, CaseIterable, Sendable {
  /// An option stands on a line without the key that would make it count.
  case lineWithoutKey = "line-without-key"
  /// Two lines have one number; only the first counts.
  case numberDuplicate = "number-duplicate"
  /// The numbers of a series are not consecutive.
  case numberGap = "number-gap"
  /// Options are there, commented out.
  case linesCommented = "lines-commented"
  /// Single backslashes are read as escapes and change a value.
  case pathBackslashes = "path-backslashes"
  /// An unescaped comma cuts a value.
  case valueComma = "value-comma"
  /// A line break splits the launch line.
  case lineBroken = "line-broken"
  /// A space is missing before an option.
  case missingSpace = "missing-space"
  /// The shell changes or cuts an unquoted value.
  case shellCharacters = "shell-characters"
  /// An option begins with a dash that is none.
  case typographicDash = "typographic-dash"
  /// A byte order mark hides the first line's option.
  case byteOrderMark = "byte-order-mark"
  /// The file is UTF-16.
  case utf16
  /// Line ends carry a carriage return that ends up in values or in the interpreter's name.
  case carriageReturns = "carriage-returns"
}

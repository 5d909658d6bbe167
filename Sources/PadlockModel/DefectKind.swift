/// The kinds of faults that a reader finds in the form of a file.
public enum DefectKind: String, CaseIterable, Sendable {
  /// An option stands alone, without the key in front of it.
  case lineWithoutKey = "line-without-key"
  /// The same number of a series is used twice.
  case numberDuplicate = "number-duplicate"
  /// The numbers of a series are not 1, 2, 3 and so on.
  case numberGap = "number-gap"
  /// A line with an option is a comment, and the option is set nowhere else.
  case linesCommented = "lines-commented"
  /// Single backslashes vanish or become control characters.
  case pathBackslashes = "path-backslashes"
  /// A `\u` is not followed by four hexadecimal digits.
  case malformedUnicodeEscape = "malformed-unicode-escape"
  /// A comma that is not escaped ends the value.
  case valueComma = "value-comma"
  /// The launch line ends before its options, which begin the next line.
  case lineBroken = "line-broken"
  /// One option swallows the next, as no space stands between them.
  case missingSpace = "missing-space"
  /// Several options reach the program as a single one.
  case optionsJoined = "options-joined"
  /// The shell cuts or changes the value of an option.
  case shellCharacters = "shell-characters"
  /// A quote is opened and never closed.
  case quoteUnbalanced = "quote-unbalanced"
  /// A dash copied from a web page stands where a hyphen belongs.
  case typographicDash = "typographic-dash"
  /// A quotation mark copied from a web page stands where a plain one belongs.
  case typographicQuote = "typographic-quote"
  /// A space that does not separate, such as U+00A0, stands where a plain one belongs.
  case typographicSpace = "typographic-space"
  /// A byte order mark becomes part of the first key.
  case byteOrderMark = "byte-order-mark"
  /// The file is UTF-16, which its program does not read.
  case utf16 = "utf16"
  /// A carriage return becomes part of a value or of the interpreter's name.
  case carriageReturns = "carriage-returns"
  /// No line starts the program.
  case noLaunchLine = "no-launch-line"
  /// A `-D` option stands after the jar, where it is an ordinary argument.
  case systemPropertyAfterJar = "system-property-after-jar"
  /// A `--` option stands before the jar, where the virtual machine refuses it.
  case argumentBeforeJar = "argument-before-jar"
  /// An option of a series has another form than `-Dname=value`.
  case wrongOptionForm = "wrong-option-form"
  /// An option stands under a key that the program does not read.
  case wrongKey = "wrong-key"
  /// An option is given more than once.
  case optionRepeated = "option-repeated"
  /// A variable is set and not exported, so the program does not see it.
  case notExported = "not-exported"
  /// A line has no form that the program understands, and is ignored.
  case lineIgnored = "line-ignored"
  /// The file's format is broken in a way for which no program reads any of it.
  case notWellFormed = "not-well-formed"
  /// The file includes another that is not there, for which its program refuses all of it.
  case includeMissing = "include-missing"
}

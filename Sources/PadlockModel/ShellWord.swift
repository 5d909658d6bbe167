/// A value as one word of a POSIX shell's command line.
public enum ShellWord {
  /// Whether a shell takes `value` as it is.
  public static func isPlain(_ value: String) -> Bool {
    !value.isEmpty
      && value.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", ":", "@", "+", "=", ",", "[",
          "]":
          true
        default: false
        }
      }
  }

  /// `value` in single quotes, unless it needs none.
  public static func quoted(_ value: String) -> String {
    isPlain(value) ? value : "'\(value.replacing("'", with: #"'\''"#))'"
  }
}

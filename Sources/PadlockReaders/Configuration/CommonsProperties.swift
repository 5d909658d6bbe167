/// The property lines of Apache commons-configuration 1.x, which YAJSW reads its file with.
///
/// ```
/// # a comment
/// wrapper.java.additional.10 = -Dserver.ssl.key-store=c:\\certs\\agent.jks
/// wrapper.app.parameter.1 : one\
///   two
/// ```
/// A comment or an empty line inside a continued value is skipped, and a value that is continued
/// at the end of the file is lost, both unlike `java.util.Properties`
/// (`PropertiesConfiguration.PropertiesReader`).
struct CommonsProperties {
  /// A key and its value as they are written, before any unescaping.
  struct Entry: Equatable {
    var key: String
    var rawValue: String
    var line: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var comments: [TextLine] = []

  init(_ lines: [TextLine]) {
    var joined = ""
    var firstLine: Int?
    for line in lines {
      let text = line.trimmed
      guard let first = text.utf8.first else { continue }
      if first == 0x23 || first == 0x21 {
        comments.append(line)
        continue
      }
      if firstLine == nil { firstLine = line.number }
      let trailing = text.utf8.reversed().prefix { $0 == 0x5C }.count
      if trailing % 2 == 1 {
        joined += text.dropLast()
        continue
      }
      joined += text
      entries.append(Self.split(joined, line: firstLine ?? line.number))
      joined = ""
      firstLine = nil
    }
  }

  /// Splits at the first `=`, `:` or blank that no backslash precedes.
  static func split(_ line: String, line number: Int) -> Entry {
    var key = String.UnicodeScalarView()
    let scalars = line.unicodeScalars
    var index = scalars.startIndex
    var escaped = false
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if escaped {
        if !isSeparator(scalar), !isBlank(scalar) { key.append("\\") }
        key.append(scalar)
        escaped = false
      } else if scalar == "\\" {
        escaped = true
      } else if isSeparator(scalar) || isBlank(scalar) {
        break
      } else {
        key.append(scalar)
      }
      index = scalars.index(after: index)
    }
    while index < scalars.endIndex, isBlank(scalars[index]) { index = scalars.index(after: index) }
    if index < scalars.endIndex, isSeparator(scalars[index]) {
      index = scalars.index(after: index)
    }
    let value = Substring(scalars[index...]).trimmingJavaSpace
    let name = Substring(String(key)).trimmingJavaSpace
    return Entry(key: String(name), rawValue: String(value), line: number)
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "=" || scalar == ":"
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\u{0C}"
  }
}

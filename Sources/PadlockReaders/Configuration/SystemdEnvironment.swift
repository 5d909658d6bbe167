import PadlockModel

/// The environment files of systemd (systemd.exec(5), `EnvironmentFile=`).
///
/// Lines are `NAME=value`; `#` and `;` begin comments; a backslash at the end continues a line;
/// single quotes keep everything, in double quotes a backslash escapes `"`, `\`, `$` and a backtick.
enum SystemdEnvironment {
  static func read(_ decoded: DecodedText, into document: inout ConfigurationDocument) {
    var start: Int?
    var joined = ""
    for line in decoded.lines {
      if start == nil {
        guard let first = line.trimmed.utf8.first, first != 0x23, first != 0x3B else { continue }
      }
      let number = start ?? line.number
      if line.text.utf8.reversed().prefix(while: { $0 == 0x5C }).count % 2 == 1 {
        joined += line.text.dropLast()
        start = number
        continue
      }
      add(joined + line.text, line: number, to: &document)
      start = nil
      joined = ""
    }
    if let start { add(joined, line: start, to: &document) }
  }

  private static func add(_ text: String, line: Int, to document: inout ConfigurationDocument) {
    guard let equals = text.firstIndex(of: "=") else {
      document.defects.append(Defect(.lineIgnored, line: line))
      return
    }
    let name = text[..<equals].trimmingJavaSpace
    guard let first = name.utf8.first, ShellLexer.isNameStart(first),
      name.utf8.allSatisfy(ShellLexer.isNameByte)
    else {
      let last = name.split(separator: " ").last.map(String.init) ?? ""
      document.defects.append(Defect(.lineIgnored, line: line, keys: last.isEmpty ? [] : [last]))
      return
    }
    let value = unquoted(text[text.index(after: equals)...].trimmingJavaSpace)
    document.settings.append(
      Setting(
        key: String(name), value: ConfiguredValue(value), line: line, source: .environment))
  }

  /// `text` as systemd takes it: quotes off, escapes resolved.
  static func unquoted(_ text: Substring) -> String {
    var result = String.UnicodeScalarView()
    var quote: Unicode.Scalar?
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if let open = quote {
        if scalar == open {
          quote = nil
        } else if scalar == "\\", open == "\"", let next = scalars.first,
          "\"\\$`".unicodeScalars.contains(next)
        {
          result.append(scalars.removeFirst())
        } else {
          result.append(scalar)
        }
      } else if scalar == "\"" || scalar == "'" {
        quote = scalar
      } else if scalar == "\\" {
        if let next = scalars.popFirst() { result.append(next) }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

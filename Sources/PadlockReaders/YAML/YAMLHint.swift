/// What to write where YAML itself is broken.
enum YAMLHint {
  static let usual = "YAML as docs/rules.md shows it"

  /// What usually mends a problem that libyaml names.
  static func instead(for problem: String) -> String {
    if problem.contains("mapping values are not allowed") {
      return "quotes around a text that holds `: `"
    }
    if problem.contains("cannot start any token") {
      return "quotes around a text that begins with `@`, `%` or a backtick"
    }
    if problem.contains("expected key") || problem.contains("expected '-' indicator")
      || problem.contains("block end")
    {
      return "every key of a mapping, and every dash of a list, in one column"
    }
    if problem.contains("':'") { return "`key: value`" }
    if problem.contains("another document") { return "one document without `---`" }
    if problem.contains("',' or") { return "a comma between the values and the closing bracket" }
    if problem.contains("end of stream") { return "the closing quote" }
    return usual
  }

  /// Where a key stands again: the next line that has it in the same column, before one that ends
  /// the mapping; else the place where it stands first.
  static func repetition(
    of key: String, after line: Int, column: Int, in text: String
  ) -> YAMLTree.Place {
    let first = YAMLTree.Place(line: line, column: column)
    var number = 0
    for content in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard number > line else { continue }
      let indentation = content.prefix { $0 == " " }.count
      let rest = content.dropFirst(indentation)
      if rest.isEmpty || rest.hasPrefix("#") { continue }
      if indentation < column - 1 { break }
      if indentation == column - 1,
        ["\(key):", "\"\(key)\":", "'\(key)':"].contains(where: { rest.hasPrefix($0) })
      {
        return YAMLTree.Place(line: number, column: column)
      }
    }
    return first
  }
}

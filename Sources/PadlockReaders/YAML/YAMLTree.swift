/// A YAML document as values with their places, independent of the library that parsed it.
package struct YAMLTree: Sendable {
  /// 1-based line and column, columns counted in Unicode scalars.
  package struct Place: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  package struct Entry: Sendable {
    package var key: String
    package var place: Place
    package var value: YAMLTree
  }

  package enum Value: Sendable {
    /// `isPlain` without quotes, so that `true` and `"true"` can be told apart.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLTree])
    case mapping([Entry])
  }

  package var place: Place
  package var value: Value

  /// The beginning of a text in the words of messages, with nothing invisible in it.
  static func quoted(_ text: String) -> String {
    let visible = text.unicodeScalars.prefix(60).map { scalar in
      let properties = scalar.properties
      let isVisible = properties.isAlphabetic && !properties.isDefaultIgnorableCodePoint
      return (0x20..<0x7F).contains(scalar.value) || isVisible
        ? String(scalar) : scalar.escaped(asASCII: true)
    }
    return "`" + visible.joined() + "`"
  }

  /// What it is, in the words of messages.
  package var shape: String {
    switch value {
    case .scalar("", isPlain: true): "nothing"
    case .scalar(let text, _): Self.quoted(text)
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

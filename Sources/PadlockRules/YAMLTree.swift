/// A YAML document as values with their places, independent of the library that parsed it.
struct YAMLTree {
  /// 1-based line and column, columns counted in Unicode scalars.
  struct Place: Hashable {
    var line: Int
    var column: Int
  }

  struct Entry {
    var key: String
    var place: Place
    var value: YAMLTree
  }

  enum Value {
    /// `isPlain` without quotes, so that `true` and `"true"` can be told apart.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLTree])
    case mapping([Entry])
  }

  var place: Place
  var value: Value

  /// What it is, in the words of messages.
  var shape: String {
    switch value {
    case .scalar("", isPlain: true): "nothing"
    case .scalar(let text, _): "`\(text.prefix(60))`"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

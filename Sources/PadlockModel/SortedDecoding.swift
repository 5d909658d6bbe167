extension KeyedDecodingContainer {
  /// Decodes numbers by name in the order of the names, so that of several that are none the same one
  /// is named each time.
  func decode(_ type: [String: Int].Type, forKey key: Key) throws -> [String: Int] {
    let named = try nestedContainer(keyedBy: Name.self, forKey: key)
    var values: [String: Int] = [:]
    for name in named.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      values[name.stringValue] = try named.decode(Int.self, forKey: name)
    }
    return values
  }
}

/// Any name.
private struct Name: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

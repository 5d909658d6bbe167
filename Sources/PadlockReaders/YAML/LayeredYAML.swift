/// Configuration in YAML that several files make together, those that win first.
///
/// Mappings merge deeply; a scalar or a list is taken whole from the first file that has it.
///
/// ```
/// auth:                # conf.d/010-own.yml, the first
///   host: agent01
/// ```
/// over `auth: { host: localhost, port: 9497 }` yields `agent01` for `auth.host`, and `9497` for
/// `auth.port` from the second. A key with nothing behind it counts as not set.
public struct LayeredYAML: Sendable {
  /// A value with the place that it comes from.
  public struct Scalar: Equatable, Sendable {
    public let text: String
    /// Whether it stands in quotes, so that `"true"` is a text.
    public let isQuoted: Bool
    public let file: String
    public let line: Int
    /// The place of its file among the layers, from 0.
    public let layer: Int

    /// What YAML 1.1 takes for true or false where it has no quotes (yaml.org/type/bool, without
    /// the single letters, which its usual readers take for texts).
    public var boolean: Bool? { isQuoted ? nil : Self.boolean(text) }

    /// What a text would be if it had no quotes.
    public static func boolean(_ text: String) -> Bool? {
      switch text.lowercased() {
      case "true", "yes", "on": true
      case "false", "no", "off": false
      default: nil
      }
    }
  }

  /// One file of it.
  public struct Layer: Sendable {
    public let file: String
    fileprivate let root: YAMLTree?

    /// Reads a file.
    ///
    /// - Throws: ``YAMLFailure`` where it is no mapping in YAML.
    public init(_ file: String, _ bytes: [UInt8]) throws(YAMLFailure) {
      self.file = file
      do throws(YAMLRefusal) {
        root = try YAMLDocument.parse(bytes)
      } catch {
        throw YAMLFailure(
          line: error.place.line, problem: error.message, isUnclear: error.repeatsKey)
      }
      if let root, case .scalar(let text, _) = root.value, !text.isEmpty {
        throw YAMLFailure(line: root.place.line, problem: "it holds no key", isUnclear: false)
      }
    }

    /// Whether it has the key, with or without a value behind it.
    public func has(_ key: String) -> Bool { place(of: key) != nil }

    /// The line on which a key stands.
    public func place(of key: String) -> Int? { entry(key)?.place.line }

    fileprivate func entry(_ key: String) -> YAMLTree.Entry? {
      var tree = root
      var entry: YAMLTree.Entry?
      for name in key.split(separator: ".") {
        guard case .mapping(let entries)? = tree?.value,
          let next = entries.last(where: { $0.key == name })
        else { return nil }
        entry = next
        tree = next.value
      }
      return entry
    }
  }

  public let layers: [Layer]

  /// - Parameter layers: the files, of which the first win.
  public init(_ layers: [Layer]) { self.layers = layers }

  /// The value that counts for a key such as `auth.host`; nil where none is set.
  public subscript(key: String) -> Scalar? {
    values(key).first
  }

  /// What each file has for a key, in the order of the files.
  public func values(_ key: String) -> [Scalar] {
    layers.enumerated().compactMap { index, layer in
      guard let entry = layer.entry(key), case .scalar(let text, let isPlain) = entry.value.value,
        !text.isEmpty || !isPlain
      else { return nil }
      return Scalar(
        text: text, isQuoted: !isPlain, file: layer.file, line: entry.value.place.line,
        layer: index)
    }
  }
}

/// Why a file is not taken as YAML.
public struct YAMLFailure: Error, Equatable, Sendable {
  public let line: Int
  public let problem: String
  /// Whether other readers may take it all the same: a key stands twice in it.
  public let isUnclear: Bool
}

/// Ids whose rules are not written yet; cases that need them are left out until their line goes.
enum Awaited {
  private static let ids: Set<String> = []

  /// Systems of products whose files are not known yet.
  static let products: Set<String> = []

  static func holds(_ id: String) -> Bool {
    ids.contains(id) || ids.contains { $0.hasSuffix(".") && id.hasPrefix($0) }
  }

  /// What is written by now, and should not be waited for any more.
  static func arrived(in rules: Set<String>) -> [String] {
    ids.filter { entry in
      entry.hasSuffix(".") ? rules.contains { $0.hasPrefix(entry) } : rules.contains(entry)
    }.sorted()
  }
}

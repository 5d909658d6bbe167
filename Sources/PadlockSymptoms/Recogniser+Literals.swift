extension Recogniser {
  /// What logs are searched for: a line without any of these is not looked at more closely.
  ///
  /// Each is the part of a text that is written alike everywhere; `grep -F` takes them as patterns.
  public var literalsInLogs: [String] {
    logSearch.literals.map { String(decoding: $0, as: UTF8.self) }
  }
}

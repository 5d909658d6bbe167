import CRules
public import PadlockModel

/// The rules that are part of the program.
public enum EmbeddedRules {
  /// The compiled rules as they were embedded.
  public static var bytes: [UInt8] {
    guard let start = crules_bytes() else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: crules_size()))
  }

  /// Reads the embedded rules, in milliseconds.
  ///
  /// - Throws: ``CompiledRulesFailure`` where the program was built with broken rules, which is a
  ///   bug in Padlock.
  public static func load() throws(CompiledRulesFailure) -> RuleSet {
    try CompiledRules.decode(bytes)
  }
}

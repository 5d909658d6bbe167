import Foundation

/// The sanitizer that `scripts/check --sanitize` runs the tests under.
public enum Sanitizer {
  /// What it is told by; the programs that the tests start, which are built with it, need that too.
  public static let variables = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
  }

  /// Whether there is one: it needs `/proc` and much memory, and time.
  public static var isActive: Bool { !variables.isEmpty }

  /// Whether what is never freed fails the process that forgot it.
  public static let findsLeaks = variables["LSAN_OPTIONS"] != nil

  /// Whether a process in which two threads touched the same thing without a lock fails.
  public static let findsRaces = variables["TSAN_OPTIONS"] != nil

  /// A bound on time, as long as it takes under a sanitizer.
  public static func bound(_ duration: Duration) -> Duration {
    isActive ? duration * 20 : duration
  }
}

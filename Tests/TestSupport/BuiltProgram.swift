import Foundation

/// The `padlock` that was built together with the tests.
public enum BuiltProgram {
  /// `PADLOCK`, where it is set, else the program beside the tests.
  public static let path: String = {
    if let named = ProcessInfo.processInfo.environment["PADLOCK"] { return named }
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folders = ([own] + CommandLine.arguments).map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().path
    }
    let found = folders.map { $0 + "/padlock" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    return found ?? own
  }()

  /// The top of the package.
  public static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
}

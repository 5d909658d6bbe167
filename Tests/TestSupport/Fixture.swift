import Foundation

/// The files under `Tests/Fixtures`.
public enum Fixture {
  /// The path of a fixture, `tls/leaf.pem`; a whole path stays what it is.
  public static func path(_ name: String) -> String {
    if name.hasPrefix("/") { return name }
    return URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(name).path
  }

  /// A fixture's bytes.
  public static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}

import Foundation

/// Keeps the reports of tests for programs that read them back, such as a validator of the schema.
public enum KeptReport {
  /// Writes a report in JSON to the folder that `PADLOCK_REPORTS` names, if it names one.
  public static func keep(_ json: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["PADLOCK_REPORTS"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/test-\(UUID().uuidString).json"
    try Data(json.utf8).write(to: URL(fileURLWithPath: path))
  }
}

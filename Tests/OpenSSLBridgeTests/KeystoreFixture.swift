import Foundation
import OpenSSLBridge
import PadlockModel

/// The keystores of `Tests/Fixtures/keystores`, made by the script there.
enum KeystoreFixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/keystores")

  static func bytes(_ name: String) throws -> [UInt8] {
    // `Data(contentsOf:)` leaks on an empty file, which the address sanitizer would report.
    let file = try FileHandle(forReadingFrom: folder.appending(path: name))
    return Array(try file.readToEnd() ?? Data())
  }

  static func inspect(
    _ name: String, password: String? = "changeit", keyPassword: String? = nil,
    openKeys: Bool = true
  ) throws -> KeystoreInspection {
    inspectKeystore(
      bytes: try bytes(name), password: password.map { Secret($0) },
      keyPassword: keyPassword.map { Secret($0) }, openKeys: openKeys)
  }
}

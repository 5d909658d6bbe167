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

  /// A key in PKCS8 that asks for 2,130,706,432 rounds, under the headers of another form.
  static var endlessKey: [UInt8] {
    // SEQUENCE { SEQUENCE { pbeWithSHAAnd3-KeyTripleDES-CBC, SEQUENCE { salt, rounds } }, bytes }
    let der: [UInt8] =
      [0x30, 0x1C, 0x30, 0x17, 0x06, 0x0A, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01]
      + [0x03, 0x30, 0x09, 0x04, 0x01, 0x00, 0x02, 0x04, 0x7F, 0, 0, 0, 0x04, 0x01, 0x00]
    let text = """
      -----BEGIN ENCRYPTED PRIVATE KEY-----
      Proc-Type: 4,ENCRYPTED
      DEK-Info: AES-128-CBC,000102030405060708090A0B0C0D0E0F

      \(Data(der).base64EncodedString())
      -----END ENCRYPTED PRIVATE KEY-----

      """
    return Array(text.utf8)
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

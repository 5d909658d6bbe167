import Foundation

/// The keystores of `Tests/Fixtures/keystores`, made by the script there.
enum KeystoreFixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/keystores")

  static func bytes(_ name: String) throws -> [UInt8] {
    // `Data(contentsOf:)` leaks on an empty file, which the address sanitizer would report.
    let file = try FileHandle(forReadingFrom: folder.appending(path: name))
    return Array(try file.readToEnd() ?? Data())
  }
}

/// Every beginning of `bytes`, and `bytes` with each byte changed in two ways.
func damaged(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
  let cuts = bytes.indices.lazy.map { Array(bytes[..<$0]) }
  let flips = bytes.indices.lazy.flatMap { index in
    [0xFF, 0x01].lazy.map { (mask: UInt8) in
      var copy = bytes
      copy[index] ^= mask
      return copy
    }
  }
  return [AnySequence(cuts), AnySequence(flips)].lazy.joined()
}

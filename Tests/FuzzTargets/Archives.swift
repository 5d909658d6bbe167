import ArchiveBridge
import Foundation
import PadlockCollectors
import PadlockCommands
import PadlockModel
import Synchronization

func checkArchive(_ bytes: [UInt8]) throws {
  let place = try PrivateFolder()
  defer { place.remove() }
  let (path, folder) = ("\(place.path)/archive", "\(place.path)/files")
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
  let limits = UnpackingLimits(
    members: 100, memberBytes: 1 << 18, bytes: 1 << 19, freeBytes: 1 << 16)
  var unpacker = Unpacker(limits: limits)
  guard let archive = try? unpacker.unpack(path, into: folder) else { return }
  try demand(archive.files.count <= limits.members + 1, "\(archive.files.count) files")
  var written: [Int: Int] = [:]
  for file in archive.files {
    try demand(file.bytes <= limits.memberBytes, "\(file.path) has \(file.bytes) bytes")
    try demand(!file.path.split(separator: "/").contains(".."), "\(file.path) climbs out")
    try demand(MemberPath.visible(file.path) == file.path, "a control character in a path")
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file.path)")
    try demand(attributes[.type] as? FileAttributeType == .typeRegular, "\(file.path): no file")
    try demand(attributes[.size] as? Int == file.bytes, "\(file.path) has another size")
    // A link becomes another name of the same file.
    written[attributes[.systemFileNumber] as? Int ?? 0] = file.bytes
  }
  try demand(written.values.reduce(0, +) <= limits.bytes, "too much")
  for (path, why) in archive.refused {
    try demand(MemberPath.visible(path) == path, "a control character in \(path)")
    try demand(MemberPath.visible(why.words) == why.words, "a control character in \(why.words)")
  }
}

func checkDecompression(_ bytes: [UInt8]) throws(BrokenProperty) {
  guard let compression = Compression(firstBytes: bytes) else { return }
  let whole = unpacked(bytes, compression, by: 1 << 16)
  try demandEqual(unpacked(bytes, compression, by: 1_000), whole, "in pieces, it differs")
}

/// What comes out of a packed stream up to its end or its fault, of at most 1 MiB.
private func unpacked(_ bytes: [UInt8], _ compression: Compression, by step: Int) -> [UInt8] {
  let at = Mutex(0)
  let limits = DecompressionLimits(output: 1 << 20, freeOutput: 1 << 20, window: 1 << 20)
  let stream = try? Decompression(compression, limits: limits) { buffer in
    at.withLock { at in
      let count = min(buffer.count, bytes.count - at, step)
      buffer.copyBytes(from: bytes[at..<(at + count)])
      at += count
      return count
    }
  }
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: step)
  while let count = buffer.withUnsafeMutableBytes({ try? stream?.read(into: $0) }), count > 0 {
    result += buffer[..<count]
  }
  return result
}

func checkBundle(_ bytes: [UInt8]) throws {
  let place = try PrivateFolder()
  defer { place.remove() }
  let path = "\(place.path)/bundle"
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  // A size that only a bomb has would be tried in full: the targets above bound it.
  let deadline = ContinuousClock.now + .seconds(2)
  let isOver: @Sendable () -> Bool = { ContinuousClock.now > deadline }
  guard let bundle = try? EvidenceBundle(path, named: "bundle", isOver: isOver) else { return }
  defer { bundle.remove() }
  try demand(!bundle.files.isEmpty, "a bundle without a file")
  for file in bundle.files {
    try demand(MemberPath.visible(file.path) == file.path, "a control character in a path")
  }
  _ = bundle.contents(ofTop: "observations.json", limit: 1 << 16)
  _ = bundle.notUnderstood([])
}

func checkBundleManifest(_ bytes: [UInt8]) throws {
  try demandKept(bytes, as: BundleManifest.self)
  try demandKept(bytes, as: BundledFiles.self)
}

/// Whether what is read from JSON is written so that it reads as it was.
func demandKept<Value: Codable & Equatable>(_ bytes: [UInt8], as: Value.Type) throws {
  guard let value = try? JSONDecoder().decode(Value.self, from: Data(bytes)) else { return }
  let written = try JSONEncoder().encode(value)
  let again = try JSONDecoder().decode(Value.self, from: written)
  try demandEqual(again, value, "written and read, it differs")
}

import ArchiveBridge
import PadlockSymptoms
import Synchronization

/// A part of a file that is open, as it was when it was opened.
final class FileBytes: LogSource {
  private let file: OpenedFile
  private let end: Int
  private let place: Mutex<Int>

  /// The bytes of `range`; what is added to the file behind it does not belong to it.
  init(_ file: OpenedFile, _ range: Range<Int>) {
    self.file = file
    end = range.upperBound
    place = Mutex(range.lowerBound)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try place.withLock { place in
      let room = buffer[..<min(buffer.count, max(0, end - place))]
      let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: room), at: place)
      place += count
      return count
    }
  }
}

/// A packed file, unpacked within bounds.
final class UnpackedBytes: LogSource {
  private let stream: Decompression

  init(_ compression: Compression, _ packed: FileBytes) throws(DecompressionFailure) {
    stream = try Decompression(compression) { try packed.read(into: $0) }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try stream.read(into: buffer)
  }
}

extension OpenedFile {
  /// How it is packed; nil where it is not.
  var compression: Compression? {
    let first = (try? bytes(from: 0, count: Compression.signatureLength)) ?? []
    return Compression(firstBytes: first)
  }

  /// Its bytes as they were before they were packed.
  func unpacked() throws(DecompressionFailure) -> any LogSource {
    let packed = FileBytes(self, 0..<information.bytes)
    guard let compression else { return packed }
    return try UnpackedBytes(compression, packed)
  }
}

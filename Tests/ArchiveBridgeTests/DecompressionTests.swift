import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ArchiveBridge

@Suite struct DecompressionTests {
  /// The program of each compression, which packs standard input.
  private static func packer(_ compression: Compression) -> String {
    compression.rawValue + (compression == .zstd || compression == .lz4 ? " -q -c" : " -c")
  }

  /// What a shell command prints.
  private static func bytes(_ command: String) throws -> [UInt8] {
    let scratch = try Scratch()
    let path = scratch.path("out")
    _ = try Command.need(["sh", "-c", "\(command) >\(path)"])
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Gives `bytes` in pieces of at most `piece`.
  private static func input(
    _ bytes: [UInt8], piece: Int = 1 << 20
  ) -> @Sendable (UnsafeMutableRawBufferPointer) throws -> Int {
    let place = Mutex(0)
    return { buffer in
      place.withLock { place in
        let count = min(buffer.count, piece, bytes.count - place)
        buffer.copyBytes(from: bytes[place..<(place + count)])
        place += count
        return count
      }
    }
  }

  private static func unpack(
    _ packed: [UInt8], limits: DecompressionLimits = DecompressionLimits(), by step: Int = 65_536,
    piece: Int = 1 << 20
  ) -> (bytes: [UInt8], failure: DecompressionFailure?) {
    var out: [UInt8] = []
    guard let compression = Compression(firstBytes: packed) else { return ([], .unsupported) }
    var buffer = [UInt8](repeating: 0, count: step)
    do throws(DecompressionFailure) {
      let stream = try Decompression(compression, limits: limits, input(packed, piece: piece))
      while true {
        var result = Result<Int, DecompressionFailure>.success(0)
        buffer.withUnsafeMutableBytes { bytes in
          do throws(DecompressionFailure) {
            result = .success(try stream.read(into: bytes))
          } catch { result = .failure(error) }
        }
        let count = try result.get()
        if count == 0 { return (out, nil) }
        out += buffer[..<count]
      }
    } catch {
      return (out, error)
    }
  }

  @Test(arguments: Compression.allCases)
  func `what the real program packed comes out as it was`(_ compression: Compression) throws {
    let plain = try Self.bytes("seq 1 200000")
    let packed = try Self.bytes("seq 1 200000 | \(Self.packer(compression))")
    #expect(Compression(firstBytes: packed) == compression)
    #expect(Self.unpack(packed).bytes == plain)
    let slowly = Self.unpack(packed, by: 7_777, piece: 1_001)
    #expect(slowly.bytes == plain)
    #expect(slowly.failure == nil)
  }

  @Test(arguments: Compression.allCases)
  func `several streams one after the other are one`(_ compression: Compression) throws {
    let packer = Self.packer(compression)
    let packed = try Self.bytes("{ seq 1 9 | \(packer); seq 10 19 | \(packer); }")
    #expect(Self.unpack(packed).bytes == (try Self.bytes("seq 1 19")))
  }

  @Test(arguments: Compression.allCases)
  func `an empty stream has no bytes`(_ compression: Compression) throws {
    let packed = try Self.bytes(": | \(Self.packer(compression))")
    let result = Self.unpack(packed)
    #expect(result.bytes.isEmpty)
    #expect(result.failure == nil)
  }

  @Test(arguments: Compression.allCases)
  func `of a stream that is cut off the beginning is kept`(
    _ compression: Compression
  ) throws {
    let packed = try Self.bytes("seq 1 400000 | \(Self.packer(compression))")
    let result = Self.unpack(Array(packed.dropLast(packed.count / 3)))
    // A block of lz4 is 4 MiB, more than all of this.
    #expect(result.bytes.starts(with: Array("1\n2\n3\n".utf8)) || compression == .lz4)
    guard case .damaged = result.failure else {
      Issue.record("\(compression): \(String(describing: result.failure))")
      return
    }
  }

  @Test(arguments: [Compression.gzip, .xz])
  func `what comes before damage is kept, however much is read at once`(
    _ compression: Compression
  ) throws {
    var packed = try Self.bytes("seq 1 1000 | \(Self.packer(compression))")
    // In what both have at the end, behind all that is packed.
    packed[packed.count - 2] ^= 0xFF
    for step in [100, 65_536] {
      let result = Self.unpack(packed, by: step)
      #expect(result.bytes == (try Self.bytes("seq 1 1000")))
      guard case .damaged = result.failure else {
        Issue.record("\(compression): \(String(describing: result.failure))")
        continue
      }
    }
  }

  @Test(arguments: Compression.allCases)
  func `no damage does any harm`(_ compression: Compression) throws {
    let packed = try Self.bytes("seq 1 50 | \(Self.packer(compression))")
    for length in 0..<packed.count { _ = Self.unpack(Array(packed[..<length])) }
    for place in packed.indices {
      var damaged = packed
      damaged[place] ^= 0xFF
      _ = Self.unpack(damaged)
    }
  }

  @Test(arguments: [1, 7, 1_000, 65_536])
  func `all that the limit allows comes out, however it is read`(step: Int) throws {
    let plain = try Self.bytes("seq 1 2000")
    let packed = try Self.bytes("seq 1 2000 | gzip")
    let whole = Self.unpack(packed, limits: DecompressionLimits(output: plain.count), by: step)
    #expect(whole.bytes == plain)
    #expect(whole.failure == nil)
    let cut = Self.unpack(packed, limits: DecompressionLimits(output: 5_000), by: step)
    #expect(cut.bytes == Array(plain[..<5_000]))
    #expect(cut.failure == .output(limit: 5_000))
  }

  @Test func `10 GiB of zeros end at the ratio, and without one at the output`() throws {
    let member = try Self.bytes("head -c 67108864 /dev/zero | gzip")
    let bomb = Array(repeatElement(member, count: 160).joined())
    let stream = try Decompression(.gzip, Self.input(bomb))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    #expect(throws: DecompressionFailure.ratio(limit: 1_000)) {
      while try stream.read(into: buffer) > 0 {}
    }
    #expect((64 << 20..<110 << 20).contains(stream.counts.unpacked))
    #expect(throws: DecompressionFailure.ratio(limit: 1_000)) { try stream.read(into: buffer) }
    let other = try Decompression(
      .gzip, limits: DecompressionLimits(output: 100 << 20, ratio: 1_000_000), Self.input(bomb))
    #expect(throws: DecompressionFailure.output(limit: 100 << 20)) {
      while try other.read(into: buffer) > 0 {}
    }
  }

  @Test func `a window that is too large is refused`() throws {
    // The block's header begins at 12: size, flags, filter, length of its properties, the
    // dictionary, and at its end a checksum.
    for (bits, window) in [(32, 256 << 20), (40, Int(UInt32.max))] {
      let packed = try Self.bytes(
        """
        seq 1 9 | xz -c | python3 -c "
        import sys, zlib
        data = bytearray(sys.stdin.buffer.read())
        assert data[14:16] == bytes([0x21, 1])
        data[16] = \(bits)
        end = 12 + data[12] * 4
        data[end:end + 4] = zlib.crc32(data[12:end]).to_bytes(4, 'little')
        sys.stdout.buffer.write(data)"
        """)
      guard case .window(let asked, 128 << 20) = Self.unpack(packed).failure else {
        Issue.record("a window of \(window) bytes was taken")
        continue
      }
      // liblzma counts what it takes beside the window.
      #expect((window..<window + 1 << 20).contains(asked))
    }
    // A frame header with a window of 2^27 or 2^30 bytes, and one raw block.
    let block: [UInt8] = [0x29, 0, 0] + Array("hello".utf8)
    #expect(Self.unpack([0x28, 0xB5, 0x2F, 0xFD, 0, 0x88] + block).bytes == Array("hello".utf8))
    guard case .damaged = Self.unpack([0x28, 0xB5, 0x2F, 0xFD, 0, 0xA0] + block).failure else {
      Issue.record("a window of 1 GiB was taken")
      return
    }
  }

  @Test func `an input that fails is told from a damaged stream`() throws {
    struct Gone: Error {}
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 16)
    defer { buffer.deallocate() }
    #expect(throws: DecompressionFailure.input) {
      _ = try Decompression(.gzip) { _ in throw Gone() }.read(into: buffer)
    }
    #expect(throws: DecompressionFailure.input) {
      _ = try Decompression(.xz) { $0.count + 1 }.read(into: buffer)
    }
  }

  @Test func `text, zeros and nothing are not packed`() {
    #expect(Compression(firstBytes: Array("2021-02-09 INFO".utf8)) == nil)
    #expect(Compression(firstBytes: Array("BZh is no header".utf8)) == nil)
    #expect(Compression(firstBytes: [0, 0, 0, 0, 0, 0]) == nil)
    #expect(Compression(firstBytes: []) == nil)
  }
}

/// How large the list of members of a 7z archive is once it is unpacked.
///
/// libarchive unpacks it whole, and makes room for all that it names. Source: 7zFormat.txt of the
/// LZMA SDK.
struct SevenZipList {
  /// The list cannot be told from its description.
  struct Damage: Error, Equatable {}

  /// The bytes of the list that the description of a packed one states, or that it has in the file.
  private(set) var bytes: Int
  private var rest: ArraySlice<UInt8> = []

  /// Reads what the file that is open as `descriptor` says; nil where it ends before its list.
  init?(_ descriptor: Int32, bytes: Int) throws(Damage) {
    let start = ArchiveForm.read(descriptor, at: 0, count: 32)
    guard start.count == 32 else { return nil }
    func number(_ at: Int) -> Int {
      Int(clamping: (0..<8).reduce(UInt64(0)) { $0 | UInt64(start[at + $1]) << UInt64(8 * $1) })
    }
    let (offset, size) = (number(12), number(20))
    guard offset <= bytes - 32, size <= bytes - 32 - offset else { return nil }
    try self.init(
      ArchiveForm.read(descriptor, at: 32 + offset, count: min(size, 64 << 10)), size: size)
  }

  /// Reads the beginning of the list, of which 64 KiB are enough, of a list of `size` bytes.
  init(_ list: [UInt8], size: Int) throws(Damage) {
    bytes = size
    guard list.first == 0x17 else { return }
    rest = list.dropFirst()
    var property = try byte()
    if property == 0x06 {
      try skipPackedStreams()
      property = try byte()
    }
    guard property == 0x07 else { throw Damage() }
    guard try byte() == 0x0B else { throw Damage() }
    let folders = try number(atMost: 1_000)
    guard try byte() == 0 else { throw Damage() }
    var sizes = 0
    for _ in 0..<folders {
      let outputs = try outputsOfFolder()
      sizes += outputs
    }
    guard try byte() == 0x0C else { throw Damage() }
    for _ in 0..<sizes {
      let unpacked = try number()
      bytes = max(bytes, unpacked)
    }
  }

  /// Where the packed streams lie, how large they are, and what their checksums are.
  private mutating func skipPackedStreams() throws(Damage) {
    _ = try number()
    let streams = try number(atMost: 1_000)
    var property = try byte()
    if property == 0x09 {
      for _ in 0..<streams { _ = try number() }
      property = try byte()
    }
    if property == 0x0A {
      var defined = streams
      if try byte() == 0 {
        defined = 0
        for first in stride(from: 0, to: streams, by: 8) {
          // The first of eight is the highest bit.
          let bits = try byte()
          defined += (bits >> UInt8(max(0, 8 - (streams - first)))).nonzeroBitCount
        }
      }
      try skip(4 * defined)
      property = try byte()
    }
    guard property == 0 else { throw Damage() }
  }

  /// How many streams come out of a chain of decoders.
  private mutating func outputsOfFolder() throws(Damage) -> Int {
    var (inputs, outputs) = (0, 0)
    let decoders = try number(atMost: 32)
    for _ in 0..<decoders {
      let flags = try byte()
      try skip(Int(flags & 0x0F))
      let isComplex = flags & 0x10 != 0
      inputs += try isComplex ? number(atMost: 1_000) : 1
      outputs += try isComplex ? number(atMost: 1_000) : 1
      if flags & 0x20 != 0 { try skip(number()) }
    }
    guard outputs > 0, inputs >= outputs - 1 else { throw Damage() }
    for _ in 0..<(2 * (outputs - 1)) { _ = try number() }
    let packed = inputs - (outputs - 1)
    if packed > 1 { for _ in 0..<packed { _ = try number() } }
    return outputs
  }

  private mutating func byte() throws(Damage) -> UInt8 {
    guard let byte = rest.popFirst() else { throw Damage() }
    return byte
  }

  private mutating func skip(_ count: Int) throws(Damage) {
    guard count <= rest.count else { throw Damage() }
    rest = rest.dropFirst(count)
  }

  /// A number in one to nine bytes: the first says by its highest bits how many follow.
  private mutating func number(atMost limit: Int = .max) throws(Damage) -> Int {
    let first = try byte()
    var value: UInt64 = 0
    for place in 0..<8 {
      let mask: UInt8 = 0x80 >> UInt8(place)
      if first & mask == 0 {
        value |= UInt64(first & (mask - 1)) << UInt64(8 * place)
        break
      }
      let next = try byte()
      value |= UInt64(next) << UInt64(8 * place)
    }
    guard value <= UInt64(limit) else {
      if limit == .max { return .max }
      throw Damage()
    }
    return Int(value)
  }
}

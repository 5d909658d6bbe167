/// Finds the end of one object in a Java serialization stream, without making the object.
///
/// A secret key in a JCEKS store is such a stream (`SealedObjectForKeyProtector`) of unstated
/// length. Source: Java Object Serialization Specification, chapter 6. Nothing of the stream is
/// kept but the shape of its classes; depth, class chains and objects are bounded.
struct JavaSerializedObject {
  private final class ClassShape {
    var flags: UInt8 = 0
    var fields: [UInt8] = []
    var parent: ClassShape?
  }

  private static let objectLimit = 10_000
  private static let endOfBlock: UInt8 = 0x78

  private var scanner: ByteScanner
  private var handles: [ClassShape?] = []
  private var contents = 0

  private init(_ scanner: ByteScanner) {
    self.scanner = scanner
  }

  /// Moves `scanner` behind the stream header and the one object that follows it.
  static func skip(in scanner: inout ByteScanner) throws(KeystoreReadFailure) {
    var reader = Self(scanner)
    let start = scanner.offset
    let header = try reader.scanner.unsigned32("the header of a serialized Java object")
    guard header == 0xACED_0005 else {
      throw KeystoreReadFailure(
        offset: start, expected: "the header of a serialized Java object, ACED0005",
        found: hexadecimal(header))
    }
    try reader.content(depth: 0)
    scanner = reader.scanner
  }

  private func failure(_ expected: String, _ found: String) -> KeystoreReadFailure {
    KeystoreReadFailure(offset: scanner.offset, expected: expected, found: found)
  }

  private mutating func enter(_ depth: Int) throws(KeystoreReadFailure) {
    contents += 1
    guard depth < KeystoreBounds.depth, contents <= Self.objectLimit else {
      throw failure("a small serialized object", "one that is nested or filled beyond bounds")
    }
  }

  /// One object, string, array, class, null, reference or block of data.
  private mutating func content(depth: Int) throws(KeystoreReadFailure) {
    try enter(depth)
    let tag = try scanner.byte("a serialized value")
    switch tag {
    case 0x70: break
    case 0x71: try scanner.skip(4, "a reference")
    case 0x72, 0x7D: _ = try classDescription(tag: tag, depth: depth + 1)
    case 0x73:
      let shape = try classDescription(depth: depth + 1)
      handles.append(nil)
      try fields(of: shape, depth: depth + 1)
    case 0x74:
      handles.append(nil)
      _ = try scanner.skip(scanner.unsigned16("the length of a string"), "a string")
    case 0x7C:
      handles.append(nil)
      let length = try scanner.signed64("the length of a long string")
      try scanner.skip(Int(clamping: length), "a long string")
    case 0x75: try array(depth: depth + 1)
    case 0x76:
      _ = try classDescription(depth: depth + 1)
      handles.append(nil)
    case 0x7E:
      _ = try classDescription(depth: depth + 1)
      handles.append(nil)
      try content(depth: depth + 1)
    case 0x77: try scanner.skip(Int(scanner.byte("the length of a block")), "a block of data")
    case 0x7A: try scanner.skip(scanner.signed32("the length of a block"), "a block of data")
    case 0x79: handles.removeAll()
    default: throw failure("the tag of a serialized value", "byte \(hexadecimal(tag))")
    }
  }

  private mutating func array(depth: Int) throws(KeystoreReadFailure) {
    try enter(depth)
    let shape = try classDescription(depth: depth)
    handles.append(nil)
    let start = scanner.offset
    let count = try scanner.count(atMost: KeystoreBounds.bytes, "the size of an array")
    guard let element = shape?.fields.first else {
      throw KeystoreReadFailure(offset: start, expected: "an array's type", found: "none")
    }
    if let width = Self.width(of: element) {
      try scanner.skip(count * width, "the elements of an array")
    } else {
      for _ in 0..<count { try content(depth: depth + 1) }
    }
  }

  /// The values of an object, from its topmost serializable class down.
  private mutating func fields(
    of shape: ClassShape?, depth: Int
  ) throws(KeystoreReadFailure) {
    var chain: [ClassShape] = []
    var next = shape
    while let current = next {
      guard chain.count < KeystoreBounds.depth else {
        throw failure("a class with few parents", "a chain beyond bounds")
      }
      chain.append(current)
      next = current.parent
    }
    for shape in chain.reversed() {
      if shape.flags & 0x02 != 0 {
        for type in shape.fields {
          if let width = Self.width(of: type) {
            try scanner.skip(width, "a field's value")
          } else {
            try content(depth: depth + 1)
          }
        }
        if shape.flags & 0x01 != 0 { try annotation(depth: depth + 1) }
      } else if shape.flags & 0x0C == 0x0C {
        try annotation(depth: depth + 1)
      } else if shape.flags & 0x04 != 0 {
        throw failure("an object with a readable end", "an externalizable object of version 1")
      }
    }
  }

  private mutating func annotation(depth: Int) throws(KeystoreReadFailure) {
    while true {
      guard scanner.remaining > 0 else {
        throw failure("the end of a block", "the end of the file")
      }
      if scanner.bytes[scanner.offset] == Self.endOfBlock {
        return try scanner.skip(1, "the end of a block")
      }
      try content(depth: depth)
    }
  }

  private mutating func classDescription(depth: Int) throws(KeystoreReadFailure) -> ClassShape? {
    try classDescription(tag: scanner.byte("a class description"), depth: depth)
  }

  private mutating func classDescription(
    tag: UInt8, depth: Int
  ) throws(KeystoreReadFailure) -> ClassShape? {
    try enter(depth)
    switch tag {
    case 0x70: return nil
    case 0x71:
      let index = Int(try scanner.unsigned32("a reference")) - 0x7E_0000
      guard handles.indices.contains(index), let shape = handles[index] else {
        throw failure("a reference to a class", "a reference to something else")
      }
      return shape
    case 0x72: return try plainClass(depth: depth)
    case 0x7D:
      let shape = ClassShape()
      shape.flags = 0x02
      handles.append(shape)
      for _ in 0..<(try scanner.count(atMost: 1_000, "the number of interfaces")) {
        _ = try scanner.skip(scanner.unsigned16("the length of a name"), "an interface's name")
      }
      try annotation(depth: depth + 1)
      shape.parent = try classDescription(depth: depth + 1)
      return shape
    default: throw failure("a class description", "byte \(hexadecimal(tag))")
    }
  }

  private mutating func plainClass(depth: Int) throws(KeystoreReadFailure) -> ClassShape {
    let shape = ClassShape()
    let name = try scanner.modifiedUTF8("a class's name")
    try scanner.skip(8, "a serial version")
    handles.append(shape)
    shape.flags = try scanner.byte("a class's flags")
    var types: [UInt8] = []
    for _ in 0..<(try scanner.unsigned16("the number of fields")) {
      let type = try scanner.byte("a field's type")
      _ = try scanner.skip(scanner.unsigned16("the length of a name"), "a field's name")
      if Self.width(of: type) == nil {
        guard type == UInt8(ascii: "[") || type == UInt8(ascii: "L") else {
          throw failure("a field's type", "byte \(hexadecimal(type))")
        }
        try content(depth: depth + 1)
      }
      types.append(type)
    }
    // An array's class has no fields: its element type is the second letter of its name, "[B".
    shape.fields = name.hasPrefix("[") ? Array(name.utf8.dropFirst().prefix(1)) : types
    try annotation(depth: depth + 1)
    shape.parent = try classDescription(depth: depth + 1)
    return shape
  }

  private static func width(of type: UInt8) -> Int? {
    switch type {
    case UInt8(ascii: "B"), UInt8(ascii: "Z"): 1
    case UInt8(ascii: "C"), UInt8(ascii: "S"): 2
    case UInt8(ascii: "I"), UInt8(ascii: "F"): 4
    case UInt8(ascii: "J"), UInt8(ascii: "D"): 8
    default: nil
    }
  }
}

/// One value of DER, or of the BER that older PKCS12 writers use, as ranges of the bytes it is in.
package struct DERElement: Equatable, Sendable {
  /// The first identifier octet: class, constructed bit and number (`0x30` is a SEQUENCE).
  package let tag: UInt8
  /// Identifier, length and content.
  package let whole: Range<Int>
  /// The content alone, without the end marker of an indefinite length.
  package let content: Range<Int>

  /// The identifier octets that Padlock meets.
  package enum Tag {
    package static let boolean: UInt8 = 0x01
    package static let integer: UInt8 = 0x02
    package static let bitString: UInt8 = 0x03
    package static let octetString: UInt8 = 0x04
    package static let objectIdentifier: UInt8 = 0x06
    package static let utcTime: UInt8 = 0x17
    package static let generalizedTime: UInt8 = 0x18
    package static let bmpString: UInt8 = 0x1E
    package static let sequence: UInt8 = 0x30
    package static let set: UInt8 = 0x31
    package static let context0: UInt8 = 0xA0
  }
}

import PadlockReaders

/// Whether a failure names a place in the file, in words that can be shown.
func demandFailure(
  _ failure: KeystoreReadFailure, in bytes: [UInt8]
) throws(BrokenProperty) {
  try demand((0...bytes.count).contains(failure.offset), "a failure at \(failure.offset)")
  try demandVisible(failure.description)
}

private func demandRead<Value: Equatable>(
  _ bytes: [UInt8], _ read: () throws(KeystoreReadFailure) -> Value
) throws(BrokenProperty) -> Value? {
  guard let value = try demandStable(read) else {
    do throws(KeystoreReadFailure) { _ = try read() } catch { try demandFailure(error, in: bytes) }
    return nil
  }
  return value
}

func checkFileFormat(_ bytes: [UInt8]) throws(BrokenProperty) {
  let recognised = FileFormat.recognise(bytes)
  try demandEqual(FileFormat.recognise(bytes), recognised, "recognised twice, it differs")
  try demandVisible("\(recognised)")
}

func checkDER(_ bytes: [UInt8]) throws(BrokenProperty) {
  var left = 2_000
  try walk(DERReader(bytes), within: 0..<bytes.count, depth: 0, &left)
  let read = { () throws(KeystoreReadFailure) in try EncryptedPrivateKeyInfo(reading: bytes) }
  _ = try demandRead(bytes, read)
}

/// Looks into every element, none of which may lie outside of what holds it.
private func walk(
  _ reader: DERReader, within whole: Range<Int>, depth: Int, _ left: inout Int
) throws(BrokenProperty) {
  var reader = reader
  while !reader.isAtEnd, left > 0, depth < 60 {
    left -= 1
    let start = reader.offset
    var copies = (reader, reader, reader)
    _ = try? copies.0.objectIdentifier("an identifier")
    _ = try? copies.1.integer("a number")
    _ = try? copies.2.octetString("octets")
    let element: DERElement
    do throws(KeystoreReadFailure) {
      element = try reader.next("an element")
    } catch {
      return try demandFailure(error, in: reader.bytes)
    }
    try demand(element.whole.lowerBound == start, "an element begins elsewhere")
    try demand(element.whole.upperBound > start, "an element without a byte")
    try demand(whole.contains(element.content) || element.content.isEmpty, "content outside")
    try demand(element.whole.contains(element.content) || element.content.isEmpty, "wrong content")
    if element.tag & 0x20 != 0 {
      try walk(
        DERReader(reader.bytes, inside: element), within: element.content, depth: depth + 1, &left)
    }
  }
}

func checkJavaKeyStore(_ bytes: [UInt8]) throws(BrokenProperty) {
  let read = { () throws(KeystoreReadFailure) in try JavaKeyStore(reading: bytes) }
  guard let store = try demandRead(bytes, read) else { return }
  try demand(store.coveredBytes + store.digest.count <= bytes.count, "a digest beyond the end")
  try demand(store.effectiveEntries.count <= store.entries.count, "more entries than entries")
}

func checkPKCS12(_ bytes: [UInt8]) throws(BrokenProperty) {
  let read = { () throws(KeystoreReadFailure) in try PKCS12Structure(reading: bytes) }
  guard let structure = try demandRead(bytes, read) else {
    // The bags of a safe, which otherwise an encryption hides.
    let bags = { () throws(KeystoreReadFailure) in try PKCS12Bag.bags(in: bytes) }
    _ = try demandRead(bytes, bags)
    return
  }
  for case .plain(let safe) in structure.safes {
    let bags = { () throws(KeystoreReadFailure) in try PKCS12Bag.bags(in: safe) }
    _ = try demandRead(safe, bags)
  }
}

func checkPEM(_ bytes: [UInt8]) throws(BrokenProperty) {
  let blocks = PEMBlock.blocks(in: bytes)
  try demandEqual(PEMBlock.blocks(in: bytes), blocks, "read twice, it differs")
  let lines = bytes.count { $0 == 0x0A } + 1
  var last = 0
  for block in blocks {
    try demand(block.line > last && block.line <= lines, "a block on line \(block.line)")
    try demand((block.contents?.count ?? 0) <= bytes.count, "a block longer than its file")
    last = block.line
  }
}

/// Recognises Bouncy Castle's two keystores by their headers; they are not read further.
///
/// Both start with a version, a salt with its length and a number of iterations
/// (`org.bouncycastle.jcajce.provider.keystore.bc.BcKeyStoreSpi`). Then BKS goes on with readable
/// entries, UBER with ciphertext.
enum BouncyCastleShape {
  static func recognise(_ bytes: [UInt8]) -> FileFormat? {
    var scanner = ByteScanner(bytes)
    guard let version = try? scanner.signed32("a version"), (0...2).contains(version),
      let length = try? scanner.signed32("a salt"), (8...64).contains(length),
      (try? scanner.skip(length, "a salt")) != nil,
      let iterations = try? scanner.signed32("iterations"),
      (1...KeystoreBounds.iterations).contains(iterations),
      let kind = try? scanner.byte("an entry")
    else { return nil }
    // An empty BKS is the end mark (0) and its SHA-1.
    if kind == 0, scanner.remaining == 20 { return .bks }
    if (1...4).contains(kind), (try? scanner.modifiedUTF8("an alias")) != nil,
      let date = try? scanner.signed64("a date"), (0...(1 << 46)).contains(date)
    {
      return .bks
    }
    return (scanner.remaining + 1) % 16 == 0 ? .uber : nil
  }
}

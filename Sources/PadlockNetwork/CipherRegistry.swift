/// The cipher suites that a certificate authenticates, from the IANA registry "TLS Cipher Suites".
///
/// Left out are those without a certificate (anonymous, PSK, SRP, Kerberos): a server may agree on
/// them that has no key at all.
public enum CipherRegistry {
  /// Every suite by its number, those that clients still offer first.
  static let all: [UInt16] =
    [
      0x1302, 0x1303, 0x1301,
    ]
    + Array(0xC023...0xC032) + [0xCCA8, 0xCCA9, 0xCCAA, 0x009C, 0x009D, 0x009E, 0x009F]
    + Array(0xC09C...0xC0A3) + Array(0xC0AC...0xC0AF)
    + [0xC004, 0xC005, 0xC009, 0xC00A, 0xC00E, 0xC00F, 0xC013, 0xC014]
    + [0x002F, 0x0032, 0x0033, 0x0035, 0x0038, 0x0039, 0x003C, 0x003D, 0x0040, 0x0067, 0x006A]
    + [0x006B, 0x00A2, 0x00A3, 0x0041, 0x0044, 0x0045, 0x0084, 0x0087, 0x0088]
    + [0x00BA, 0x00BD, 0x00BE, 0x00C0, 0x00C3, 0x00C4] + Array(0xC072...0xC079)
    + [0xC03C, 0xC03D, 0xC044, 0xC045, 0xC048, 0xC049, 0xC04C, 0xC04D]
    + [0xC050, 0xC051, 0xC052, 0xC053, 0xC05C, 0xC05D, 0xC060, 0xC061]
    + forgotten.keys.sorted()

  /// The suite's name, where it is one that clients have forgotten, else its number.
  public static func name(_ suite: UInt16) -> String {
    if let name = forgotten[suite] { return "TLS_" + name }
    let digits = String(suite, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Suites that today's clients no longer know or offer.
  private static let forgotten: [UInt16: String] = [
    0x1304: "AES_128_CCM_SHA256", 0x1305: "AES_128_CCM_8_SHA256",
    0x0001: "RSA_WITH_NULL_MD5", 0x0002: "RSA_WITH_NULL_SHA", 0x003B: "RSA_WITH_NULL_SHA256",
    0xC001: "ECDH_ECDSA_WITH_NULL_SHA", 0xC006: "ECDHE_ECDSA_WITH_NULL_SHA",
    0xC00B: "ECDH_RSA_WITH_NULL_SHA", 0xC010: "ECDHE_RSA_WITH_NULL_SHA",
    0x0003: "RSA_EXPORT_WITH_RC4_40_MD5", 0x0004: "RSA_WITH_RC4_128_MD5",
    0x0005: "RSA_WITH_RC4_128_SHA", 0x0006: "RSA_EXPORT_WITH_RC2_CBC_40_MD5",
    0x0007: "RSA_WITH_IDEA_CBC_SHA", 0x0008: "RSA_EXPORT_WITH_DES40_CBC_SHA",
    0x0009: "RSA_WITH_DES_CBC_SHA", 0x000A: "RSA_WITH_3DES_EDE_CBC_SHA",
    0x0011: "DHE_DSS_EXPORT_WITH_DES40_CBC_SHA", 0x0012: "DHE_DSS_WITH_DES_CBC_SHA",
    0x0013: "DHE_DSS_WITH_3DES_EDE_CBC_SHA", 0x0014: "DHE_RSA_EXPORT_WITH_DES40_CBC_SHA",
    0x0015: "DHE_RSA_WITH_DES_CBC_SHA", 0x0016: "DHE_RSA_WITH_3DES_EDE_CBC_SHA",
    0x0096: "RSA_WITH_SEED_CBC_SHA", 0x0099: "DHE_DSS_WITH_SEED_CBC_SHA",
    0x009A: "DHE_RSA_WITH_SEED_CBC_SHA",
    0xC002: "ECDH_ECDSA_WITH_RC4_128_SHA", 0xC003: "ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA",
    0xC007: "ECDHE_ECDSA_WITH_RC4_128_SHA", 0xC008: "ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA",
    0xC00C: "ECDH_RSA_WITH_RC4_128_SHA", 0xC00D: "ECDH_RSA_WITH_3DES_EDE_CBC_SHA",
    0xC011: "ECDHE_RSA_WITH_RC4_128_SHA", 0xC012: "ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
  ]
}

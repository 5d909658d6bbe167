/// Which bytes and words are common in logs, so that the search looks at what is not.
enum LogVocabulary {
  /// What a block costs as part of a window: how often it would be met for nothing.
  static func cost(of block: ArraySlice<UInt8>, common: Set<UInt64>) -> Int {
    let spread = block.reduce(1) { min($0 * frequency($1) / 4, 1 << 20) }
    return spread + (common.contains(packed(block)) ? 1 << 24 : 0)
  }

  /// The blocks of `length` bytes in common words.
  static func blocks(of length: Int) -> Set<UInt64> {
    let bytes = Array(text.utf8)
    guard bytes.count >= length else { return [] }
    return Set((0...(bytes.count - length)).map { packed(bytes[$0..<($0 + length)]) })
  }

  /// At most 8 bytes as one number.
  private static func packed(_ block: ArraySlice<UInt8>) -> UInt64 {
    block.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// How common a byte is, from 2 to 24.
  private static func frequency(_ byte: UInt8) -> Int {
    switch byte {
    case 0x20, 0x65: 24
    case 0x2E, 0x30, 0x31, 0x32, 0x61, 0x69, 0x6E, 0x6F, 0x72, 0x73, 0x74: 18
    case 0x2D, 0x33...0x3A, 0x63, 0x64, 0x6C, 0x6D, 0x70, 0x75: 12
    case 0x61...0x7A, 0x2F, 0x5B, 0x5D, 0x28, 0x29, 0x2C, 0x3D: 6
    case 0x45, 0x49, 0x4E, 0x4F, 0x52, 0x53, 0x54: 5
    default: 2
    }
  }

  private static let text = """
    http https://www.example.com:443/ HTTP/1.1 HTTP/1.0 ERROR DEBUG INFO WARN WARNING TRACE SEVERE
    FATAL Server server WebServer webserver Tomcat tomcat Jetty jetty nginx java javax org com net
    apache spring springframework Exception exception Error error Connection connection connect
    connected established Client client Request request Response response Message message Handler
    handler Service service thread Thread main exec pool worker class version status start started
    starting stop stopped Started with from this that for not port ports host hosts file path user
    name time data type value null true false config configuration Session session Event event
    Process process processed Context context Log log Security security Certificate certificate
    certificates Keystore keystore Handshake handshake SSL TLS failed failure Failed could not
    unable Unable will been have was were are the and internal Internal Catalina util impl core web
    lang io nio reflect invoke method Method source Source Unknown unknown local remote Remote
    address Address system System agent Agent loaded loading load received sent to the in the of the
    at java.base/java.lang.Thread.run(Thread.java:748) ~[na:na] Caused by: sun.security.ssl
    javax.net.ssl. java.io.IOException: java.net. java.util.concurrent. org.apache.catalina.
    """
}

/// Which bytes and words are common in logs, so that the search looks at what is not.
struct LogVocabulary {
  /// Every 4 bytes in a row of common words.
  private var common: Set<UInt32> = []
  /// Every 7 bytes in a row of them, the first in the lowest place.
  private var commonKeys: Set<UInt64> = []

  init() {
    var last: UInt64 = 0
    for byte in Self.text.utf8 {
      last = last >> 8 | UInt64(byte) << 48
      common.insert(UInt32(truncatingIfNeeded: last >> 24))
      commonKeys.insert(last)
    }
  }

  /// What 4 bytes, the first in the lowest place, cost as part of a window by which a text is looked
  /// for, with the 7 bytes around them that are looked at next: how often they would be met for
  /// nothing.
  func cost(of block: UInt32, within key: UInt64) -> Int {
    var spread = 1
    for shift in [UInt32(0), 8, 16, 24] {
      spread *= Self.frequency(UInt8(truncatingIfNeeded: block >> shift))
    }
    if common.contains(block) { spread += 1 << 24 }
    // A text is compared then, which takes far more time than the tables before that.
    if commonKeys.contains(key) { spread += 1 << 26 }
    return spread
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
    Authentication authentication authenticated timeout Timeout timed out exceeded embedded
    Endpoint endpoint StandardService standardService Connector connector container Container
    servlet Servlet bytes cipher suite KeyStore keyStore key store alert valid expired registration
    registered retrying Retrying read write written load loading Loading Failed start TLSv1.2
    TLSv1.3 unexpected Invalid invalid required Required chain Chain expected reading access Access
    denied closed close open match while because remote party peer
    """
}

import CNetworkShims
import Glibc

/// What the C libraries need once per process.
public enum NetworkLibraries {
  /// Ignores `SIGPIPE`, starts OpenSSL without this machine's configuration, and starts libcurl.
  ///
  /// Call it first thing in `main`: the first user of OpenSSL decides whether `openssl.cnf` is read,
  /// and libcurl would read it. Every probe calls it too; only the first call does anything.
  public static func prepare() {
    _ = prepared
  }

  private static let prepared: Bool = {
    signal(SIGPIPE, SIG_IGN)
    let tls = OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
    let curl = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    return tls == 1 && curl == CURLE_OK
  }()
}

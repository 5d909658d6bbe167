import CNetworkShims
import Glibc

/// What the C libraries need once per process.
public enum NetworkLibraries {
  /// Ignores `SIGPIPE` and starts OpenSSL without this machine's configuration.
  ///
  /// Call it first thing in `main`: the first user of OpenSSL decides whether `openssl.cnf` is read,
  /// and libcurl would read it. Every probe calls it too; only the first call does anything.
  public static func prepare() {
    _ = prepared
  }

  private static let prepared: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return OPENSSL_init_ssl(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1
  }()

  /// Whether libcurl is on this machine; the first look opens and starts it.
  static let hasCurl: Bool = {
    prepare()
    return shim_curl_open() && shim_curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  }()
}

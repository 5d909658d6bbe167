import Foundation
import Glibc
import OpenSSLBridge
import PadlockNetwork
import TestSupport
import Testing

@Suite struct TLSConfigurationTests {
  /// In a process of its own, because OpenSSL reads its configuration once.
  @Test func `this machine's OpenSSL configuration is not loaded`() async {
    await #expect(processExitsWith: .success) {
      let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("padlock-\(UUID().uuidString).cnf")
      defer { try? FileManager.default.removeItem(at: file) }
      let text = """
        openssl_conf = main
        [main]
        ssl_conf = ssl
        [ssl]
        system_default = defaults
        [defaults]
        Ciphersuites = TLS_AES_128_GCM_SHA256
        """
      try Data(text.utf8).write(to: file)
      setenv("OPENSSL_CONF", file.path, 1)
      let server = try OpenSSLServer(certificate: "tls/leaf.pem", key: "tls/leaf.key")
      let outcome = try await shake(server.port)
      // Throwing, unlike exit(), ends the server too.
      guard outcome.completed?.cipher == "TLS_AES_256_GCM_SHA384" else { throw CancellationError() }
    }
  }
}

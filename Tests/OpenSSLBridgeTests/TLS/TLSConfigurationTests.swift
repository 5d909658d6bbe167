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
        config_diagnostics = 1
        [main]
        ssl_conf = ssl
        [ssl]
        system_default = defaults
        [defaults]
        MinProtocol = Nonsense
        """
      try Data(text.utf8).write(to: file)
      setenv("OPENSSL_CONF", file.path, 1)
      let listener = try LoopbackListener.closing()
      let outcome = try await shake(listener.port)
      guard outcome.ending == .closedWithoutByte else { exit(1) }
    }
  }
}

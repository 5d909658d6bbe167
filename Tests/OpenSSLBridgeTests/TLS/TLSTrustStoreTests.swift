import Foundation
import OpenSSLBridge
import TestSupport
import Testing

@Suite struct TLSTrustStoreTests {
  @Test func `PEM with text around it and DER are read`() throws {
    let pem = try Fixture.bytes("tls/root.pem")
    let mixed =
      Array("# comment\r\n".utf8) + pem + (try Fixture.bytes("tls/leaf.key"))
      + Array("junk\n".utf8) + (try Fixture.bytes("tls/self.pem"))
    #expect(TrustStore.certificates(in: mixed) == (try der("root", "self")))
    #expect(TrustStore.certificates(in: try #require(try der("root").first)) == (try der("root")))
    #expect(TrustStore.certificates(in: []).isEmpty)
    #expect(TrustStore.certificates(in: Array("no PEM".utf8)).isEmpty)
  }

  @Test func `a folder and a file add their certificates once`() throws {
    let store = TrustStore().adding(path: Fixture.path("tls"))
      .adding(path: Fixture.path("tls/root.pem"))
    #expect(store.certificates.count == 9)
    #expect(store.sources.count == 2)
    #expect(store.unreadable.isEmpty)
  }

  @Test func `what cannot be read is named`() {
    let store = TrustStore().adding(path: "/nowhere/ca.pem").adding(path: "/dev/zero")
    #expect(store.unreadable == ["/nowhere/ca.pem", "/dev/zero"])
    #expect(store.certificates.isEmpty)
  }

  @Test func `the system's store is the first bundle below the root`() throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("padlock-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    #expect(TrustStore.system(below: root.path).certificates.isEmpty)
    let bundle = root.appendingPathComponent("etc/pki/tls/certs/ca-bundle.crt")
    try FileManager.default.createDirectory(
      at: bundle.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(try Fixture.bytes("tls/root.pem")).write(to: bundle)
    let store = TrustStore.system(below: root.path)
    #expect(store.certificates == (try der("root")))
    #expect(store.sources == [bundle.path])
  }
}

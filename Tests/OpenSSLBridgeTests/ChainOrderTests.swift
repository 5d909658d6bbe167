import OpenSSLBridge
import TestSupport
import Testing

/// Chains of an authority that is signed by two roots, as openssl makes them.
@Suite(.serialized) struct ChainOrderTests {
  private static let made = Result { () throws -> [String: CertificateDescription] in
    let shop = try CertificateShop()
    try shop.issue("leaf")
    try shop.issue("deep", by: "int", subject: "/CN=Deep Issuer", CertificateShop.authority)
    try shop.issue("low", by: "deep")
    try shop.issue("other", by: "root", subject: "/CN=other.example")
    // The same authority, with the same key, signed by another root.
    try shop.openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=Old Root", "-days", "4000", "-keyout", shop.path("old.key"), "-out",
      shop.path("old.pem"))
    try shop.openssl(
      "x509", "-req", "-in", shop.path("int.csr"), "-CA", shop.path("old.pem"), "-CAkey",
      shop.path("old.key"), "-set_serial", "7", "-days", "700", "-extfile", shop.path("int.ext"),
      "-out", shop.path("cross.pem"))
    var all: [String: CertificateDescription] = [:]
    for name in ["root", "int", "leaf", "deep", "low", "other", "old", "cross"] {
      all[name] = ServerFile(try shop.bytes("\(name).pem")).certificates.first
    }
    return all
  }

  private func chain(_ names: [String]) throws -> [CertificateDescription] {
    let all = try Self.made.get()
    return try names.map { try #require(all[$0]) }
  }

  @Test(arguments: [
    [], ["leaf"], ["leaf", "int"], ["leaf", "int", "root"], ["low", "deep", "int"],
    ["low", "deep", "int", "root"], ["leaf", "leaf", "int"], ["leaf", "root"],
    ["leaf", "other", "int"], ["leaf", "cross", "old"], ["leaf", "int", "cross", "old"],
    ["leaf", "cross", "int", "root"], ["leaf", "int", "root", "cross", "old"], ["root"],
    ["leaf", "int", "other"],
  ])
  func `a chain is in order`(names: [String]) throws {
    #expect(ChainOrder.isOrdered(try chain(names)))
    #expect(ChainOrder.leaf(of: try chain(names)) == 0)
  }

  @Test(arguments: [
    ["leaf", "root", "int"], ["low", "int", "deep"], ["low", "root", "int", "deep"],
    ["low", "deep", "root", "int"],
  ])
  func `a chain is out of order`(names: [String]) throws {
    #expect(!ChainOrder.isOrdered(try chain(names)))
  }

  @Test(arguments: [
    (["int", "leaf"], 1), (["root", "int", "leaf"], 2), (["int", "root", "leaf"], 2),
    (["int", "root"], 0), (["root", "int"], 0), (["root", "other", "leaf", "int"], 0),
  ])
  func `the leaf is the one that issued none`(names: [String], place: Int) throws {
    #expect(ChainOrder.leaf(of: try chain(names)) == place)
  }
}

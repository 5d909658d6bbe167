import OpenSSLBridge
import PadlockNetwork
import TestSupport
import Testing

@Suite struct TLSChainVerifierTests {
  /// 2026-01-01T00:00:00Z.
  private static let time = 1_767_225_600

  private func verify(
    _ chain: [[UInt8]], trusting anchors: String..., for host: String = "agent01.example",
    time: Int = time, adjust: (inout ChainVerifier) -> Void = { _ in }
  ) throws -> ChainVerification {
    let store = TrustStore(certificates: try anchors.flatMap { try der($0) })
    var verifier = ChainVerifier(anchors: store, time: time)
    adjust(&verifier)
    return try verifier.verify(chain, for: HostName(host))
  }

  @Test func `a whole chain is trusted and built up to its root`() throws {
    let result = try verify(try der("leaf", "intermediate"), trusting: "root")
    #expect(result.isTrusted)
    #expect(result.builtChain == (try der("leaf", "intermediate", "root")))
    #expect(result.nameMatches == true)
    #expect(result.hasSubjectAltName)
    #expect(result.missingIssuer == nil)
  }

  @Test func `a chain without its intermediate names what is missing`() throws {
    let result = try verify(try der("leaf"), trusting: "root")
    #expect(result.problems.map(\.kind) == [.issuerUnknown])
    #expect(result.missingIssuer?.name == "CN=Padlock Test Intermediate")
    #expect(result.missingIssuer?.found == nil)
    let pooled = try verify(try der("leaf"), trusting: "root") { verifier in
      verifier.pool = (try? der("expired", "root", "intermediate")) ?? []
    }
    #expect(pooled.missingIssuer?.found == (try der("intermediate").first))
    #expect(!pooled.isTrusted)
  }

  @Test func `an extra intermediate completes the chain`() throws {
    let result = try verify(try der("leaf"), trusting: "root") { verifier in
      verifier.intermediates = (try? der("intermediate")) ?? []
    }
    #expect(result.isTrusted)
  }

  @Test func `an anchor that is no root is enough`() throws {
    let result = try verify(try der("leaf"), trusting: "intermediate")
    #expect(result.isTrusted)
  }

  @Test func `an intermediate in the store is what a client with its root alone misses`() throws {
    let lent = try verify(try der("leaf"), trusting: "intermediate", "root")
    #expect(lent.isTrusted)
    #expect(lent.missingIssuer?.name == "CN=Padlock Test Intermediate")
    #expect(lent.missingIssuer?.found == (try der("intermediate").first))
    #expect(
      try verify(try der("leaf", "intermediate"), trusting: "intermediate", "root").missingIssuer
        == nil)
    #expect(try verify(try der("leaf"), trusting: "intermediate").missingIssuer == nil)
  }

  @Test func `the kinds of mistrust are told apart`() throws {
    #expect(try verify(try der("self")).problems.map(\.kind) == [.selfSigned])
    #expect(try verify(try der("self"), trusting: "self").isTrusted)
    #expect(
      try verify(try der("leaf", "intermediate", "root")).problems.map(\.kind)
        == [.selfSignedInChain])
    #expect(try verify(try der("expired"), trusting: "root").problems.map(\.kind) == [.expired])
    #expect(
      try verify(try der("future"), trusting: "root").problems.map(\.kind) == [.notYetValid])
    #expect(
      try verify(try der("client-only"), trusting: "root").problems.map(\.kind)
        == [.wrongPurpose])
  }

  @Test func `all problems of a chain are seen, not only the first`() throws {
    let result = try verify(try der("expired"))
    #expect(result.has(.expired))
    #expect(result.has(.issuerUnknown))
  }

  @Test func `the time of judgement decides`() throws {
    let then = 1_590_000_000
    #expect(try verify(try der("expired"), trusting: "root", time: then).isTrusted)
    #expect(try verify(try der("leaf"), trusting: "intermediate", time: 0).has(.notYetValid))
  }

  @Test func `a small key is weak only when a level is asked for`() throws {
    #expect(try verify(try der("weak"), trusting: "root").isTrusted)
    let result = try verify(try der("weak"), trusting: "root") { $0.securityLevel = 2 }
    #expect(result.problems.map(\.kind) == [.weak])
  }

  @Test(arguments: [
    ("agent01.example", true), ("AGENT01.example.", true), ("bücher.example", true),
    ("a.wild.example", true), ("a.b.wild.example", false), ("127.0.0.1", true), ("[::1]", true),
    ("0:0:0:0:0:0:0:1", true), ("127.0.0.2", false), ("::2", false), ("other.example", false),
    ("", false), ("agent01.example\0.evil", false),
  ])
  func `names and addresses are matched`(host: String, matches: Bool) throws {
    let result = try verify(try der("leaf", "intermediate"), trusting: "root", for: host)
    #expect(result.nameMatches == matches)
  }

  @Test func `without names the common name counts`() throws {
    let result = try verify(try der("bare"), trusting: "root")
    #expect(!result.hasSubjectAltName)
    #expect(result.nameMatches == true)
    #expect(try verify(try der("bare"), for: "other.example").nameMatches == false)
  }

  @Test func `what is no certificate is an error, and in the chain it is passed over`() throws {
    #expect(throws: TLSFailure.self) { try verify([[1, 2, 3]]) }
    #expect(throws: TLSFailure.self) { try verify([]) }
    let chain = try der("leaf") + [[0x30, 0x80]] + (try der("intermediate"))
    #expect(try verify(chain, trusting: "root").isTrusted)
  }

  @Test func `every truncation and every flipped byte of a leaf gives an answer`() throws {
    let leaf = try #require(try der("leaf").first)
    var trusted = 0
    for length in 0..<leaf.count {
      #expect(throws: TLSFailure.self) { try verify([Array(leaf.prefix(length))]) }
    }
    for index in leaf.indices {
      var flipped = leaf
      flipped[index] ^= 0xFF
      let result = try? verify([flipped], trusting: "intermediate")
      if result?.isTrusted == true { trusted += 1 }
    }
    #expect(trusted == 0)
  }
}

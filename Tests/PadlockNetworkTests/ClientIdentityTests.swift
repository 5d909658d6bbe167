import Testing

@testable import PadlockNetwork

@Suite struct ClientIdentityTests {
  @Test func `an identity shows nothing of its key`() {
    let identity = ClientIdentity(certificates: Array("public".utf8), key: Array("private".utf8))
    var dumped = ""
    dump(identity, to: &dumped)
    for text in ["\(identity)", String(reflecting: identity), dumped] {
      #expect(!text.contains("private") && !text.contains("112"))
    }
  }
}

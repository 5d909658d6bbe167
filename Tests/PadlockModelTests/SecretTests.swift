import PadlockModel
import Testing

@Suite struct SecretTests {
  @Test func `a secret prints as a stand-in however it is printed`() {
    let secret = Secret("hunter2-canary")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
      #expect(!text.contains("hunter2"))
    }
    #expect("\(secret)" == "<secret>")
  }

  @Test func `secrets compare by value`() {
    #expect(Secret("a") == Secret(bytes: [0x61]))
    #expect(Secret("a") != Secret("b"))
  }
}

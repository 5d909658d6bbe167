import Foundation
import PadlockModel
import PadlockRedaction
import Testing

@Suite struct FinalScanTests {
  private static let alphabet = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      + " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~éßñ漢字🔑\u{202E}\t")

  /// Ways in which a renderer, a shell or a server could have written the value.
  private static let encodings: [@Sendable (String) -> String] = [
    { $0 },
    { Data($0.utf8).base64EncodedString() },
    { Data("x\($0)yy".utf8).base64EncodedString() },
    { Data("user:\($0)".utf8).base64EncodedString() },
    {
      Data("ab\($0)c".utf8).base64EncodedString().replacing("+", with: "-").replacing(
        "/", with: "_")
    },
    { $0.utf8.map { String(format: "%02x", $0) }.joined() },
    { $0.utf8.map { String(format: "%02X", $0) }.joined() },
    { $0.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? $0 },
    { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? $0 },
    {
      $0.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    },
    { String(decoding: (try? JSONEncoder().encode([$0])) ?? Data(), as: UTF8.self) },
    { "'" + $0.replacing("'", with: "'\\''") + "'" },
    { VisibleText.make($0) },
    { VisibleText.make($0, ascii: true) },
    { String($0.prefix(2)) + "\n      " + String($0.dropFirst(2)) },
  ]

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `a planted secret is found in every encoding`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let length = Int.random(in: 1...64, using: &random)
    let value = String((0..<length).compactMap { _ in Self.alphabet.randomElement(using: &random) })
    var vault = SecretVault()
    vault.register(Secret("unrelated-Value-7"), from: "other.conf")
    vault.register(Secret(value), from: "a.conf:3")
    let scan = FinalScan(vault)
    for (index, encode) in Self.encodings.enumerated() {
      let document = "report\n  begins \(encode(value)) and ends\n"
      let expected: FinalScan.Outcome =
        vault.entries.last?.ordinary == nil ? .leak(source: "a.conf:3") : .clean
      if index == Self.encodings.count - 1, value.filter({ !$0.isWhitespace }).utf8.count < 6 {
        continue
      }
      #expect(scan.scan(document) == expected, "seed \(seed), encoding \(index)")
    }
    #expect(scan.scan("report\n  begins and ends\n") == .clean)
  }

  @Test(arguments: ["changeit", "AlarmPoint", "abc", "12345678", "password", "agent01", "äöüß1"])
  func `an ordinary password never blocks`(value: String) {
    var vault = SecretVault(names: ["agent01.example.com"])
    vault.register(Secret(value), from: "a.conf")
    #expect(FinalScan(vault).scan("it says \(value) here") == .clean)
    #expect(vault.notices.count == 1)
  }

  @Test func `our own text does not block, and the same word from outside does`() {
    var vault = SecretVault()
    vault.register(Secret("unmistakable"), from: "a.conf")
    let scan = FinalScan(vault)
    let own = "an unmistakable verdict: "
    #expect(scan.scan(own + "fine", skeleton: own) == .clean)
    #expect(scan.scan(own + "unmistakable", skeleton: own) == .leak(source: "a.conf"))
    #expect(FinalScan(vault).excusing(["unmistakable verdict"]).scan(own) == .clean)
    let encoded = Data("unmistakable".utf8).base64EncodedString()
    #expect(FinalScan(vault).excusing([own]).scan(encoded) == .leak(source: "a.conf"))
  }

  @Test func `a secret that is no text is found as it stands`() {
    var vault = SecretVault()
    vault.register(Secret(bytes: [0x70, 0xE9, 0xFF, 0x00, 0x31, 0x32, 0x33]), from: "k")
    #expect(
      FinalScan(vault).scan([0x20, 0x70, 0xE9, 0xFF, 0x00, 0x31, 0x32, 0x33]) == .leak(source: "k"))
    #expect(FinalScan(vault).scan("70e9ff00313233") == .leak(source: "k"))
  }

  @Test func `a large document without secrets is clean`() {
    var vault = SecretVault()
    for index in 0..<50 { vault.register(Secret("secret-value-\(index)-x"), from: "a") }
    let line = "2026-11-20 10:00:00 INFO secret-value-99-x Connection refused\n"
    #expect(FinalScan(vault).scan(String(repeating: line, count: 500)) == .clean)
  }
}

extension FinalScanTests {
  @Test(arguments: ["unmis\\\n   takable", "unmis\\\r\n  takable", "unmis\\\ntak\\\nable"])
  func `a secret is found where a backslash continues its line`(text: String) {
    var vault = SecretVault()
    vault.register(Secret("unmistakable"), from: "a.conf")
    #expect(FinalScan(vault).scan("a=\(text)\n") == .leak(source: "a.conf"))
  }

  @Test func `a backslash of a secret itself is found before a line's end`() {
    var vault = SecretVault()
    vault.register(Secret("unmis\\takable"), from: "a.conf")
    #expect(FinalScan(vault).scan("a=unmis\\\n  takable\n") == .leak(source: "a.conf"))
  }

  @Test func `what cannot be seen is shown`() {
    #expect(VisibleText.make("a\u{1B}[31m\u{202E}b\n") == "a␛[31m<U+202E>b␊")
    #expect(VisibleText.make("é\u{7}", ascii: true) == "<U+00E9><U+0007>")
    #expect(VisibleText.make("plain é") == "plain é")
  }
}

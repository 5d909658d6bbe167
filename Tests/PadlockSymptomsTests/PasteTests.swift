import PadlockModel
import PadlockSymptoms
import Testing

@Suite struct PasteTests {
  private let recogniser = Recogniser(symptoms: SampleSymptoms.all)

  @Test func `every text is recognised as its own symptom and as nothing else`() {
    for symptom in SampleSymptoms.all {
      for text in symptom.texts {
        let line = text.text.replacing(/<[a-z]+>/, with: "10.0.0.7")
        #expect(recogniser.recognise(text: line).map(\.symptom) == [symptom.id], "\(line)")
      }
    }
  }

  @Test(arguments: [
    ("error:0A00010B:SSL routines::wrong version number", "tls-to-plain"),
    ("curl: (35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number", "tls-to-plain"),
    (
      "140B:error:1408F10B:SSL ROUTINES:SSL3_GET_RECORD:Wrong Version Number:x.c:332:",
      "tls-to-plain"
    ),
    ("error:0A00010B:lib(20)::reason(267)", "tls-to-plain"),
    ("error:0A000410:SSL routines::ssl/tls alert handshake failure", "handshake-rejected"),
    (
      "error:14094410:SSL routines:ssl3_read_bytes:tls alert handshake failure",
      "handshake-rejected"
    ),
    ("[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:997)", "tls-to-plain"),
    ("[SSL: KRB5_S_TKT_NYV] wrong version number (_ssl.c:727)", "tls-to-plain"),
    (
      "javax.net.ssl.SSLHandshakeException: (certificate_unknown) PKIX path building failed: x",
      "untrusted"
    ),
    ("verify error:num=62:hostname mismatch", "name-mismatch"),
    (
      "hostname \u{2018}a.example\u{2019} doesn\u{2019}t match \u{2018}b.example\u{2019}",
      "name-mismatch"
    ),
    ("hostname 'a.example' doesn't match u'b.example'", "name-mismatch"),
    (
      "requests.exceptions.SSLError: HTTPSConnectionPool(host='a', port=443): Max retries exceeded "
        + "with url: / (Caused by SSLError(SSLError(1, u'[SSL: WRONG_VERSION_NUMBER] wrong version "
        + "number (_ssl.c:997)'),))", "tls-to-plain"
    ),
    (
      "2026-11-20 10:00:00,123 ERROR [main] java.net.ConnectException: Connection refused",
      "nothing-listening"
    ),
    ("Nov 20 10:00:00 host agent[77]: Cannot   recover\tkey", "key-password-differs"),
    ("SSL received a record that exceeded the\nmaximum permissible length.", "tls-to-plain"),
    (
      "> > SSL received a record that exceeded\n> > the maximum permissible\n> > length.",
      "tls-to-plain"
    ),
    ("javax.net.ssl.SSLHandshakeException: PKIX path buil\nding failed", "untrusted"),
    ("Read error (Connection reset by\npeer) in headers.", "plain-to-tls"),
    ("EOF", "closed"),
    ("2026/11/20 10:00:00 [error] EOF", "closed"),
    ("\"EOF\".", "closed"),
  ])
  func `other words for the same symptom are recognised`(text: String, symptom: String) {
    #expect(recogniser.recognise(text: text).map(\.symptom) == [symptom])
  }

  @Test(arguments: [
    "", " \n\n", "the agent works", "an EOF marker was written", "TEOF",
    "wrong version of the file",
    "error:0B00010B:x509 certificate routines::unknown",
    "javax.net.ssl.SSLHandshakeException: nothing to do with PKIX path building failed",
    "Connection\nrefuses", "connection refused by nobody? no: Connection was refused",
    "Cannot recover\n2026-11-20 10:00:00 key", "<>\u{0}\u{FFFF}\u{1}<<<>>>",
  ])
  func `look-alikes are not recognised`(text: String) {
    #expect(recogniser.recognise(text: text) == [])
  }

  @Test func `carriage returns neither count as lines nor keep them apart`() {
    let found = recogniser.messages(in: "a\r\nb\r\nCannot recover key\r\n")
    #expect(found.messages.map(\.line) == [3])
    let wrapped = recogniser.messages(
      in: "x\r\nSSL received a record that exceeded\r\nthe maximum permissible\r\nlength.\r\n")
    #expect(wrapped.messages.flatMap(\.readings).map(\.symptom) == ["tls-to-plain"])
    #expect(wrapped.messages.map(\.line) == [2])
    #expect(wrapped.messages.map(\.lineCount) == [3])
    #expect(recogniser.messages(in: "a\rCannot recover key").messages.map(\.line) == [2])
  }

  @Test func `a text that goes on otherwise on the next line was not cut`() {
    let text = SymptomText(
      text: "HTTPSConnectionPool(<host>): Max retries exceeded with url: <path> (Caused by A)",
      software: [],
      side: .client)
    let recogniser = Recogniser(symptoms: [
      Symptom(id: "a", title: "", meaning: "", texts: [text], diagnoses: [])
    ])
    let start = "HTTPSConnectionPool(status.example.com): Max retries"
    #expect(recogniser.recognise(text: start).map(\.symptom) == ["a"])
    #expect(recogniser.recognise(text: "\(start)\nRegards, Ann").map(\.symptom) == ["a"])
    let other = "\(start)\nexceeded with url: /api (Caused by B and not by anything else)"
    #expect(recogniser.recognise(text: other) == [])
  }

  @Test func `a ticket gives each symptom once, in order, with its line`() {
    let text = """
      Hello,
      since the change we see this in Firefox:
      > SSL received a record that exceeded the maximum
      > permissible length.
      and on the agent
      java.io.IOException: x
      \tat a.b.C(D.java:1)
      Caused by: java.security.UnrecoverableKeyException: Cannot recover key
      curl: (7) Failed to connect: Connection refused
      curl: (7) Failed to connect: Connection refused
      """
    let matches = recogniser.recognise(text: text)
    #expect(
      matches.map(\.symptom) == ["tls-to-plain", "key-password-differs", "nothing-listening"])
    #expect(matches.map(\.line) == [3, 8, 9])
    #expect(matches.first?.software == ["Firefox"])
    #expect(
      matches.first?.excerpt
        == "SSL received a record that exceeded the maximum permissible length.")
  }
}

import PadlockModel

/// A few symptoms with texts as software prints them.
enum SampleSymptoms {
  static let all: [Symptom] = [
    symptom(
      "tls-to-plain",
      ("error:0A00010B:SSL routines:ssl3_get_record:wrong version number", "OpenSSL", .client),
      ("[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:<line>)", "Python", .client),
      ("javax.net.ssl.SSLException: Unsupported or unrecognized SSL message", "Java", .client),
      ("SSL received a record that exceeded the maximum permissible length.", "Firefox", .client)),
    symptom(
      "handshake-rejected",
      (
        "error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure", "OpenSSL",
        .client
      )),
    symptom(
      "untrusted",
      ("javax.net.ssl.SSLHandshakeException: PKIX path building failed", "Java", .client),
      (
        "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer "
          + "certificate (_ssl.c:<line>)", "Python", .client
      )),
    symptom(
      "name-mismatch",
      ("hostname '<host>' doesn't match '<name>'", "Python", .client),
      ("verify error:num=62:Hostname mismatch", "OpenSSL", .client)),
    symptom(
      "nothing-listening", ("Connection refused", "Linux", .client),
      ("java.net.ConnectException: Connection refused", "Java", .client),
      ("connect ECONNREFUSED <ip>:<port>", "Node.js", .client)),
    symptom("reset", ("Connection reset by peer", "Linux", .client)),
    symptom(
      "plain-to-tls",
      ("Read error (Connection reset by peer) in headers.", "wget", .client),
      ("The plain HTTP request was sent to HTTPS port", "nginx", .server)),
    symptom("key-password-differs", ("Cannot recover key", "Java", .server)),
    Symptom(
      id: "closed", title: "", meaning: "",
      texts: [SymptomText(text: "EOF", software: ["Go"], side: .client, wholeLine: true)],
      diagnoses: []),
  ]

  private static func symptom(_ id: String, _ texts: (String, String, Side)...) -> Symptom {
    Symptom(
      id: id, title: id, meaning: "",
      texts: texts.map { SymptomText(text: $0.0, software: [$0.1], side: $0.2) }, diagnoses: [])
  }
}

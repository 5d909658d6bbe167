import CellGrid
import PadlockModel

@testable import PadlockWizard

extension Sample {
  static let agent = DetectedTarget(
    id: "xagent-1", product: "xagent", name: "xMatters Agent", host: "agent01.example.com",
    port: 8081, home: "/opt/xmatters/xa")
  static let xivo = DetectedTarget(
    id: "xivo-1", product: "xivo", name: "XiVO", host: "agent01.example.com", port: nil,
    home: "/etc/xivo")

  static let symptoms = [
    Symptom(
      id: "record-too-long", pack: "tls", title: "The record is too long",
      meaning: "The other side answered a TLS handshake with plain HTTP.",
      texts: [
        SymptomText(
          text: "SSL received a record that exceeded the maximum permissible length.",
          software: ["Firefox"], side: .client)
      ], diagnoses: ["tls.plain-http"]),
    Symptom(
      id: "key-password-differs", pack: "keystore", title: "The key cannot be recovered",
      meaning: "Java cannot open the private key with the password it was given.",
      texts: [
        SymptomText(text: "Cannot recover key", software: ["Java"], side: .server)
      ], diagnoses: ["keystore.key-password-differs"]),
    Symptom(
      id: "bad-padding", pack: "keystore", situation: "key-password-differs",
      title: "A password has bad padding",
      meaning: "Java could not open a key, a store or something else.",
      texts: [
        SymptomText(
          text: "Get Key failed: Given final block not properly padded", software: ["Java 8"],
          side: .server)
      ], diagnoses: ["keystore.key-password-differs"]),
    Symptom(
      id: "connection-refused", pack: "service-files", title: "Connection refused",
      meaning: "Nothing listens on that port.",
      texts: [SymptomText(text: "ERR_CONNECTION_REFUSED", software: ["Chrome"], side: .client)],
      diagnoses: ["network.connection-refused"]),
  ]

  static let topics = ["keystore": "Java keystores"]
  static let symptomList = SymptomList(symptoms, topics: topics)

  static let recognised = Explanation(
    matches: [
      Explanation.Match(
        symptom: "key-password-differs", title: "The key cannot be recovered",
        situations: ["key-password-differs"],
        excerpt: "UnrecoverableKeyException: Cannot recover key", line: 3, software: ["Java"],
        side: .server, meaning: "Java cannot open the private key with the password it was given.",
        diagnoses: [
          .init(id: "keystore.key-password-differs", title: "The key's password differs")
        ])
    ], lifted: .init(host: "agent02.example.com", port: 8443))

  static func setup(
    targets: [DetectedTarget]? = [agent, xivo], canRepair: Bool = false, opened: Report? = nil,
    glyphs: GlyphSet = .unicode, size: GridSize = GridSize(columns: 80, rows: 24)
  ) -> WizardSetup {
    WizardSetup(
      targets: targets, symptoms: symptoms, topics: topics,
      titles: ["keystore.password-wrong": "The keystore's password is wrong"],
      formats: [
        FormatChoice(id: "text", title: "Text", fileExtension: "txt"),
        FormatChoice(id: "json", title: "JSON", fileExtension: "json"),
      ], canRepair: canRepair, opened: opened, glyphs: glyphs, size: size)
  }

  static let preview = (1...60).map { "Line \($0) of the report" }.joined(separator: "\n")

  /// A script as it stands around a line; at line 14 it starts the agent.
  static func excerpt(around line: Int?) -> FileExcerpt {
    FileExcerpt(
      firstLine: max((line ?? 1) - 5, 1),
      lines: (max((line ?? 1) - 5, 1)...(line ?? 1) + 5).map {
        $0 == 14
          ? "exec java -Dserver.ssl.key-store-password=<secret 3> -jar xa.jar" : "# line \($0)"
      })
  }

  /// What the remedy of the sample's root names, as it stands afterwards.
  static func verified(_ result: Kleene) -> ConditionTree {
    .fact(
      .init(
        fact: "entry.key-opens", subject: .target, expected: "true",
        value: result == .unknown ? nil : result == .yes ? "true" : "false",
        reason: result == .unknown ? .failed("the keystore is gone") : nil, result: result,
        evidence: []))
  }
}

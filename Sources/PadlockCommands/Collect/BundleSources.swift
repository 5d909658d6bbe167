import OpenSSLBridge
import PadlockCollectors
import PadlockModel
import PadlockReaders
import PadlockReports

/// What the run read of the target's files, gathered once more for a bundle; nothing is masked yet.
struct BundleSources {
  /// Bytes of a text file that are taken, and of all of them together.
  static let (mostText, mostTexts) = (4 << 20, 64 << 20)
  /// Certificates that are taken.
  static let mostCertificates = 1_000

  /// What is known of the files, in the order in which they were met.
  private(set) var files: [BundledFiles.File] = []
  private(set) var texts: [Text] = []
  private(set) var logs: [(path: String, excerpt: LogExcerpt)] = []
  private(set) var keystores: [InspectReport.File] = []
  /// In DER, by their SHA-256.
  private(set) var certificates: [String: [UInt8]] = [:]
  private var textBytes = 0

  struct Text {
    let path: String
    let text: String
    /// Secrets that readers found in it, by line.
    let known: [Int: [Secret]]
  }

  /// - Parameter inquiries: the targets, after they were looked at.
  init(_ inquiries: [Inquiry]) {
    for inquiry in inquiries { add(inquiry) }
    files.sort { $0.path < $1.path }
  }

  /// Leaves out what may hold names of hosts and people anywhere in it.
  mutating func withholdFreeText() {
    let paths = Set(texts.map(\.path) + logs.map(\.path))
    for index in files.indices where paths.contains(files[index].path) {
      files[index].why = "it may name hosts and people, whose names were to be left out"
    }
    (texts, logs, certificates) = ([], [], [:])
  }

  private mutating func add(_ inquiry: Inquiry) {
    let request = inquiry.request
    let bench = request.workbench.read { $0 }
    let known = Self.places(bench.secrets)
    for entry in inquiry.findings.ledger where entry.outcome == .read {
      guard !files.contains(where: { $0.path == entry.path }),
        !UserTable.paths.contains(entry.path),
        case .file(let information) = request.files.status(of: entry.path)
      else { continue }
      var file = BundledFiles.File(
        path: entry.path, bytes: information.bytes,
        mode: "0" + String(information.mode, radix: 8), owner: information.ownerID,
        group: information.groupID, changed: information.changed)
      if bench.logs.contains(entry.path) {
        file.why = addLog(entry.path, inquiry)
      } else {
        file.why = addFile(entry.path, request, bench, known[entry.path] ?? [:])
      }
      files.append(file)
    }
    for der in bench.served.sorted(by: { $0.key < $1.key }).flatMap(\.value) { add(der) }
  }

  /// The lines of a log that matter; why there are none.
  private mutating func addLog(_ path: String, _ inquiry: Inquiry) -> String? {
    let findings = inquiry.findings
    let seen = findings.sightings.filter { $0.origin == .log && $0.source == path }.map(\.line)
    let cited = findings.facts.states.values.flatMap(\.evidence)
      .filter { $0.kind == .log && $0.source == path }.map(\.line)
    do throws(FileFailure) {
      logs.append(
        (
          path,
          try LogExcerpt(
            of: path, in: inquiry.request.files, around: (seen + cited).compactMap { $0 })
        ))
      return "the lines that matter, those around them, and the last \(LogExcerpt.last)"
    } catch {
      return FailureWords.text(error)
    }
  }

  /// A configuration file or a keystore; why it is not there as it is.
  private mutating func addFile(
    _ path: String, _ request: CollectionRequest, _ bench: Workbench.Contents,
    _ known: [Int: [Secret]]
  ) -> String? {
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try request.files.contents(of: path, limit: KeystoreBounds.bytes)
    } catch {
      return FailureWords.text(error)
    }
    let format = FileFormat.recognise(bytes).format
    switch format {
    case .empty: return nil
    case .text, .utf16Text:
      return addText(path, bytes, known, secrets: bench.secrets.map(\.secret))
    case .pem(let labels) where !labels.contains(where: { $0.hasSuffix("PRIVATE KEY") }):
      for block in PEMBlock.blocks(in: bytes).prefix(KeystoreBounds.chain)
      where ["CERTIFICATE", "X509 CERTIFICATE"].contains(block.label) {
        if let der = block.contents { add(der) }
      }
      return addText(path, bytes, known, secrets: [])
    case .unknown where bench.keystores[path] == nil:
      return "it is no text"
    default:
      let inspection =
        bench.keystores[path] ?? inspectKeystore(bytes: bytes, password: nil, openKeys: false)
      let file = InspectedFile(path, inspection)
      keystores.append(file.reported(KeyPairing([file])))
      for certificate in inspection.entries.prefix(KeystoreBounds.chain).flatMap(\.chain) {
        add(certificate.der)
      }
      return "what it holds is said in its place"
    }
  }

  private mutating func addText(
    _ path: String, _ bytes: [UInt8], _ known: [Int: [Secret]], secrets: [Secret]
  ) -> String? {
    guard bytes.count <= Self.mostText, textBytes + bytes.count <= Self.mostTexts else {
      return "it is too large"
    }
    let text = TextEncoding.text(of: bytes)
    let alone = Set(secrets.filter { !$0.isEmpty })
    let lines = text.split(whereSeparator: \.isNewline).prefix(100)
    if !lines.isEmpty, lines.allSatisfy({ alone.contains(Secret(String($0))) }) {
      return "it holds secrets alone"
    }
    textBytes += bytes.count
    texts.append(Text(path: path, text: text, known: known))
    return nil
  }

  private mutating func add(_ der: [UInt8]) {
    guard certificates.count < Self.mostCertificates, der.count <= KeystoreBounds.certificate else {
      return
    }
    certificates[sha256Hexadecimal(of: der)] = der
  }

  /// Secrets by path and line, where their place says both.
  private static func places(
    _ secrets: [(secret: Secret, source: String)]
  ) -> [String: [Int: [Secret]]] {
    var places: [String: [Int: [Secret]]] = [:]
    for (secret, source) in secrets where !secret.isEmpty {
      guard let colon = source.lastIndex(of: ":"),
        let line = Int(source[source.index(after: colon)...])
      else { continue }
      places[String(source[..<colon]), default: [:]][line, default: []].append(secret)
    }
    return places
  }
}

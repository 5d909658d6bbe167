import Foundation
import OpenSSLBridge
import PadlockCollectors
import PadlockModel
import PadlockRedaction
import PadlockReports

/// Makes the files of a bundle, each masked, scanned as finished bytes, and only then kept.
struct BundleMaking {
  private var text: TextRedaction
  private let ownText: [String]
  private var members: [String: CollectedBundle.Member] = [:]
  /// What stands for which name, where names are replaced.
  private(set) var names: NameMasker?
  /// Texts as they leave: most of them are met often.
  private var shown: [String: String] = [:]

  init(masker: Masker, ownText: [String]) {
    text = TextRedaction(masker)
    self.ownText = ownText
  }

  /// Takes note of everything that has the shape of a secret, so that it is masked in every file.
  mutating func learn(_ sources: BundleSources, _ recording: Recording) {
    var masker = text.masker
    for source in sources.texts { _ = masker.mask(source.text, from: source.path) }
    for log in sources.logs {
      for part in log.excerpt.parts { _ = masker.mask(part.text, from: log.path) }
    }
    _ = recording.changingOutsideText { masker.mask($0, from: "what was observed") }
    text = TextRedaction(masker)
  }

  /// Makes every file of the bundle, the manifest last.
  ///
  /// - Throws: `CommandFailure` 70 where a secret is left in one of them.
  mutating func add(
    _ outcome: DiagnosisRun.Outcome, _ sources: BundleSources, redactsHosts: Bool
  ) throws(CommandFailure) {
    var report = outcome.report.masked(by: text.masker)
    if redactsHosts { (report, names) = report.withoutNames() }
    // Of what is made now the time says when the newest of the evidence was changed.
    let time = sources.files.map(\.changed).max() ?? Self.beginningOfZip
    try add("report.json", report, .json, time)
    try add("report.txt", report, .text, time)
    try add("observations.json", outcome.recording, time)
    var files = sources.files
    for index in files.indices {
      if let why = try addCopy(&files[index], sources) { files[index].why = why }
    }
    for (digest, der) in sources.certificates {
      try keep("certificates/\(digest).pem", Self.pem(der), time)
    }
    try add("files.json", BundledFiles(files: files), time)
    let entries = members.values.map {
      BundleManifest.Member(
        path: $0.path, bytes: $0.bytes.count, sha256: sha256Hexadecimal(of: $0.bytes))
    }
    let manifest = BundleManifest(
      generated: outcome.report.generated, tool: outcome.report.tool, hostsRedacted: redactsHosts,
      files: entries.sorted { $0.path < $1.path }, ledger: outcome.report.ledger)
    try add(Self.manifest, manifest, time)
  }

  /// The manifest, then the others in order of their paths.
  var finished: [CollectedBundle.Member] {
    members.values.sorted {
      ($0.path == Self.manifest ? 0 : 1, $0.path) < ($1.path == Self.manifest ? 0 : 1, $1.path)
    }
  }

  private static let manifest = "manifest.json"
  /// 1980-01-01, where the times of zip begin.
  private static let beginningOfZip = Timestamp(secondsSince1970: 315_532_800)

  /// Adds what comes of one of the target's files, and names it there; why it could not be.
  private mutating func addCopy(
    _ file: inout BundledFiles.File, _ sources: BundleSources
  ) throws(CommandFailure) -> String? {
    let path = file.path
    let name = MemberName.make(show(path))
    if let source = sources.texts.first(where: { $0.path == path }) {
      guard let copy = text.redact(source.text, from: path, known: source.known) else {
        return "a secret in it is spread over lines"
      }
      return try add("files/\(name)", copy, for: &file)
    }
    if let log = sources.logs.first(where: { $0.path == path }) {
      var parts: [String] = []
      for part in log.excerpt.parts {
        let shown = text.redact(part.text, from: path) ?? Masker.standIn(0)
        parts.append("[lines from \(part.start)]\n\(shown)\n")
      }
      return try add("logs/\(name)", parts.joined(separator: "\n"), for: &file)
    }
    if let keystore = sources.keystores.first(where: { $0.path == path }) {
      file.member = "keystores/\(name).json"
      try add("keystores/\(name).json", InspectReport(files: [keystore]), file.changed)
    }
    return nil
  }

  private mutating func add(
    _ member: String, _ copy: String, for file: inout BundledFiles.File
  ) throws(CommandFailure) -> String? {
    guard members[member] == nil else { return "another file has its name in the bundle" }
    file.member = member
    try keep(member, copy, file.changed)
    return nil
  }

  /// A text as it may leave a document of known shape.
  private mutating func show(_ value: String) -> String {
    if let known = shown[value] { return known }
    var result = text.redact(value, from: "what was observed") ?? Masker.standIn(0)
    if var names {
      result = names.mask(result)
      self.names = names
    }
    shown[value] = result
    return result
  }

  private mutating func add(
    _ path: String, _ document: some BundleDocument, _ time: Timestamp
  ) throws(CommandFailure) {
    // Distinct texts stay distinct, so that the document keeps its shape.
    var numbers: [String: Int] = [:]
    func number(_ text: String) -> String {
      let number = numbers[text] ?? numbers.count
      numbers[text] = number
      return String(number)
    }
    do {
      let finished = try renderJSON(document.changingOutsideText { show($0) })
      let skeleton = try renderJSON(document.changingOutsideText(number))
      let scan = text.masker.scan.excusing(ownText)
      try check(scan.scan(finished, skeleton: skeleton), path)
      put(path, finished, time)
    } catch {
      throw Self.failure(error, path)
    }
  }

  private mutating func add(
    _ path: String, _ report: Report, _ format: ReportFormat, _ time: Timestamp
  ) throws(CommandFailure) {
    do {
      put(path, try format.renderGuarded(report, masker: text.masker, ownText: ownText), time)
    } catch {
      throw Self.failure(error, path)
    }
  }

  private mutating func keep(
    _ path: String, _ copy: String, _ time: Timestamp
  ) throws(CommandFailure) {
    try check(text.scan.scan(copy), path)
    put(path, copy, time)
  }

  private func check(_ outcome: FinalScan.Outcome, _ path: String) throws(CommandFailure) {
    if case .leak(let source) = outcome { throw Self.leak(of: source, path) }
  }

  /// What to say where a file of the bundle was not made.
  private static func failure(_ error: any Error, _ path: String) -> CommandFailure {
    switch error {
    case let failure as CommandFailure: failure
    case let refusal as RedactionRefusal: leak(of: refusal.source, path)
    case let failure as EncodingFailure:
      .bug("\(path) of the bundle cannot be written as JSON: a value at \(failure.place)")
    default: .bug("\(path) of the bundle was not made: \(error)")
    }
  }

  private static func leak(of source: String, _ path: String) -> CommandFailure {
    .bug(
      "\(path) of the bundle would have held a secret read from \(source), and nothing was written; "
        + "this is a bug in Padlock")
  }

  private mutating func put(_ path: String, _ copy: String, _ time: Timestamp) {
    members[path] = CollectedBundle.Member(path: path, bytes: Array(copy.utf8), changed: time)
  }

  /// RFC 7468 §5.
  private static func pem(_ der: [UInt8]) -> String {
    let body = Data(der).base64EncodedString(options: [
      .lineLength64Characters, .endLineWithLineFeed,
    ])
    return "-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n"
  }
}

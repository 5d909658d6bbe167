public import PadlockModel

/// Renders `padlock.inspect/1`; `opens`, `keyOpens` and `keyBelongs` are there also where they are
/// null.
///
/// - Throws: `EncodingFailure` where a value cannot be written as JSON.
public func renderJSON(_ report: InspectReport) throws(EncodingFailure) -> String {
  try JSONText.make(report)
}

/// Renders what files hold, for people; `now` tells how long certificates are still valid.
public func renderText(
  _ report: InspectReport, at now: Timestamp, options: TextOptions = TextOptions()
) -> String {
  var page = TextPage(options)
  let certificates = report.files.flatMap { file in
    file.entries.flatMap(\.chain).map {
      InspectReport.Place(path: file.path, subject: $0.subject, sha256: $0.sha256)
    }
  }
  for file in report.files {
    page.gap()
    page.file(file, beside: certificates, now)
  }
  return page.text
}

extension TextPage {
  fileprivate mutating func file(
    _ file: InspectReport.File, beside certificates: [InspectReport.Place], _ now: Timestamp
  ) {
    if file.format == .unknown, let problem = file.problem {
      return item(sign("✗", "x"), "\(file.path): \(problem)", style: .red)
    }
    line(file.path, hanging: 2, style: .bold)
    let size = Count.text(file.bytes, "byte")
    line("\(file.format.rawValue), \(size)\(file.isStore ? file.opening : "")", indent: 2)
    if let problem = file.problem {
      if file.opens == true {
        item(sign("–", "-"), problem, indent: 2)
      } else {
        item(sign("✗", "x"), problem, indent: 2, style: .red)
      }
    }
    if !file.isComplete {
      item(
        "?",
        "Certificates and keys that are missing below are not readable without the "
          + (file.opens == nil ? "password: give it with --password-file." : "right password."),
        indent: 2, style: .yellow)
    }
    for entry in file.entries { self.entry(entry, of: file, beside: certificates, now) }
  }

  private mutating func entry(
    _ entry: InspectReport.Entry, of file: InspectReport.File,
    beside certificates: [InspectReport.Place], _ now: Timestamp
  ) {
    let created = entry.created.map { ", created \($0)" } ?? ""
    line("“\(entry.alias)”: \(entry.words)\(created)", indent: 2, hanging: 4)
    if entry.keyEncrypted == true, entry.keyOpens == nil, !file.isStore {
      item("?", "--key-password-file gives the password that opens it", indent: 4, style: .yellow)
    }
    if let problem = entry.keyProblem { item(sign("✗", "x"), problem, indent: 4, style: .red) }
    belonging(of: entry, in: file, beside: certificates)
    if entry.chain.isEmpty, entry.kind == .privateKey, file.isStore, file.isComplete {
      line("no certificate", indent: 4)
    }
    for (index, certificate) in entry.chain.enumerated() {
      self.certificate(
        certificate, indent: 4,
        isShown: index == 0 && (entry.kind == .privateKey || file.entries.count == 1)
          || !certificate.isCA, at: now)
    }
  }

  private mutating func belonging(
    of entry: InspectReport.Entry, in file: InspectReport.File,
    beside certificates: [InspectReport.Place]
  ) {
    func words(_ place: InspectReport.Place) -> String {
      place.path == file.path ? place.subject : "\(place.subject) in \(place.path)"
    }
    let other = entry.keyBelongsTo.map(words)
    switch (entry.keyBelongs, entry.chain.first) {
    case (true?, _):
      item(sign("✓", "ok"), "the key belongs to \(other ?? "it")", indent: 4, style: .green)
    case (false?, let first?):
      item(
        sign("✗", "x"),
        "the key does not belong to this certificate, \(first.subject)"
          + (other.map { ", but to \($0)" } ?? ""), indent: 4, style: .red)
    case (false?, nil):
      let alone = certificates.count == 1 ? certificates.first : nil
      item(
        sign("✗", "x"),
        "the key "
          + (alone.map { "does not belong to \(words($0))" }
            ?? "belongs to none of the \(certificates.count) certificates here"),
        indent: 4, style: .red)
    case (nil, _): break
    }
  }
}

extension InspectReport.File {
  /// Whether it is a store, which has a password of its own.
  fileprivate var isStore: Bool {
    switch format {
    case .jks, .jceks, .pkcs12, .bks, .uber: true
    case .pem, .der, .pkcs7, .unknown: false
    }
  }

  fileprivate var opening: String {
    switch opens {
    case true?: ", opens"
    case false?: ", does not open"
    case nil where !isComplete: ", not opened"
    case nil: ", not opened: no password was given (--password-file)"
    }
  }
}

extension InspectReport.Entry {
  fileprivate var words: String {
    switch (kind, keyOpens, keyEncrypted) {
    case (.certificate, _, _): "certificate"
    case (.secretKey, _, _): "secret key"
    case (.privateKey, true?, false?): "private key, not encrypted"
    case (.privateKey, true?, _): "private key, the key opens"
    case (.privateKey, false?, _): "private key, the key does not open with that password"
    case (.privateKey, nil, true?): "private key, encrypted, not opened"
    case (.privateKey, nil, _): "private key"
    }
  }
}

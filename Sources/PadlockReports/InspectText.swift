import PadlockModel

/// Renders `padlock.inspect/1`; `opens` and `keyOpens` are there also where they are null.
///
/// - Throws: `EncodingFailure` where a value cannot be written as JSON.
public func renderJSON(_ report: InspectReport) throws(EncodingFailure) -> String {
  try JSONText.make(report)
}

/// Renders what files hold, for people.
public func renderText(_ report: InspectReport, options: TextOptions = TextOptions()) -> String {
  var page = TextPage(options)
  for file in report.files {
    page.gap()
    page.file(file)
  }
  return page.text
}

extension TextPage {
  fileprivate mutating func file(_ file: InspectReport.File) {
    line(file.path, hanging: 2, style: .bold)
    let format = file.format == .unknown ? "unknown format" : file.format.rawValue
    let opens =
      switch file.opens {
      case true?: "opens"
      case false?: "does not open"
      case nil: "not opened: no password was given"
      }
    line("\(format), \(Count.text(file.bytes, "byte")), \(opens)", indent: 2)
    if let problem = file.problem { item(sign("✗", "x"), problem, indent: 2, style: .red) }
    for entry in file.entries { self.entry(entry) }
  }

  private mutating func entry(_ entry: InspectReport.Entry) {
    let kind: String
    switch entry.kind {
    case .privateKey:
      let opens = entry.keyOpens.map { $0 ? ", the key opens" : ", the key does not open" } ?? ""
      kind = "private key\(opens)"
    case .certificate: kind = "certificate"
    case .secretKey: kind = "secret key"
    }
    let created = entry.created.map { ", created \($0)" } ?? ""
    line("“\(entry.alias)”: \(kind)\(created)", indent: 2, hanging: 4)
    if entry.chain.isEmpty, entry.kind == .privateKey { line("no certificate", indent: 4) }
    for certificate in entry.chain { self.certificate(certificate, indent: 4) }
  }
}

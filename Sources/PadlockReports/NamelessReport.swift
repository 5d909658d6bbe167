public import PadlockModel
public import PadlockRedaction

extension Report {
  /// The report without hosts, addresses, user names and e-mail addresses, and what stands for what.
  ///
  /// Mask secrets first: one that holds a host's name would be broken in two.
  public func withoutNames() -> (report: Report, names: NameMasker) {
    let texts: [FactName] = ["target.host", "listener.host", "certificate.names"]
    let known = facts.filter { texts.contains($0.name) }.flatMap { Self.words($0.state) }
    let users = facts.filter { ["service.user", "file.owner"].contains($0.name) }
      .flatMap { Self.words($0.state) }
    var masker = NameMasker(
      hosts: targets.map(\.host) + known + certificates.flatMap(\.subjectAlternativeNames)
        + certificates.flatMap { Self.commonNames($0.subject) },
      users: users)
    let report = changingOutsideText { masker.mask($0) }
    return (report, masker)
  }

  private static func words(_ state: ReportedFact.State) -> [String] {
    switch state {
    case .value(.text(let text)): [text]
    case .value(.list(let texts)): texts
    case .value, .absent, .unknown: []
    }
  }

  /// `CN=agent01.example.com, O=Example` gives `agent01.example.com`, for a name with a dot is a
  /// host's.
  private static func commonNames(_ name: String) -> [String] {
    name.split(whereSeparator: { $0 == "," || $0 == "/" }).compactMap { part in
      let trimmed = part.drop { $0 == " " }
      guard trimmed.hasPrefix("CN="), trimmed.contains(".") else { return nil }
      return String(trimmed.dropFirst(3))
    }
  }
}

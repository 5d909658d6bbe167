import OpenSSLBridge
import PadlockModel
import PadlockReaders

/// Turns the calls of a survey into facts.
struct CallFacts {
  static let names: [FactName] =
    [
      "services.installed", "services.checking-unnamed", "own-certificate.names",
      "own-certificate.common-name", "own-certificate.self-signed", "own-certificate.issuer",
      "override.path", "override.state", "override.problem",
    ] + hostNames + verifyNames

  /// Facts for which the certificate's names must be known.
  private static let hostNames: [FactName] = [
    "calls.made", "calls.unset", "calls.override-missing", "calls.override-malformed",
    "calls.section-missing", "calls.section-misnamed", "calls.link-missing", "calls.link-ignored",
    "calls.shadowed", "calls.host-unnamed",
  ]
  private static let verifyNames: [FactName] = [
    "calls.verified-by-file", "calls.verify-misnamed", "calls.verify-quoted",
    "calls.verify-path-missing", "calls.verified-by-system", "calls.unverified-here",
    "calls.unverified-elsewhere",
  ]

  private let survey: CallSurvey
  private let certificate: OwnCertificate?
  private let request: CollectionRequest
  private var reach: OverrideReach { survey.reach }
  private let ownNames: OwnNames
  private var lists: [FactName: ListFact] = [:]
  /// Whether a call is not judged by what it trusts, because it goes to a wrong host before.
  private var isHeldBack = false

  init(_ survey: CallSurvey, _ certificate: OwnCertificate?, _ request: CollectionRequest) {
    self.survey = survey
    self.certificate = certificate
    self.request = request
    ownNames = OwnNames(request.files)
  }

  mutating func judge() {
    for call in survey.calls {
      add("calls.made", "\(call.name) at \(call.host)", call.hostPlace)
      if let certificate { judgeHost(call, certificate) }
      judgeVerification(call)
    }
    judgeForeignHosts()
    for service in survey.installed.services {
      guard let host = service.checksItselfAt, let certificate, !certificate.isFor(host) else {
        continue
      }
      add(
        "services.checking-unnamed", service.name,
        Evidence(
          .file, certificate.path,
          excerpt: "is for \(certificate.names.prefix(5).joined(separator: ", ")), not \(host)"))
    }
  }

  private mutating func add(_ name: FactName, _ value: String, _ place: Evidence) {
    lists[name, default: ListFact()].add(value, place)
  }

  /// Whether a client would compare the certificate's names with the host.
  private func comparesNames(_ call: CallSurvey.Call) -> Bool { call.verification != .off }

  private func isMisdirected(_ call: CallSurvey.Call, _ certificate: OwnCertificate) -> Bool {
    call.isLoopback && call.isAnsweredHere && comparesNames(call) && !certificate.isFor(call.host)
  }

  private mutating func judgeHost(_ call: CallSurvey.Call, _ certificate: OwnCertificate) {
    guard isMisdirected(call, certificate),
      let configuration = survey.configurations[call.service.name]
    else { return }
    let (obstacle, place) = reach.obstacle(call, configuration) { host in
      host.lowercased() != "localhost" && !HostsFile.isLoopback(host)
    }
    switch obstacle {
    case .nothingSet: add("calls.unset", call.name, place)
    case .fileMissing: add("calls.override-missing", call.service.name, place)
    case .fileMalformed: add("calls.override-malformed", call.service.name, place)
    case .sectionMissing: add("calls.section-missing", call.call.section, place)
    case .sectionMisnamed: add("calls.section-misnamed", call.call.section, place)
    case .linkMissing: add("calls.link-missing", call.service.name, place)
    case .linkIgnored: add("calls.link-ignored", call.service.name, place)
    case .shadowed: add("calls.shadowed", call.service.name, place)
    }
  }

  /// Hosts of calls to services of this machine that the certificate does not name.
  ///
  /// A host that differs from the others may be another machine: it counts where no call fits the
  /// certificate, where the machine itself has the name, or where it is a slip of the pen.
  private mutating func judgeForeignHosts() {
    guard let certificate else { return }
    let calls = survey.calls.filter { !$0.isLoopback && $0.isAnsweredHere && comparesNames($0) }
    let anyFits = calls.contains { certificate.isFor($0.host) }
    for call in calls where !certificate.isFor(call.host) {
      let isOwn = ownNames.contains(call.host)
      let isSlip = certificate.names.contains { Self.isSlip(call.host, of: $0) }
      guard !anyFits || isOwn || isSlip else { continue }
      add("calls.host-unnamed", call.host, call.hostPlace)
    }
  }

  /// Whether one name is the other with a letter or two wrong; machines differ in digits.
  static func isSlip(_ host: String, of name: String) -> Bool {
    let (host, name) = (host.lowercased(), name.lowercased())
    return host.count >= 8 && host.filter(\.isNumber) == name.filter(\.isNumber)
      && EditDistance.between(host, name) <= 2
  }

  private mutating func judgeVerification(_ call: CallSurvey.Call) {
    switch call.verification {
    case .ownFile: judgeOwnFile(call)
    case .system: add("calls.verified-by-system", call.name, call.verifyPlace)
    case .quoted: add("calls.verify-quoted", call.name, call.verifyPlace)
    case .file(let path):
      if request.files.status(of: path) == .missing {
        add("calls.verify-path-missing", call.name, call.verifyPlace)
      }
    case .off:
      let isHere =
        call.isLoopback || ownNames.contains(call.host) || certificate?.isFor(call.host) == true
      add(
        isHere ? "calls.unverified-here" : "calls.unverified-elsewhere",
        "\(call.name) at \(call.host)",
        call.verifyPlace)
    }
  }

  /// The certificate file vouches only for what is in it: not for a leaf whose root it lacks.
  private mutating func judgeOwnFile(_ call: CallSurvey.Call) {
    guard let certificate, call.isAnsweredHere, call.isLoopback || certificate.isFor(call.host),
      !certificate.vouchesForItself(at: request.options.now)
    else { return }
    if isMisdirected(call, certificate) {
      isHeldBack = true
      return
    }
    if let mistaken = call.call.mistakenVerify,
      let setting = survey.configurations[call.service.name]?.yaml[mistaken]
    {
      add(
        "calls.verify-misnamed", call.call.section,
        Evidence(
          .file, setting.file, line: setting.line, excerpt: "\(mistaken): \(setting.text)"))
    } else {
      add("calls.verified-by-file", call.name, call.verifyPlace)
    }
  }

  var observations: [Observation] {
    let subject = survey.subject
    var observations: [Observation] = [
      .known(
        "services.installed", of: subject, .list(survey.installed.services.map(\.name)),
        Evidence(
          .file, request.target.home ?? "/",
          excerpt: "\(survey.installed.services.count) services are installed"))
    ]
    let unread = UnknownReason.failed("the certificate file could not be read here")
    for name in Self.hostNames + ["services.checking-unnamed"] {
      let gap = name == "calls.made" ? survey.gap : certificate == nil ? unread : survey.gap
      observations.append((lists[name] ?? ListFact()).observation(name, of: subject, gap: gap))
    }
    for name in Self.verifyNames {
      var gap = survey.gap ?? (certificate == nil ? unread : nil)
      if isHeldBack, name == "calls.verified-by-file" || name == "calls.verify-misnamed" {
        gap = .failed("the calls must go to a name of the certificate first")
      }
      observations.append((lists[name] ?? ListFact()).observation(name, of: subject, gap: gap))
    }
    return observations + certificateFacts + overrideFacts + checks
  }

  private var certificateFacts: [Observation] {
    let subject = survey.subject
    guard let certificate else {
      return ["names", "common-name", "self-signed", "issuer"].map {
        .unknown(
          FactName("own-certificate.\($0)"), of: subject,
          .failed("the certificate file could not be read here"))
      }
    }
    let leaf = certificate.leaf
    func seen(_ excerpt: String) -> Evidence {
      Evidence(.certificate, certificate.path, excerpt: excerpt)
    }
    return [
      .known(
        "own-certificate.names", of: subject, .list(Array(certificate.names.prefix(1_000))),
        seen("is for \(certificate.names.prefix(20).joined(separator: ", "))")),
      leaf.commonNames.last.map {
        .known(
          "own-certificate.common-name", of: subject, .text($0), seen("subject \(leaf.subject)"))
      } ?? .absent("own-certificate.common-name", of: subject, seen("subject \(leaf.subject)")),
      .known(
        "own-certificate.self-signed", of: subject, .boolean(leaf.isSelfSigned),
        seen(leaf.isSelfSigned ? "signed with its own key" : "signed by \(leaf.issuer)")),
      .known(
        "own-certificate.issuer", of: subject, .text(leaf.issuer), seen("issuer \(leaf.issuer)")),
    ]
  }

  private var overrideFacts: [Observation] {
    let subject = survey.subject
    guard let file = reach.file else {
      return ["path", "state", "problem"].map {
        .unknown(FactName("override.\($0)"), of: subject, .notApplicable)
      }
    }
    let place = Evidence(
      .file, file.path, line: reach.failure?.line,
      excerpt: reach.failure?.problem ?? (reach.state == .missing ? "it is not there" : "it parses")
    )
    return [
      .known("override.path", of: subject, .text(file.path), place),
      reach.state.map { .known("override.state", of: subject, .text($0.rawValue), place) }
        ?? .unknown("override.state", of: subject, .offline),
      reach.failure.map {
        .known("override.problem", of: subject, .text("line \($0.line): \($0.problem)"), place)
      } ?? .absent("override.problem", of: subject, place),
    ] + overrideFile(file)
  }

  /// The file as one that the product goes by, so that its changes date what the logs say.
  private func overrideFile(_ file: OverrideFile) -> [Observation] {
    guard reach.state == .present || reach.state == .malformed else { return [] }
    let id = SubjectID(.file, file.path)
    var observations: [Observation] = [
      .subject(Subject(id, name: file.path, within: [survey.subject])),
      .known("file.path", of: id, .text(file.path)),
      .known("file.role", of: id, .text("active")),
      .known(
        "file.state", of: id, .text("present"), Evidence(.file, file.path, excerpt: "it is there")),
    ]
    if case .file(let information) = request.files.status(of: file.path) {
      observations.append(.known("file.changed", of: id, .time(information.changed)))
    }
    return observations
  }

  private var checks: [Observation] {
    let subject = survey.subject
    var checks: [Observation] = [
      .check(
        CheckRecord(
          id: "calls", subject: subject, title: "Follow the calls between the services",
          detail: lists["calls.made"].map { "\($0.values.count) calls were followed" }
            ?? "no call was found",
          facts: Self.hostNames + Self.verifyNames))
    ]
    if let here = lists["calls.unverified-here"]?.values, !here.isEmpty {
      checks.append(
        .check(
          CheckRecord(
            id: "calls", subject: subject, title: "Verification within this machine",
            detail: "is switched off for \(here.joined(separator: "; ")), which stay on it",
            facts: ["calls.unverified-here"], isNotable: true)))
    }
    return checks
  }
}

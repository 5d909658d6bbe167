import PadlockModel
import PadlockNetwork
import PadlockReaders

/// Every call that the installed services make to each other, as their configuration has it.
struct CallSurvey: Sendable {
  /// A call by one service.
  struct Call: Sendable {
    let service: ProductService
    let call: ProductCall
    /// The host that is called, and where that stands; nil where it is the default.
    let host: String
    let hostSetting: LayeredYAML.Scalar?
    let verification: Verification
    let verifySetting: LayeredYAML.Scalar?
    /// Whether the service that answers is here as well: it is installed, or it answers on
    /// loopback alone and so must be here.
    let isAnsweredHere: Bool

    /// `service → call`, for lists.
    var name: String { "\(service.name) → \(call.name)" }

    var isLoopback: Bool {
      host.lowercased() == "localhost"
        || SocketAddress(literal: host, port: 1)?.isLoopback == true
    }

    var hostPlace: Evidence { place(hostSetting, call.host, "\(service.name) calls \(host)") }

    var verifyPlace: Evidence {
      place(verifySetting, call.verify, "\(service.name) trusts the certificate file alone")
    }

    private func place(
      _ setting: LayeredYAML.Scalar?, _ key: String, _ consequence: String
    ) -> Evidence {
      if let setting {
        let value = setting.isQuoted ? "\"\(setting.text)\"" : setting.text
        return Evidence(.file, setting.file, line: setting.line, excerpt: "\(key): \(value)")
      }
      return Evidence(
        .file, service.configuration ?? service.name,
        excerpt: "\(key) is not set, so \(consequence)")
    }
  }

  /// What vouches for the certificate of whoever answers.
  enum Verification: Sendable, Equatable {
    /// The certificate file of the product itself.
    case ownFile
    case system
    case off
    case file(String)
    /// A word for true or false in quotes, which is taken for the name of a file.
    case quoted(String)
  }

  let subject: SubjectID
  let installed: InstalledParts
  let reach: OverrideReach
  let configurations: [String: ServiceConfiguration]
  let calls: [Call]
  /// Why some calls are not known; nil where every configuration was read.
  let gap: UnknownReason?

  /// Nil where the product is one service alone, or its files are not at hand.
  init?(_ request: CollectionRequest) {
    guard let installed = InstalledParts(request), let installation = request.installation else {
      return nil
    }
    subject = SubjectID(.service, installation.service.name)
    self.installed = installed
    let reach = OverrideReach(installed.parts.override, request.files)
    self.reach = reach
    let ownFile = request.workbench.read { $0.settings["certificate.path"]?.value.text }
    var configurations: [String: ServiceConfiguration] = [:]
    var calls: [Call] = []
    var gap: UnknownReason?
    for service in installed.services where service.configuration != nil {
      let configuration = ServiceConfiguration(
        service, request.files, isOverrideMissing: reach.state == .missing)
      configurations[service.name] = configuration
      if let reason = configuration.gap {
        gap = gap ?? reason
        continue
      }
      for name in service.calls {
        guard let call = installed.parts.calls.first(where: { $0.name == name }) else { continue }
        let host = configuration.yaml[call.host]
        let verify = configuration.yaml[call.verify]
        calls.append(
          Call(
            service: service, call: call, host: host?.text ?? call.defaultHost, hostSetting: host,
            verification: Self.verification(verify, ownFile), verifySetting: verify,
            isAnsweredHere: call.isLoopbackOnly || installed.has(call.service)))
      }
    }
    self.configurations = configurations
    self.calls = calls
    self.gap = gap
  }

  private static func verification(
    _ setting: LayeredYAML.Scalar?, _ ownFile: String?
  ) -> Verification {
    guard let setting, setting.text != ownFile else { return .ownFile }
    if let isOn = setting.boolean { return isOn ? .system : .off }
    if setting.isQuoted, LayeredYAML.Scalar.boolean(setting.text) != nil {
      return .quoted(setting.text)
    }
    return .file(setting.text)
  }
}

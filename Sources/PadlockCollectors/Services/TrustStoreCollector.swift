import OpenSSLBridge
public import PadlockModel
import PadlockNetwork
import PadlockReaders

/// Opens the store with which a Java service judges others: the configured one, else that of its
/// Java.
public struct TrustStoreCollector: Collector {
  public init() {}

  public let title = "Open the trust store"
  public let how = "Run Padlock on the product's own host, as a user who may read the trust store."
  public let offer = CollectorOffer(
    id: "truststore",
    provides: [
      "truststore.path", "truststore.state", "truststore.opens", "truststore.certificates",
    ], needs: ["service.name"], cost: .quick)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let service = findings.facts.subjects(of: .service).first?.id else { return [] }
    guard let (path, place) = Self.path(request) else {
      return offer.provides.map { .unknown($0, of: service, .notApplicable) }
    }
    var observations: [Observation] = [
      .known("truststore.path", of: service, .text(path), place)
    ]
    do {
      let bytes = try request.files.contents(of: path, limit: KeystoreBounds.bytes)
      observations += opened(path, bytes, service, request)
    } catch {
      observations += unopened(path, error, service)
    }
    return observations
  }

  /// The configured path, else the store of the Java that the service runs on.
  private static func path(_ request: CollectionRequest) -> (String, Evidence)? {
    let configured = request.workbench.read { $0.settings }
    // Other types are no files: the stores of Windows and macOS, and those on a token.
    let type = configured["truststore.type"]?.value.text.uppercased() ?? "JKS"
    guard ["JKS", "JCEKS", "PKCS12", ""].contains(type) else { return nil }
    if let setting = configured["truststore.path"], !setting.value.isEmpty {
      let text = setting.value.text
      // NONE says that there is no file (JSSE reference guide).
      guard !text.hasPrefix("classpath:"), text != "NONE" else { return nil }
      let settings = ProductSettings([], ConfigurationReading(product: request.product))
      let path = KeystoreNaming(request, settings).located(text, by: "truststore.path")
      return (path, Evidence(.file, setting.file, line: setting.line, excerpt: text))
    }
    guard request.product.settings.contains(where: { $0.name == "truststore.path" }),
      let java = JavaRelease.find(request)
    else { return nil }
    let home = TargetPath(java.place).folder
    // jssecacerts wins (JSSE reference guide); Java 8 and older have them below jre.
    let folders = ["lib/security", "jre/lib/security"].map { TargetPath(home).appending($0) }
    let candidates = ["jssecacerts", "cacerts"].flatMap { name in
      folders.map { TargetPath($0).appending(name) }
    }
    let found = candidates.first {
      if case .file = request.files.status(of: $0) { true } else { false }
    }
    let folder = folders.first {
      if case .folder = request.files.status(of: $0) { true } else { false }
    }
    return (found ?? folder.map { TargetPath($0).appending("cacerts") }).map {
      ($0, Evidence(.file, java.place, excerpt: "the service runs on Java \(java.version.text)"))
    }
  }

  private func opened(
    _ path: String, _ bytes: [UInt8], _ service: SubjectID, _ request: CollectionRequest
  ) -> [Observation] {
    let password = request.workbench.read { $0.settings["truststore.password"]?.value.secret }
    let run = request.options.run
    let inspection = inspectKeystore(
      bytes: bytes, password: password, openKeys: false, isStopped: { run.interruption != nil })
    func evidence(_ excerpt: String) -> Evidence { Evidence(.keystore, path, excerpt: excerpt) }
    let isEmpty = bytes.isEmpty
    var observations: [Observation] = [
      .known(
        "truststore.state", of: service, .text(isEmpty ? "empty" : "present"),
        evidence(isEmpty ? "the file is empty" : "the file is there"))
    ]
    let isStore = [.jks, .jceks, .pkcs12].contains(inspection.format)
    // Without its password a PKCS12 store shows nothing, which is not the same as being empty.
    let isListed =
      isStore && (inspection.opens == true || inspection.format != .pkcs12)
      && inspection.problem == nil
    // The first certificate of a private key is trusted too (sun.security.validator.TrustStoreUtil).
    let count = inspection.entries.filter { $0.kind != .secretKey && !$0.chain.isEmpty }.count
    let detail =
      isEmpty
      ? "\(path) is an empty file"
      : isListed
        ? "\(path) holds \(count) certificate\(count == 1 ? "" : "s")"
        : inspection.problem?.description ?? "\(path) needs a password that is not known"
    observations.append(
      inspection.opens.map {
        .known(
          "truststore.opens", of: service, .boolean($0),
          evidence($0 ? "it opens" : "it does not open"))
      } ?? .unknown("truststore.opens", of: service, .notApplicable))
    observations.append(
      isListed
        ? .known("truststore.certificates", of: service, .integer(count), evidence(detail))
        : .unknown("truststore.certificates", of: service, .failed(detail)))
    return observations + [check(detail, service)]
  }

  private func unopened(
    _ path: String, _ failure: FileFailure, _ service: SubjectID
  ) -> [Observation] {
    let (word, excerpt): (String?, String) =
      switch failure {
      case .missing: ("missing", "no file is there")
      case .isFolder: ("folder", "it is a folder")
      case .denied: ("unreadable", "this user may not read it")
      case .isSpecial: ("unreadable", "it is no regular file")
      case .tooLarge: ("too-large", "it is larger than the 64 MiB that a keystore may have")
      case .notCollected: (nil, "the tree does not hold its folder")
      case .outsideTree: (nil, "its links leave the tree")
      case .failed(let words): ("unreadable", words)
      }
    let state: Observation =
      word.map {
        .known(
          "truststore.state", of: service, .text($0), Evidence(.file, path, excerpt: excerpt))
      } ?? .unknown("truststore.state", of: service, .offline)
    return [state]
      + ["truststore.opens", "truststore.certificates"].map {
        .unknown($0, of: service, word == nil ? .offline : .notApplicable)
      } + [check("\(path): \(excerpt)", service)]
  }

  private func check(_ detail: String, _ service: SubjectID) -> Observation {
    .check(
      CheckRecord(
        id: offer.id, subject: service, title: title, detail: detail,
        facts: ["truststore.state", "truststore.certificates"]))
  }
}

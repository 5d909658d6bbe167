import OpenSSLBridge
public import PadlockModel
import PadlockReaders

/// Finds out which Java the service runs on, and what that Java makes of the keystore.
public struct JavaCollector: Collector {
  public init() {}

  public let title = "Find the service's Java"
  public let how = "Run 'java -version' with the Java that the service uses."
  public let offer = CollectorOffer(
    id: "java",
    provides: [
      "service.java-version", "keystore.type-accepted", "keystore.encryption-accepted",
    ], needs: ["service.state", "keystore.state"], cost: .quick)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let service = findings.facts.subjects(of: .service).first?.id else { return [] }
    let java = JavaRelease.find(request)
    var observations: [Observation] = [
      java.map {
        .known(
          "service.java-version", of: service, .integer($0.version.major),
          Evidence(.file, $0.place, excerpt: "JAVA_VERSION=\($0.version.text)"))
      } ?? .unknown("service.java-version", of: service, .notApplicable)
    ]
    for keystore in findings.facts.subjects(of: .keystore) {
      observations += judge(keystore.id, java, request, findings.facts)
    }
    return observations
  }

  private func judge(
    _ keystore: SubjectID, _ java: JavaRelease?, _ request: CollectionRequest, _ facts: FactSet
  ) -> [Observation] {
    func observation(_ name: FactName, _ answer: Bool?, _ excerpt: String) -> Observation {
      guard let answer else { return .unknown(name, of: keystore, .notApplicable) }
      let shown = java.map { "\(excerpt); Java \($0.version.text)" } ?? excerpt
      return .known(
        name, of: keystore, .boolean(answer), Evidence(.keystore, keystore.name, excerpt: shown))
    }
    let format = facts["keystore.format", keystore].value?.description ?? ""
    let declared = facts["keystore.declared-type", keystore].value?.description ?? "JKS"
    let inspection = request.workbench.read { $0.keystores[keystore.name] }
    return [
      observation(
        "keystore.type-accepted", Self.accepts(format, as: declared, java?.version),
        "\(format) declared as \(declared)"),
      observation(
        "keystore.encryption-accepted", Self.decrypts(inspection?.algorithms, java?.version),
        inspection?.algorithms.map { algorithms in
          Set((algorithms.keys + algorithms.certificates).map(\.name)).sorted()
            .joined(separator: ", ")
        } ?? ""),
    ]
  }

  /// Whether Java reads a file of `format` as a store of the declared type; nil where that depends
  /// on a version that is not known.
  ///
  /// Since 8u60 the type JKS reads PKCS12 files, and since 9 the type PKCS12 reads JKS files
  /// (JEP 229); JCEKS reads JKS files as well, and nothing else reads JCEKS.
  static func accepts(_ format: String, as declared: String, _ java: JavaVersion?) -> Bool? {
    if format == declared { return true }
    switch (declared, format) {
    case ("JKS", "PKCS12"): return java.map { $0 >= JavaVersion(major: 8, update: 60) }
    case ("PKCS12", "JKS"): return java.map { $0.major >= 9 }
    case ("JCEKS", "JKS"): return true
    case ("JKS", "JCEKS"), ("PKCS12", "JCEKS"), ("JCEKS", "PKCS12"): return false
    default: return nil
    }
  }

  /// Whether Java knows the algorithms: PBES2 and SHA-2 MACs came with 8u301 and 11.0.12.
  static func decrypts(_ algorithms: PKCS12Algorithms?, _ java: JavaVersion?) -> Bool? {
    guard let algorithms else { return nil }
    if !algorithms.unknownToJava.isEmpty { return false }
    if !algorithms.isTooNewForOldJava { return true }
    return java.map { version in
      switch version.major {
      case ..<8: false
      case 8: version.update >= 301
      case 9, 10: false
      case 11: version.update >= 12
      default: true
      }
    }
  }
}

/// A version of Java: `1.8.0_292` is 8 update 292, `11.0.4` is 11 update 4.
struct JavaVersion: Comparable, Sendable {
  var major: Int
  var update: Int
  var text = ""

  init(major: Int, update: Int) {
    self.major = major
    self.update = update
  }

  /// Reads what `java.version` says.
  init?(_ text: String) {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    guard let first = numbers.first else { return nil }
    if first == 1, numbers.count > 1 {
      major = numbers[1]
      update = numbers.count > 3 ? numbers[3] : 0
    } else {
      major = first
      update = numbers.count > 2 ? numbers[2] : 0
    }
    self.text = text
  }

  static func < (a: JavaVersion, b: JavaVersion) -> Bool {
    (a.major, a.update) < (b.major, b.update)
  }

  static func == (a: JavaVersion, b: JavaVersion) -> Bool {
    (a.major, a.update) == (b.major, b.update)
  }
}

/// The `release` file of a Java home.
struct JavaRelease: Sendable {
  let version: JavaVersion
  let place: String

  /// That of the running process, else that of the Java which the product brings along.
  static func find(_ request: CollectionRequest) -> JavaRelease? {
    if let system = request.system, let installation = request.installation,
      !request.options.noProbe,
      let process = OwnProcesses(
        system.processes(), of: installation, home: request.target.home, request.files
      ).main,
      let program = system.executable(of: process.id)
    {
      // <home>/bin/java, in old versions <home>/jre/bin/java.
      let home = TargetPath(TargetPath(program).folder).folder
      for place in [home, TargetPath(home).folder] {
        if let release = read(place, request.files) { return release }
      }
    }
    guard let home = request.target.home else { return nil }
    for pattern in request.installation?.javaHomes ?? [] {
      for place in PathPattern(TargetPath(home).appending(pattern)).matches(in: request.files) {
        if let release = read(place, request.files) { return release }
      }
    }
    return nil
  }

  private static func read(_ home: String, _ files: any FileAccess) -> JavaRelease? {
    let path = TargetPath(home).appending("release")
    guard let bytes = try? files.contents(of: path, limit: 1 << 16) else { return nil }
    let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .first { $0.hasPrefix("JAVA_VERSION=") }
    let value = line.map { $0.dropFirst(13).filter { $0 != "\"" } }
    return value.flatMap(JavaVersion.init).map { JavaRelease(version: $0, place: path) }
  }
}

public import PadlockModel

/// Judges whether the service's user may read the keystore, or the certificate and key files, and
/// execute the start script.
public struct PermissionCollector: Collector {
  public init() {}

  public let title = "Compare permissions with the service's user"
  public let how = "Run Padlock on the product's own host as a user who may look into its folders."
  public let offer = CollectorOffer(
    id: "permissions",
    provides: [
      "keystore.service-can-read", "file.service-can-read", "file.service-can-execute",
    ], needs: ["service.user", "keystore.state", "file.state"], cost: .quick)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let user = findings.facts.subjects(of: .service).first.flatMap {
      findings.facts["service.user", $0.id].value?.description
    }.flatMap { request.files.identity(ofUser: $0) }
    let permissions = Permissions(files: request.files)
    let unit = ServiceUnit(request)
    let programs = unit.programs
    let paths = (findings.facts.subjects(of: .file) + findings.facts.subjects(of: .keystore))
      .map(\.id.name)
    let origin = TreeOrigin(request.files, near: paths)
    /// What the user may, where the unit does not add to it.
    func allows(_ wish: Permissions.Wish, _ path: String) -> Bool? {
      guard let user, origin.keepsOwners else { return nil }
      let isAllowed = permissions.allows(user, wish, path)
      return isAllowed == false && unit.grantsMore ? nil : isAllowed
    }
    var observations: [Observation] = []
    for keystore in findings.facts.subjects(of: .keystore) {
      let mayRead = allows(.read, keystore.id.name)
      observations.append(
        Self.observation(
          "keystore.service-can-read", keystore.id, user, mayRead, "read", request))
    }
    let roles = ServerFileCollector.certificateRoles.union(ServerFileCollector.keyRoles)
    for path in ServerFileCollector.paths(roles, findings.facts) {
      observations.append(
        Self.observation(
          "file.service-can-read", SubjectID(.file, path), user, allows(.read, path), "read",
          request))
    }
    for file in findings.facts.subjects(of: .file) {
      let isScript = request.installation?.configuration.contains {
        $0.reader == .launchLine && TargetPath($0.path).name == TargetPath(file.id.name).name
      }
      // A script that a shell is told to read needs no right to be executed.
      let isProgram = programs.isEmpty || programs.contains(file.id.name)
      guard isScript == true, isProgram,
        findings.facts["file.role", file.id].value == .text("active")
      else {
        observations.append(.unknown("file.service-can-execute", of: file.id, .notApplicable))
        continue
      }
      if origin.keepsModes, case .file(let information) = request.files.status(of: file.id.name),
        information.mode & 0o111 == 0
      {
        observations.append(
          .known(
            "file.service-can-execute", of: file.id, .boolean(false),
            Evidence(
              .file, file.id.name,
              excerpt: "nobody may execute it: mode \(String(information.mode, radix: 8))")))
        continue
      }
      let mayExecute = allows(.execute, file.id.name)
      observations.append(
        Self.observation(
          "file.service-can-execute", file.id, user, mayExecute, "execute", request))
    }
    return observations
  }

  private static func observation(
    _ name: FactName, _ subject: SubjectID, _ user: UserIdentity?, _ isAllowed: Bool?,
    _ verb: String, _ request: CollectionRequest
  ) -> Observation {
    guard let user, let isAllowed, case .file(let file) = request.files.status(of: subject.name)
    else { return .unknown(name, of: subject, .notApplicable) }
    let mode = String(file.mode, radix: 8)
    return .known(
      name, of: subject, .boolean(isAllowed),
      Evidence(
        .file, subject.name,
        excerpt: "\(user.name) may \(isAllowed ? "" : "not ")\(verb) it: mode \(mode), owner "
          + "\(file.ownerID), group \(file.groupID)"))
  }
}

import PadlockModel
import PadlockReaders

/// Which services may not read the certificate or the key, by the users and groups of the target.
struct PartPermissions {
  private let request: CollectionRequest
  private let installed: InstalledParts
  private let paths: [String]
  private var cannotRead = ListFact()
  private var outsideGroup = ListFact()
  private var gap: UnknownReason?

  init(_ request: CollectionRequest, _ installed: InstalledParts) {
    self.request = request
    self.installed = installed
    let settings = request.workbench.read { $0.settings }
    paths = ["certificate.path", "certificate.key-path"].compactMap { settings[$0]?.value.text }
      .filter { path in
        if case .file = request.files.status(of: path) { true } else { false }
      }
  }

  mutating func judge() {
    let services = installed.services.filter { $0.user != nil }
    guard !services.isEmpty, !paths.isEmpty else {
      gap = .notApplicable
      return
    }
    let near =
      paths + services.compactMap(\.configuration) + (request.installation?.logs ?? []).map(\.path)
    let origin = TreeOrigin(request.files, near: near)
    let users = services.compactMap(\.user).filter { request.files.identity(ofUser: $0) != nil }
    guard origin.keepsOwners, !users.isEmpty else {
      judgeModes(services)
      return
    }
    for service in services { judge(service) }
  }

  private mutating func judge(_ service: ProductService) {
    guard let name = service.user, let user = request.files.identity(ofUser: name) else {
      gap = gap ?? .failed("the user of \(service.name) is not known")
      return
    }
    let permissions = Permissions(files: request.files)
    let lacking = lackedGroups(service, user)
    for path in paths {
      guard let isAllowed = permissions.allows(user, .read, path) else {
        gap = gap ?? .failed("what is on the way to \(path) cannot be seen")
        continue
      }
      guard !isAllowed, case .file(let file) = request.files.status(of: path) else { continue }
      let place = Evidence(
        .file, path,
        excerpt: "\(name) may not read it: mode \(String(file.mode, radix: 8)), owner "
          + "\(file.ownerID), group \(file.groupID)")
      var member = user
      member.groups.formUnion(lacking.map(\.id))
      if !lacking.isEmpty, permissions.allows(member, .read, path) == true {
        outsideGroup.add(
          service.name,
          Evidence(
            .file, "/etc/group",
            excerpt: "\(name) is not in \(lacking.map(\.name).joined(separator: ", "))"))
        outsideGroup.add(service.name, place)
      } else {
        cannotRead.add(service.name, place)
      }
    }
  }

  /// The groups that the service's package puts its user into, and in which the user is not.
  private func lackedGroups(
    _ service: ProductService, _ user: UserIdentity
  ) -> [(name: String, id: Int)] {
    let bytes = (try? request.files.contents(of: "/etc/group", limit: 4 << 20)) ?? []
    let table = UserTable(passwd: [], group: bytes)
    return service.groups.compactMap { name in
      table.groupID(of: name).flatMap { user.groups.contains($0) ? nil : (name, $0) }
    }
  }

  /// Where owners are not those of the target, modes alone can tell: what only its owner may read
  /// cannot be read by the users of several services.
  private mutating func judgeModes(_ services: [ProductService]) {
    gap = .offline
    // Where everything has lost the same rights, unpacking took them.
    let isTelling = services.compactMap(\.configuration).contains { path in
      if case .file(let file) = request.files.status(of: path) {
        return file.mode & Self.others != 0
      }
      return false
    }
    guard isTelling, Set(services.compactMap(\.user)).count > 1 else { return }
    for path in paths {
      guard case .file(let file) = request.files.status(of: path), file.mode & Self.others == 0,
        !request.files.hasAccessList(path)
      else { continue }
      for service in services {
        cannotRead.add(
          service.name,
          Evidence(
            .file, path,
            excerpt: "only its owner may read it: mode \(String(file.mode, radix: 8))"))
      }
    }
  }

  /// The right to read of the group and of everybody.
  private static let others = 0o044

  func observations(of subject: SubjectID) -> [Observation] {
    [
      cannotRead.observation("services.cannot-read", of: subject, gap: gap),
      outsideGroup.observation("services.outside-group", of: subject, gap: gap),
      .check(
        CheckRecord(
          id: "parts", subject: subject,
          title: "Compare permissions with the users of the services",
          detail: paths.isEmpty
            ? "neither certificate nor key is there" : paths.joined(separator: ", "),
          facts: ["services.cannot-read", "services.outside-group"])),
    ]
  }
}

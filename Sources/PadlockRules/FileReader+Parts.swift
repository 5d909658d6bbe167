import PadlockModel
import PadlockReaders

extension FileReader {
  /// The services that a product is made of.
  mutating func parts(_ tree: YAMLTree) -> ProductParts? {
    guard let fields = Fields(tree, "`parts`", keys: Keys.parts, required: ["services"], &self)
    else { return nil }
    return ProductParts(
      services: items(fields["services"], "`services`").compactMap { partService($0) },
      calls: items(fields["calls"], "`calls`").compactMap { call($0) },
      override: fields["override"].flatMap { override($0) },
      authorities: fields["authorities"].flatMap { authorities($0) },
      hostsTemplates: items(fields["hosts-templates"], "`hosts-templates`")
        .compactMap { hostsTemplate($0) },
      offMarks: items(fields["off-marks"], "`off-marks`").compactMap { offMark($0) })
  }

  private mutating func partService(_ tree: YAMLTree) -> ProductService? {
    guard
      let fields = Fields(
        tree, "a service", keys: Keys.partService, required: ["name", "present"], &self),
      let name = text(fields["name"], "the name")
    else { return nil }
    if let calls = fields["calls"] { note("services/\(name)/calls", at: calls.place) }
    return ProductService(
      name: name, present: texts(fields["present"], "`present`"),
      user: text(fields["user"], "the user"), groups: texts(fields["groups"], "`groups`"),
      configuration: text(fields["config"], "`config`"),
      additions: text(fields["additions"], "`additions`"),
      calls: texts(fields["calls"], "`calls`"),
      checksItselfAt: text(fields["checks-itself-at"], "`checks-itself-at`"),
      certificateIn: items(fields["certificate-in"], "`certificate-in`")
        .compactMap { configuration($0) },
      process: texts(fields["process"], "`process`"))
  }

  private mutating func call(_ tree: YAMLTree) -> ProductCall? {
    guard
      let fields = Fields(
        tree, "a call", keys: Keys.call,
        required: ["name", "service", "host", "default-host", "verify"], &self),
      let name = text(fields["name"], "the name"),
      let service = text(fields["service"], "the service"),
      let host = text(fields["host"], "`host`"),
      let defaultHost = text(fields["default-host"], "`default-host`"),
      let verify = text(fields["verify"], "`verify`")
    else { return nil }
    note("calls/\(name)/service", at: fields.place(of: "service"))
    return ProductCall(
      name: name, service: service, host: host, defaultHost: defaultHost, verify: verify,
      mistakenVerify: text(fields["mistaken-verify"], "`mistaken-verify`"),
      mistakenSections: texts(fields["mistaken-sections"], "`mistaken-sections`"),
      isLoopbackOnly: boolean(fields["loopback-only"], "`loopback-only`") ?? false)
  }

  private mutating func override(_ tree: YAMLTree) -> OverrideFile? {
    guard
      let fields = Fields(
        tree, "an override", keys: Keys.override, required: Keys.override, &self),
      let path = text(fields["path"], "the path"), let link = text(fields["link"], "the link")
    else { return nil }
    return OverrideFile(path: path, link: link)
  }

  private mutating func authorities(_ tree: YAMLTree) -> AuthorityFiles? {
    guard
      let fields = Fields(
        tree, "`authorities`", keys: Keys.authorities, required: ["bundle", "folder", "ending"],
        &self),
      let bundle = text(fields["bundle"], "`bundle`"),
      let folder = text(fields["folder"], "`folder`"),
      let ending = text(fields["ending"], "`ending`")
    else { return nil }
    return AuthorityFiles(
      bundle: bundle, folder: folder, ending: ending,
      package: text(fields["package"], "the package"))
  }

  private mutating func hostsTemplate(_ tree: YAMLTree) -> HostsTemplate? {
    guard
      let fields = Fields(
        tree, "a template", keys: Keys.hostsTemplate, required: ["path"], &self),
      let path = text(fields["path"], "the path")
    else { return nil }
    return HostsTemplate(path: path, ownName: text(fields["own-name"], "`own-name`"))
  }

  private mutating func offMark(_ tree: YAMLTree) -> OffMark? {
    guard
      let fields = Fields(tree, "an off mark", keys: Keys.offMark, required: ["path"], &self),
      let path = text(fields["path"], "the path")
    else { return nil }
    return OffMark(path: path, line: text(fields["line"], "the line"))
  }
}

import PadlockModel
import PadlockNetwork

/// What `/etc/hosts`, its templates and the resolver say of some names.
struct NameLookup {
  private let request: CollectionRequest
  private let hosts: HostsFile?
  private let canResolve: Bool
  private var addresses: [String: [(address: String, place: Evidence)]] = [:]
  private var kept: Set<String> = []
  private var unresolved = ListFact()
  private var outside = ListFact()
  private var elsewhere = ListFact()
  private var impermanent = ListFact()
  private var resolverGap: UnknownReason?
  private var templateGap: UnknownReason?

  init(_ request: CollectionRequest) {
    self.request = request
    hosts = (try? request.files.contents(of: HostsFile.path, limit: 4 << 20)).map(HostsFile.init)
    canResolve = request.system != nil && !request.options.noProbe
    if !canResolve {
      resolverGap = request.options.noProbe && request.system != nil ? .byChoice : .notApplicable
    }
  }

  mutating func look(up name: String) async {
    let lines = hosts?.lines(for: name) ?? []
    addresses[name] = lines.map {
      ($0.address, Evidence(.file, HostsFile.path, line: $0.number, excerpt: $0.text))
    }
    if hosts != nil, lines.isEmpty {
      outside.add(name, Evidence(.file, HostsFile.path, excerpt: "does not have \(name)"))
    }
    guard lines.isEmpty, canResolve else { return }
    let outcome = await Resolver.resolve(
      HostName(name), port: 443, timeout: request.options.timeout, before: request.options.run)
    switch outcome {
    case .addresses(let found):
      let text = found.map(\.text).joined(separator: ", ")
      let place = Evidence(.probe, name, excerpt: "\(name) resolves to \(text)")
      addresses[name] = found.map { ($0.text, place) }
    case .notFound(_, let text):
      unresolved.add(name, Evidence(.probe, name, excerpt: "\(name) does not resolve: \(text)"))
    case .temporarilyFailing, .unaskable, .failed, .timedOut, .stopped:
      resolverGap = .failed("no name server answered for \(name)")
    }
  }

  /// Notes a name that leads to other addresses alone.
  mutating func demand(_ home: String, of name: String, for call: CallSurvey.Call) {
    guard let found = addresses[name], !found.isEmpty else { return }
    if found.contains(where: { $0.address == home }) {
      return
    }
    for (_, place) in found { elsewhere.add(name, place) }
    elsewhere.add(name, call.hostPlace)
  }

  /// Notes the templates that would lose a name which `/etc/hosts` has at `home`.
  mutating func compare(_ templates: [HostsTemplate], _ home: String) {
    for (name, found) in addresses {
      if found.contains(where: { $0.address == home && $0.place.kind == .file }) {
        kept.insert(name)
      }
    }
    guard !kept.isEmpty else { return }
    for template in templates {
      do throws(FileFailure) {
        let bytes = try request.files.contents(of: template.path, limit: 4 << 20)
        // A placeholder may begin with `#`, which would hide its line as a comment.
        let own = template.ownName?.replacing("#", with: "")
        let text = String(decoding: bytes, as: UTF8.self).replacing(
          template.ownName ?? "#", with: own ?? "#")
        let lines = HostsFile(Array(text.utf8)).lines.filter { $0.address == home }
        for name in kept.sorted() {
          let holds = lines.contains { line in
            line.names.contains(name)
              || own.map { own in line.names.contains { $0.contains(own.lowercased()) } } ?? false
          }
          if !holds {
            impermanent.add(
              template.path, Evidence(.file, template.path, excerpt: "does not have \(name)"))
          }
        }
      } catch {
        switch error {
        case .missing:
          impermanent.add(
            template.path, Evidence(.file, template.path, excerpt: "it is not there"))
        default:
          // A folder that no user ever made is not there either.
          if Self.isAbsent(template.path, request.files) {
            impermanent.add(
              template.path, Evidence(.file, template.path, excerpt: "it is not there"))
          } else {
            templateGap = .failed("\(template.path) could not be read")
          }
        }
      }
    }
  }

  /// Whether some folder on the way is there and does not hold the next.
  private static func isAbsent(_ path: String, _ files: any FileAccess) -> Bool {
    var path = path
    while path.count > 1 {
      path = TargetPath(path).folder
      switch files.status(of: path) {
      case .missing: return TargetPath(path).folder != "/"
      case .notCollected: continue
      default: return false
      }
    }
    return false
  }

  func observations(of subject: SubjectID, hasNames: Bool) -> [Observation] {
    let unread: UnknownReason? =
      hosts == nil && hasNames ? .failed("\(HostsFile.path) could not be read") : nil
    return [
      unresolved.observation(
        "names.unresolved", of: subject, gap: outside.values.isEmpty ? unread : resolverGap),
      outside.observation("names.outside-hosts", of: subject, gap: unread),
      elsewhere.observation(
        "names.elsewhere", of: subject, gap: outside.values.isEmpty ? unread : resolverGap),
      impermanent.observation("names.impermanent", of: subject, gap: unread ?? templateGap),
    ]
  }
}

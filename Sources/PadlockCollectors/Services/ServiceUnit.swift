import PadlockModel
import PadlockReaders

/// The product's systemd unit, as its files say.
struct ServiceUnit {
  /// The user it runs as, with the place that says so.
  let user: (name: String, evidence: Evidence)?
  /// The programs that it starts; empty where no unit file was found or names none.
  let programs: [String]
  /// Where it starts them, if the unit says.
  let workingFolder: String?
  /// Whether it gives them groups or capabilities that the user alone has not.
  let grantsMore: Bool

  private static let folders = [
    "/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system",
  ]

  init(_ request: CollectionRequest) {
    guard let name = request.installation?.service.name, request.target.platform == .linux else {
      (user, programs, workingFolder, grantsMore) = (nil, [], nil, false)
      return
    }
    let files = request.files
    var documents: [(path: String, document: ConfigurationDocument)] = []
    for folder in Self.folders where documents.isEmpty {
      let path = "\(folder)/\(name).service"
      guard let bytes = try? files.contents(of: path, limit: 4 << 20),
        let document = try? UnitFile.parse(bytes: bytes)
      else { continue }
      documents.append((path, document))
    }
    guard !documents.isEmpty else {
      (user, programs, workingFolder, grantsMore) = (nil, [], nil, false)
      return
    }
    for folder in Self.folders.reversed() {
      for dropIn in PathPattern("\(folder)/\(name).service.d/*.conf").matches(in: files) {
        guard let bytes = try? files.contents(of: dropIn, limit: 4 << 20),
          let document = try? UnitFile.parse(bytes: bytes)
        else { continue }
        documents.append((dropIn, document))
      }
    }
    let merged = UnitFile.merge(documents.map(\.document))
    programs = merged.settings.filter { $0.key == "Service.ExecStart" && $0.isEffective }
      .compactMap { UnitFile.command($0.value).first }
    workingFolder = merged.effective("Service.WorkingDirectory").map {
      $0.value.text.hasPrefix("-") ? String($0.value.text.dropFirst()) : $0.value.text
    }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    grantsMore = ["Group", "SupplementaryGroups", "AmbientCapabilities"].contains {
      merged.effective("Service.\($0)")?.value.isEmpty == false
    }
    guard let setting = merged.effective("Service.User"), !setting.value.isEmpty else {
      user = ("root", Evidence(.file, documents[0].path, excerpt: "names no User, so root"))
      return
    }
    let path = documents[min(setting.document, documents.count - 1)].path
    user = (
      setting.value.text,
      Evidence(.file, path, line: setting.line, excerpt: "User=\(setting.value.text)")
    )
  }
}

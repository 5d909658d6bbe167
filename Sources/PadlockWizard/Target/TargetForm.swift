internal import CellGrid

/// The fields that say where a target is.
struct TargetForm: Equatable, Sendable {
  enum Field: Int, CaseIterable, Sendable {
    case host
    case port
    case home
    case keystore

    var label: String {
      switch self {
      case .host: "Host"
      case .port: "Port"
      case .home: "Home"
      case .keystore: "Store"
      }
    }

    var placeholder: String {
      switch self {
      case .host: "for example agent01.example.com"
      case .port: "1 to 65535"
      case .home: "a folder, if it is on this machine"
      case .keystore: "another store or certificate file"
      }
    }

    /// Whether it takes a path.
    var isPath: Bool { self == .home || self == .keystore }
    /// Whether it takes a folder, and no file.
    var wantsFolder: Bool { self == .home }
  }

  /// What the fields say once they are valid.
  struct Values: Equatable {
    var host: String
    var port: Int?
    var home: String?
    var keystore: String?
  }

  var host: TextField
  var port: TextField
  var home: TextField
  var keystore = TextField()
  /// The folders of the paths, as far as they were looked into.
  var folders: [Field: FolderListing] = [:]
  var focus = Field.host
  /// Fields whose faults are shown: those that were left, or all after Enter.
  var visited: Set<Field> = []
  /// Whether the port may stay empty, because the product knows its own.
  let portIsOptional: Bool

  init(_ target: DetectedTarget?) {
    host = TextField(target?.host ?? "")
    port = TextField(target.map { $0.port.map(String.init) ?? "" } ?? "443")
    home = TextField(target?.home ?? "")
    portIsOptional = target.map { $0.port == nil } ?? false
  }

  init(_ remembered: HostMemory.Host) {
    host = TextField(remembered.host)
    port = TextField(String(remembered.port))
    home = TextField()
    portIsOptional = false
  }

  /// The fields of another host, filled; without a port they have that of HTTPS.
  init(_ place: ChosenTarget) {
    self.init(nil)
    host = TextField(place.host)
    if let port = place.port { self.port = TextField(String(port)) }
  }

  subscript(field: Field) -> TextField {
    get {
      switch field {
      case .host: host
      case .port: port
      case .home: home
      case .keystore: keystore
      }
    }
    set {
      switch field {
      case .host: host = newValue
      case .port: port = newValue
      case .home: home = newValue
      case .keystore: keystore = newValue
      }
    }
  }

  /// What is wrong with a field, in a sentence; nil if nothing is.
  func problem(_ field: Field) -> String? {
    let text = trimmed(self[field].text)
    switch field {
    case .host: return hostProblem(text)
    case .port: return portProblem(text)
    case .home, .keystore: return pathProblem(field, text)
    }
  }

  /// The path in a field as far as its folder can be looked into.
  func path(_ field: Field) -> TypedPath? {
    field.isPath ? TypedPath(trimmed(self[field].text)) : nil
  }

  /// What the name in a path may become, where its folder was looked into.
  func matches(_ field: Field) -> [FolderListing.Entry] {
    guard let path = path(field), let listing = folders[field] else { return [] }
    return path.matches(in: listing, wantsFolder: field.wantsFolder)
  }

  /// Completes the path that is being typed as far as is certain, and says whether that added any.
  mutating func complete() -> Bool {
    guard let path = path(focus), let listing = folders[focus],
      let completed = path.completed(in: listing, wantsFolder: focus.wantsFolder)
    else { return false }
    self[focus] = TextField(completed)
    return true
  }

  /// The first field that is wrong.
  var firstProblem: Field? { Field.allCases.first { problem($0) != nil } }

  /// What the fields say; nil while one of them is wrong.
  var values: Values? {
    guard firstProblem == nil else { return nil }
    func path(_ field: TextField) -> String? {
      let text = trimmed(field.text)
      let end = text.count > 1 && text.hasSuffix("/") ? text.dropLast() : text[...]
      return end.isEmpty ? nil : String(end)
    }
    return Values(
      host: trimmed(host.text), port: Int(trimmed(port.text)), home: path(home),
      keystore: path(keystore))
  }

  /// Goes to the field after or before; the last one is followed by the first.
  mutating func moveFocus(by step: Int) {
    visited.insert(focus)
    let count = Field.allCases.count
    focus = Field(rawValue: (focus.rawValue + step + count) % count) ?? .host
  }

  private func hostProblem(_ text: String) -> String? {
    if text.isEmpty { return "The host is missing: a name or an address." }
    if text.contains("://") || text.contains("/") {
      return "Only the host goes here, without https:// and without a path."
    }
    if text.contains(" ") { return "A host name has no spaces." }
    return text.utf8.count > 253 ? "A host name has at most 253 characters." : nil
  }

  private func portProblem(_ text: String) -> String? {
    if text.isEmpty {
      return portIsOptional ? nil : "The port is missing: a number from 1 to 65535."
    }
    guard text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return "\(text) is no port: a port is a number from 1 to 65535."
    }
    guard let number = Int(text), (1...65_535).contains(number) else {
      return "\(text) is no port: ports go from 1 to 65535."
    }
    return nil
  }

  private func pathProblem(_ field: Field, _ text: String) -> String? {
    if let path = path(field) {
      let listing = folders[field]
      return listing.flatMap { path.problem(in: $0, wantsFolder: field.wantsFolder) }
    }
    if text.isEmpty || text.hasPrefix("\\\\") { return nil }
    let start = Array(text.prefix(3))
    let isDrive =
      start.count >= 2 && start[0].isASCII && start[0].isLetter && start[1] == ":"
      && (start.count == 2 || start[2] == "\\" || start[2] == "/")
    let what = field == .home ? "home" : "store"
    return isDrive ? nil : "The \(what) is a whole path: it begins with / or with a drive letter."
  }
}

/// The text without spaces at its ends.
func trimmed(_ text: String) -> String {
  let start = text.drop { $0 == " " }
  return String(start.reversed().drop { $0 == " " }.reversed())
}

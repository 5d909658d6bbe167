import CArchive  // Of the modules that declare timespec, an optimised build takes this one.
import Glibc

/// The folder that one archive is unpacked to, and what stands in it by now.
struct UnpackingPlace {
  /// A file that is being written.
  struct Target {
    let path: String
    let descriptor: Int32
  }

  private struct Link {
    let components: [String]
    let target: String
    let isHard: Bool
    var path: String { components.joined(separator: "/") }
  }

  private enum Kind { case file, folder }

  private let folder: String
  private var kinds: [String: Kind] = [:]
  private var links: [Link] = []
  private var places: [String: Int] = [:]
  var archive: UnpackedArchive

  init(_ folder: String, form: String) {
    self.folder = folder
    archive = UnpackedArchive(form: form)
  }

  mutating func makeFolder(_ components: [String]) throws(MemberRefusal) {
    var path = ""
    for component in components {
      path += (path.isEmpty ? "" : "/") + component
      switch kinds[path] {
      case .folder: continue
      case .file: throw .conflict
      case nil:
        guard unsafe mkdir(real(path), 0o700) == 0 else {
          throw .damaged(unsafe String(cString: strerror(errno)))
        }
        kinds[path] = .folder
      }
    }
  }

  /// Makes an empty file with the folders that it lies in.
  mutating func makeFile(_ components: [String]) throws(MemberRefusal) -> Target {
    let path = try vacant(components)
    let descriptor = unsafe open(
      real(path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .damaged(unsafe String(cString: strerror(errno))) }
    kinds[path] = .file
    return Target(path: path, descriptor: descriptor)
  }

  /// The path, its folders made, where nothing has it yet.
  private mutating func vacant(_ components: [String]) throws(MemberRefusal) -> String {
    let path = components.joined(separator: "/")
    guard !components.isEmpty else { throw .conflict }
    switch kinds[path] {
    case .file: throw .duplicate
    case .folder: throw .conflict
    case nil: break
    }
    try makeFolder(Array(components.dropLast()))
    return path
  }

  /// Gives a file that was written whole its mode and time.
  mutating func finish(_ target: Target, _ member: ArchiveMember, bytes: Int) {
    if let changed = member.changed {
      let time = timespec(tv_sec: Int(changed), tv_nsec: 0)
      _ = unsafe futimens(target.descriptor, [time, time])
    }
    // Whoever unpacks must be able to read it, and no bit but the usual ones means anything here.
    fchmod(target.descriptor, mode_t(member.mode & 0o777 | 0o400))
    close(target.descriptor)
    places[target.path] = archive.files.count
    archive.files.append(
      .init(path: target.path, bytes: bytes, changed: member.changed))
  }

  mutating func remove(_ target: Target) {
    close(target.descriptor)
    _ = unsafe unlink(real(target.path))
    kinds[target.path] = nil
  }

  mutating func note(link components: [String], to target: String, isHard: Bool) {
    links.append(Link(components: components, target: target, isHard: isHard))
  }

  /// How many links may lead to folders, or through each other.
  private static let mostFolderLinks = 100
  private static let mostRounds = 8

  /// Puts what links lead to in their place: a name of the same file, never a link.
  mutating func followLinks(atMost limit: Int, _ limits: UnpackingLimits) {
    var left = max(0, limit)
    var folderLinks = 0
    for _ in 0..<Self.mostRounds where !links.isEmpty {
      var open: [Link] = []
      for link in links {
        guard let target = destination(of: link, limits), let kind = kinds[target] else {
          open.append(link)
          continue
        }
        do throws(MemberRefusal) {
          if kind == .file {
            try join(link.components, to: target)
            left -= 1
          } else {
            folderLinks += 1
            guard folderLinks <= Self.mostFolderLinks else { throw .link(to: link.target) }
            left -= try joinFolder(link, to: target, atMost: left)
          }
          if left < 0 { throw .link(to: link.target) }
        } catch { archive.refuse(link.path, error) }
      }
      if open.count == links.count { break }
      links = open
    }
    for link in links where kinds[link.path] == nil {
      archive.refuse(link.path, .link(to: MemberPath.visible(link.target)))
    }
    links = []
  }

  /// The member that a link leads to, if it holds one; an absolute link may mean any folder around it.
  private func destination(of link: Link, _ limits: UnpackingLimits) -> String? {
    let around = Array(link.components.dropLast())
    if link.isHard {
      return (try? MemberPath.components(of: link.target, limits: limits))?.joined(separator: "/")
    }
    guard let wanted = MemberPath.components(ofLink: link.target, in: around) else { return nil }
    guard link.target.hasPrefix("/") else { return wanted.joined(separator: "/") }
    return (0...around.count).lazy.map { (around.prefix($0) + wanted).joined(separator: "/") }
      .first { kinds[$0] != nil }
  }

  private mutating func join(
    _ components: [String], to target: String
  ) throws(MemberRefusal) {
    let path = try vacant(components)
    guard unsafe link(real(target), real(path)) == 0 else {
      throw .damaged(unsafe String(cString: strerror(errno)))
    }
    kinds[path] = .file
    guard let place = places[target] else { return }
    let file = archive.files[place]
    places[path] = archive.files.count
    archive.files.append(.init(path: path, bytes: file.bytes, changed: file.changed))
  }

  /// Names every file below `target` also below the link; how many there were.
  private mutating func joinFolder(
    _ link: Link, to target: String, atMost limit: Int
  ) throws(MemberRefusal) -> Int {
    let (own, below) = (link.path + "/", target.isEmpty ? "" : target + "/")
    guard !own.hasPrefix(below), !below.hasPrefix(own) else { throw .link(to: link.target) }
    let names = kinds.keys.filter { $0.hasPrefix(below) }.sorted()
    guard names.count <= limit else { throw .link(to: link.target) }
    try makeFolder(link.components)
    for name in names {
      let components = (own + name.dropFirst(below.count)).split(separator: "/").map(String.init)
      if kinds[name] == .folder {
        try makeFolder(components)
      } else {
        try join(components, to: name)
      }
    }
    return names.count
  }

  private func real(_ path: String) -> String { folder + "/" + path }
}

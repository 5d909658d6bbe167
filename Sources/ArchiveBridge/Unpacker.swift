import Glibc

/// Unpacks archives below folders of this machine, within limits that all of them share.
///
/// Nothing is written but regular files and folders, each by a name that ``MemberPath`` made safe, in
/// a folder that nobody else can enter. A member that cannot be used is named and left out.
public struct Unpacker: Sendable {
  private let limits: UnpackingLimits
  private let isOver: @Sendable () -> Bool
  private var members = 0
  private var bytes = 0

  /// - Parameters:
  ///   - limits: how far archives are unpacked.
  ///   - isOver: whether the time for it is up.
  public init(
    limits: UnpackingLimits = UnpackingLimits(), isOver: @escaping @Sendable () -> Bool = { false }
  ) {
    self.limits = limits
    self.isOver = isOver
  }

  /// Unpacks the archive at `path` into `folder`, which is there, empty and the caller's alone.
  ///
  /// - Throws: ``ArchiveRefusal`` where the file is no archive, or nothing of it can be read.
  public mutating func unpack(
    _ path: String, into folder: String
  ) throws(ArchiveRefusal) -> UnpackedArchive {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .unreadable(unsafe String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var archive = try ArchiveFile(descriptor, limits: limits)
    var place = UnpackingPlace(folder, form: archive.form.name)
    var end = archive.isCut ? UnpackingEnd.damaged("its end is missing") : nil
    var isFirst = true
    reading: while true {
      if isOver() {
        end = .time
        break
      }
      let next = archive.next()
      switch next {
      case .end(let why):
        if isFirst, let why {
          if why == .encrypted { throw .encrypted }
          if case .damaged(let words) = why {
            throw .damaged(words)
          }
        }
        end = why ?? end
        break reading
      case .skipped(let words): place.archive.refuse("a member", .damaged(words))
      case .member(let member):
        if let why = store(member, from: &archive, in: &place) {
          end = why
          break reading
        }
      }
      isFirst = false
      members += 1
      if members > limits.members {
        end = .members(limit: limits.members)
        break
      }
    }
    place.followLinks(atMost: limits.members - members, limits)
    place.archive.end = end
    return place.archive
  }

  /// Why nothing after this member can be read, where that is so.
  private mutating func store(
    _ member: ArchiveMember, from archive: inout ArchiveFile, in place: inout UnpackingPlace
  ) -> UnpackingEnd? {
    let target: UnpackingPlace.Target
    do throws(MemberRefusal) {
      let components = try MemberPath.components(of: member.name, limits: limits)
      switch member.kind {
      case .folder:
        try place.makeFolder(components)
        return nil
      case .link(let target, let isHard):
        place.note(link: components, to: target, isHard: isHard)
        return nil
      case .special: throw .special
      case .file: break
      }
      if member.isEncrypted { throw .encrypted }
      if let bytes = member.bytes, bytes > limits.memberBytes {
        throw .tooLarge(limit: limits.memberBytes)
      }
      target = try place.makeFile(components)
    } catch {
      place.archive.refuse(member.name, error)
      // The list of a zip tells where the next member is; others are unpacked on the way to it.
      if archive.form == .zip || error == .encrypted || member.kind != .file { return nil }
      return copy(from: &archive, to: nil).end
    }
    let (count, failure, end) = copy(from: &archive, to: target.descriptor)
    if let failure {
      place.remove(target)
      place.archive.refuse(member.name, failure)
    } else {
      place.finish(target, member, bytes: count)
    }
    return end
  }

  /// Copies a member's bytes; what is not finished is cut and its failure named.
  private mutating func copy(
    from archive: inout ArchiveFile, to descriptor: Int32?
  ) -> (count: Int, failure: MemberRefusal?, end: UnpackingEnd?) {
    var count = 0
    var failure: MemberRefusal?
    let allowed = max(limits.freeBytes, archive.bytes * limits.ratio)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 64)
    defer { unsafe block.deallocate() }
    while true {
      if isOver() { return (count, .damaged("the time was over"), .time) }
      var read = 0
      do throws(ArchiveFile.DataFailure) {
        read = try unsafe archive.read(into: block)
      } catch {
        switch error {
        case .member(let words): return (count, .damaged(words), nil)
        case .archive(.damaged(let words)): return (count, .damaged(words), .damaged(words))
        case .archive(let end): return (count, .damaged(end.words), end)
        }
      }
      if read == 0 { return (count, failure, nil) }
      count += read
      bytes += read
      if bytes > limits.bytes {
        return (count, .tooLarge(limit: limits.bytes), .bytes(limit: limits.bytes))
      }
      if bytes > allowed {
        return (count, .tooLarge(limit: allowed), .ratio(limit: limits.ratio))
      }
      if count > limits.memberBytes {
        failure = .tooLarge(limit: limits.memberBytes)
        // The list of a zip tells where the next member is; others are unpacked on the way to it.
        if archive.form == .zip { return (count, failure, nil) }
      } else if let descriptor, let words = unsafe Self.write(block, read, to: descriptor) {
        return (count, .damaged(words), .unwritable(words))
      }
    }
  }

  /// The system's words where not all of it could be written.
  private static func write(
    _ block: UnsafeMutableRawBufferPointer, _ count: Int, to descriptor: Int32
  ) -> String? {
    var done = 0
    while done < count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: block[done..<count])
      let written = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return unsafe String(cString: strerror(errno)) }
      done += written
    }
    return nil
  }
}

extension Unpacker {
  /// Whether a file that begins so may be an archive; of a compressed one only unpacking tells.
  public static func isArchive(_ firstBytes: [UInt8]) -> Bool {
    ArchiveForm(firstBytes) != nil
  }
}

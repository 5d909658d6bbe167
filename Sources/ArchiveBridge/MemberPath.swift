/// Where a member is put below the folder that its archive is unpacked to.
public enum MemberPath {
  /// The components of `name`, every one of them safe as the name of a file; none for the top.
  ///
  /// `/` and `\` separate alike, since archives of Windows have either. An absolute path and a drive
  /// are taken as below the folder: `C:\x` is `C/x`. Control characters become their pictures.
  /// - Throws: ``MemberRefusal`` where it leads out of its folder, or is too long or too deep.
  static func components(
    of name: String, limits: UnpackingLimits
  ) throws(MemberRefusal) -> [String] {
    guard name.utf8.count <= limits.pathBytes else {
      throw .pathTooLong(limit: limits.pathBytes)
    }
    var components: [String] = []
    for part in name.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
      if part == "." { continue }
      if part == ".." { throw .leadsOut }
      let isDrive = components.isEmpty && part.count == 2 && part.hasSuffix(":")
      let component = visible(isDrive ? part.dropLast() : part)
      guard component.utf8.count <= 255 else { throw .pathTooLong(limit: 255) }
      components.append(component)
    }
    guard components.count <= limits.depth else { throw .tooDeep(limit: limits.depth) }
    return components
  }

  /// What a symbolic link among the members means by `target`, as components that may stand below any
  /// folder around the link; nil where it leads out of the archive.
  static func components(
    ofLink target: String, in folder: [String]
  ) -> [String]? {
    var components = target.hasPrefix("/") ? [] : folder
    for part in target.split(separator: "/") {
      if part == "." { continue }
      if part == ".." {
        guard components.popLast() != nil else { return nil }
      } else {
        components.append(visible(part))
      }
    }
    return components
  }

  /// `text` without control characters: `a␛b`.
  public static func visible(_ text: some StringProtocol) -> String {
    guard text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      return String(text)
    }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let picture = scalar.value < 0x20 ? 0x2400 + scalar.value : 0x2421
      let isControl = scalar.value < 0x20 || scalar.value == 0x7F
      shown.append(isControl ? Unicode.Scalar(picture) ?? "\u{FFFD}" : scalar)
    }
    return String(shown)
  }
}

/// Why one member of an archive is not used.
public enum MemberRefusal: Error, Equatable, Sendable {
  /// Its path climbs out of its folder.
  case leadsOut
  case pathTooLong(limit: Int)
  case tooDeep(limit: Int)
  /// It needs a password.
  case encrypted
  /// A link to something that the archive does not hold as a file.
  case link(to: String)
  /// A device, a pipe or a socket.
  case special
  /// Another member has its name.
  case duplicate
  /// What is a file is a folder to other members, or the other way round.
  case conflict
  case tooLarge(limit: Int)
  /// It is damaged or cut off; the words of the library that reads it.
  case damaged(String)

  /// What a user is told of it, after the path and a colon.
  public var words: String {
    switch self {
    case .leadsOut: "its path leads out of the archive"
    case .pathTooLong(let limit): "its path is longer than \(limit) bytes"
    case .tooDeep(let limit): "it lies deeper than \(limit) folders"
    case .encrypted: "it is encrypted"
    case .link(let target): "it is a link to \(target), which the archive does not hold as a file"
    case .special: "it is a device or a pipe, not a file"
    case .duplicate: "another member has its name, and the first counts"
    case .conflict: "another member uses its name as a folder or as a file"
    case .tooLarge(let limit): "it is larger than \(limit >> 20) MiB"
    case .damaged(let words): "it is damaged (\(words))"
    }
  }
}

/// Why an archive was not unpacked to its end.
public enum UnpackingEnd: Error, Equatable, Sendable {
  /// It is damaged or cut off; the words of the library that reads it.
  case damaged(String)
  /// It has more members than this.
  case members(limit: Int)
  /// Its files have more bytes than this.
  case bytes(limit: Int)
  /// More than this many bytes came out for each of the archive's own.
  case ratio(limit: Int)
  /// The list of its members needs a password.
  case encrypted
  /// The time was over.
  case time
  /// The place for its files could not be written; the system's words.
  case unwritable(String)

  /// What a user is told of it, after "the rest of NAME was not read:".
  public var words: String {
    switch self {
    case .damaged(let words): "it is damaged or cut off (\(words))"
    case .members(let limit): "it has more than \(limit) members"
    case .bytes(let limit): "its files have more than \(limit >> 20) MiB"
    case .ratio(let limit): "it unpacks to more than \(limit) times its size"
    case .encrypted: "the list of its members is encrypted"
    case .time: "the time for it was over"
    case .unwritable(let words): "the temporary folder could not be written (\(words))"
    }
  }
}

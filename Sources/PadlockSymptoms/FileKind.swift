/// What the end of a path says about the file.
enum FileKind {
  /// Whether a path is plainly that of something else than a key, a certificate, a store or a
  /// configuration.
  ///
  /// A program says of any file in the same words that it is missing or may not be read. These
  /// endings belong to data, documents, programs and logs; what may hold keys by any of them, or has
  /// no ending, stays. `.json` and `.txt` are here because far more files of them are data.
  static func isForeign(_ path: ArraySlice<UInt8>) -> Bool {
    let name = path.reversed().drop { [0x27, 0x29, 0x5D, 0x2C].contains($0) }
    let ending = name.prefix(longest + 1).prefix { $0 != 0x2E }
    guard name.dropFirst(ending.count).first == 0x2E else { return false }
    return endings.contains(String(decoding: ending.reversed(), as: UTF8.self))
  }

  private static let longest = 5
  private static let endings: Set<String> = [
    "csv", "tsv", "json", "txt", "md", "log", "out", "pid", "lock", "tmp", "html", "htm", "css",
    "js", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "png", "jpg", "jpeg",
    "gif", "svg", "ico", "mp3", "mp4", "wav", "zip", "gz", "xz", "tgz", "tar", "bz2", "zst", "7z",
    "rar", "iso", "py", "pyc", "sh", "bat", "ps1", "jar", "war", "class", "java", "exe", "dll",
    "so", "db", "sql", "h2", "deb", "rpm",
  ]
}

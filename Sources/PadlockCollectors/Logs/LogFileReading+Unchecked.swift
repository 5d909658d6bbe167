import ArchiveBridge
import PadlockModel

extension LogFileReading {
  /// What of the file was not looked at, why, and how it could be.
  var unchecked: [Unchecked] {
    var all: [Unchecked] = []
    if let cut {
      let (why, how) = words(of: cut)
      all.append(Unchecked(what: "the log \(path)\(unreadPlaces)", why: why, how: how))
    }
    if case .shrank(let bytes) = change {
      all.append(
        Unchecked(
          what: "the log \(path) as it was",
          why: "it was cut to \(bytes) bytes while it was read",
          how: "run again, or give the file that it was moved to with --log"))
    } else if change == .replaced {
      all.append(
        Unchecked(
          what: "what was written to \(path) since",
          why: "it was moved away or deleted while it was read", how: "run again"))
    }
    if longLines > 0 {
      let lines = longLines == 1 ? "a line" : "\(longLines) lines"
      all.append(
        Unchecked(
          what: "\(lines) of \(path) beyond the first 64 KiB",
          why: "a line is searched up to there",
          how: "copy the rest of such a line into a file of its own and give it with --log"))
    }
    return all
  }

  /// What to say of a file that grew; nil where it did not.
  var growth: String? {
    guard case .grew(let bytes) = change else { return nil }
    return "grew by \(bytes) bytes meanwhile, which were not read"
  }

  private var unreadPlaces: String {
    let unit = isPacked ? " of its text" : ""
    let places = unread.compactMap { range -> String? in
      if range.lowerBound == 0, range.upperBound == .max { return nil }
      let end = range.upperBound == .max ? "" : " to \(range.upperBound)"
      return "from byte \(range.lowerBound)\(end)"
    }
    guard !places.isEmpty else { return "" }
    let total = isPacked ? "" : " of \(information.bytes)"
    return " " + places.joined(separator: ", and ") + total + unit
  }

  private func words(of cut: Cut) -> (why: String, how: String) {
    let unpack = "unpack it and give the part that matters with --log"
    switch cut {
    case .stopped:
      return (
        "the time for reading logs was up, or the run was stopped",
        "run again with a longer --deadline, or give its last part with --log"
      )
    case .file(let failure): return (failure.words, "run again, or give a copy with --log")
    case .unpacking(let failure):
      switch failure {
      case .output(let limit): return ("it unpacks to more than \(limit) bytes", unpack)
      case .ratio(let limit):
        return ("it unpacks to more than \(limit) times its size, as no log does", unpack)
      case .window(let asked, let limit):
        return ("unpacking takes a window of \(asked) bytes, more than \(limit)", unpack)
      case .damaged(let words): return ("it is damaged or cut off: \(words)", unpack)
      case .unsupported: return ("it cannot be unpacked here", unpack)
      case .input: return ("it could not be read to its end", "give a copy with --log")
      }
    }
  }
}

import Foundation
import TestSupport
import Testing

/// An entry of `look-alikes.txt`.
struct LookAlike: CustomTestStringConvertible, Sendable {
  var line: Int
  var comment: String
  var text: String
  var testDescription: String { "line \(line): \(comment)" }

  static let all: [LookAlike] = {
    let file = (try? String(contentsOfFile: Fixture.path("look-alikes.txt"), encoding: .utf8)) ?? ""
    var entries: [LookAlike] = []
    var comment = ""
    var isOpen = false
    for (index, line) in file.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("## ") {
        comment = String(line.dropFirst(3))
        isOpen = false
      } else if line.isEmpty {
        isOpen = false
      } else if isOpen, !entries.isEmpty {
        entries[entries.count - 1].text += "\n" + line
      } else {
        entries.append(LookAlike(line: index + 1, comment: comment, text: String(line)))
        isOpen = true
      }
    }
    return entries
  }()
}

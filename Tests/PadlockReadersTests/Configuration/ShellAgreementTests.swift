import Foundation
import PadlockReaders
import Testing

/// Compares what Padlock says a shell passes with what bash does pass.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")))
struct ShellAgreementTests {
  /// The generator of the test lines (xorshift64), so that a failure can be repeated.
  struct Seeded {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
  }

  private static let parts = [
    "a", "b1", "=", "/", ":", "'x y'", "\"x y\"", "'$V'", "\"$V\"", "${V}", "$W", "\"${W}z\"",
    "\\$", "\\ ", "\\\\", "\"\\$\"", "\"\\\\\"", "\"\\q\"", "''", "\"\"", "\\\n", "#", "%", "\\'",
    "\\\"", "$'q'", "${V:-d}", "${U:-d}", "${V:+e}", "${W-f}", "!", "@", "~", "^", ",",
    "\"'\"", "'\"'", "\u{E9}", "${U+g}", "\"\n\"", "]", "+", "\t", " ", "  ",
  ]

  /// A few hundred option lines; the first word is a program that prints its arguments.
  private static func lines(seed: UInt64) -> [String] {
    var random = Seeded(state: seed)
    return (0..<300).map { _ in
      let count = 1 + random.next(3)
      let options = (0..<count).map { index in
        let body = (0..<1 + random.next(6)).map { _ in parts[random.next(parts.count)] }
        return "--k\(index)=" + body.joined()
      }
      return options.joined(separator: " ")
    }
  }

  private func argumentsFromBash(_ lines: [String]) throws -> [[String]] {
    var script = "java() { shift 2; printf '%s\\0' \"$@\" $'\\001'; }\n"
    script += "V='one two'\nW=three\nunset U\n"
    for line in lines { script += "java -jar x.jar \(line)\n" }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var all: [[String]] = []
    var current: [String] = []
    for part in output.split(separator: 0, omittingEmptySubsequences: false) {
      if part.elementsEqual([1]) {
        all.append(current)
        current = []
      } else {
        current.append(String(decoding: part, as: UTF8.self))
      }
    }
    return all
  }

  @Test(arguments: [UInt64(0x5EED), 0xBEEF, 0xCAFE])
  func `the words are those that bash passes`(seed: UInt64) throws {
    let lines = Self.lines(seed: seed)
    let expected = try argumentsFromBash(lines)
    try #require(expected.count == lines.count)
    for (line, words) in zip(lines, expected) {
      let script = "V='one two'\nW=three\nunset X\njava -jar x.jar \(line)\n"
      let document = try LaunchLine.parse(
        bytes: Array(script.utf8), markers: ["x.jar"], environment: [:],
        isEnvironmentComplete: true)
      var last: [String: String] = [:]
      for word in words where word.hasPrefix("--") {
        let name = String(word.dropFirst(2).prefix { $0 != "=" })
        let value = String(word.dropFirst(3 + name.count))
        last[name] = last[name].map { "\($0),\(value)" } ?? value
      }
      for (name, value) in last {
        let setting = document.effective(name)
        #expect(setting?.value.text == value, "seed \(seed), line \(line.debugDescription)")
        #expect(setting?.isKnown == true, "seed \(seed), line \(line.debugDescription)")
      }
    }
  }
}

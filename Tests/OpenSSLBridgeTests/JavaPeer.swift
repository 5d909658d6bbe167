import Foundation
import OpenSSLBridge

/// Real Java and keytool, asked what they find in keystores.
enum JavaPeer {
  /// One store, and the passwords to open it with.
  struct Question {
    let path: String
    let type: String
    let password: String?
    let keyPassword: String?
  }

  /// What Java found, entries by alias.
  struct Answer {
    var opens: Bool
    var entries: [Entry] = []
  }

  struct Entry {
    let alias: String
    let kind: String
    let created: Int64
    let keyOpens: Bool?
    let chain: [String]
  }

  /// One entry of `keytool -list -v`.
  struct Listed {
    var alias: String
    var kind = KeystoreInspection.Kind.certificate
    var fingerprints: [String] = []
  }

  static let isInstalled = ["java", "keytool"].allSatisfy { tool in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains { folder in
      FileManager.default.isExecutableFile(atPath: "\(folder)/\(tool)")
    }
  }

  static func type(of name: String) -> String? {
    switch name.split(separator: ".").last {
    case "jks": "JKS"
    case "jceks": "JCEKS"
    case "p12": "PKCS12"
    default: nil
    }
  }

  /// Asks one virtual machine everything.
  static func describe(_ questions: [Question]) throws -> [Answer] {
    let lines = questions.map { question in
      [question.path, question.type, question.password ?? "-", question.keyPassword ?? "-"]
        .joined(separator: "\t") + "\n"
    }
    let output = try run(
      ["java", "-XX:TieredStopAtLevel=1", program, "describe"], input: lines.joined())
    var answers: [Answer] = []
    for line in output.split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if parts.first == "store" {
        answers.append(Answer(opens: parts.last == "opens"))
      } else if parts.count == 7, !answers.isEmpty {
        answers[answers.count - 1].entries.append(
          Entry(
            alias: text(ofHexadecimal: parts[2]), kind: parts[3], created: Int64(parts[4]) ?? 0,
            keyOpens: parts[5] == "-" ? nil : parts[5] == "opens",
            chain: parts[6].split(separator: ",").map(String.init)))
      }
    }
    for index in answers.indices { answers[index].entries.sort { $0.alias < $1.alias } }
    return answers
  }

  /// `keytool -list -v` of a fixture.
  static func list(_ name: String) throws -> [Listed] {
    let path = KeystoreFixture.folder.appending(path: name).path(percentEncoded: false)
    return try list(path: path, type: type(of: name) ?? "JKS", password: "changeit")
  }

  /// `keytool -list -v` of any file.
  static func list(path: String, type: String, password: String) throws -> [Listed] {
    let output = try run([
      "keytool", "-J-Dsun.stdout.encoding=UTF-8", "-J-Dfile.encoding=UTF-8", "-J-Duser.language=en",
      "-J-XX:TieredStopAtLevel=1", "-list", "-v", "-keystore", path, "-storetype",
      type, "-storepass", password,
    ])
    var entries: [Listed] = []
    for line in output.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if line.hasPrefix("Alias name: ") {
        entries.append(Listed(alias: String(line.dropFirst(12))))
      } else if line.hasPrefix("Entry type: "), !entries.isEmpty {
        entries[entries.count - 1].kind =
          switch line.dropFirst(12) {
          case "PrivateKeyEntry": .privateKey
          case "SecretKeyEntry": .secretKey
          default: .certificate
          }
      } else if line.hasPrefix("SHA256: "), !entries.isEmpty {
        entries[entries.count - 1].fingerprints.append(
          line.dropFirst(8).replacing(":", with: "").lowercased())
      }
    }
    return entries
  }

  /// Makes a store with `count` keys, at few rounds each to be quick.
  static func makeMany(_ type: String, at path: String, count: Int) throws {
    _ = try run([
      "java", "-XX:TieredStopAtLevel=1", "-Dkeystore.pkcs12.keyPbeIterationCount=1000",
      program, "many",
      KeystoreFixture.folder.path(percentEncoded: false), type, path, String(count),
    ])
  }

  private static let program = KeystoreFixture.folder.appending(path: "MakeStores.java")
    .path(percentEncoded: false)

  private static func run(_ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LC_ALL": "C.UTF-8", "JAVA_TOOL_OPTIONS": ""]
    ) { _, new in new }
    let stdin = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let stdout = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(input.utf8).write(to: stdin)
    try Data().write(to: stdout)
    defer {
      try? FileManager.default.removeItem(at: stdin)
      try? FileManager.default.removeItem(at: stdout)
    }
    process.standardInput = try FileHandle(forReadingFrom: stdin)
    process.standardOutput = try FileHandle(forWritingTo: stdout)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw PeerFailure(tool: arguments[0], status: process.terminationStatus)
    }
    return String(decoding: try Data(contentsOf: stdout), as: UTF8.self)
  }

  struct PeerFailure: Error {
    let tool: String
    let status: Int32
  }

  private static func text(ofHexadecimal digits: String) -> String {
    var bytes: [UInt8] = []
    var rest = digits[...]
    while let byte = UInt8(rest.prefix(2), radix: 16) {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

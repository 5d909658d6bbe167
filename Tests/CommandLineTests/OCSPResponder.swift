import Foundation
import Glibc
import TestSupport

/// A real `openssl ocsp` that answers for the issuer of a shop, ended with its owner.
final class OCSPResponder: Sendable {
  /// The port that the system chose.
  let port: Int
  private let process: pid_t

  enum Failure: Error {
    case neverListened(output: String)
  }

  /// Answers by the lines of `index`, as `openssl ca` keeps them, in the name of `signer`.
  init(_ shop: CertificateShop, index: String, signer: String = "int") async throws {
    try shop.write(index.utf8, "index.txt")
    process = try shop.start(
      [
        "openssl", "ocsp", "-port", "0", "-index", shop.path("index.txt"), "-CA",
        shop.path("int.pem"), "-rsigner", shop.path("\(signer).pem"), "-rkey",
        shop.path("\(signer).key"),
        "-ndays", "1",
      ], output: "responder")
    for _ in 0..<1_000 {
      // ACCEPT [::]:41433 PID=4921
      let text = String(decoding: (try? shop.bytes("responder")) ?? [], as: UTF8.self)
      let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT ") }
      if let word = line?.split(separator: " ").dropFirst().first, text.contains("PID"),
        let port = word.split(separator: ":").last.flatMap({ Int($0) })
      {
        self.port = port
        return
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    throw Failure.neverListened(
      output: String(decoding: (try? shop.bytes("err")) ?? [], as: UTF8.self))
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }
}

import Foundation
import OpenSSLBridge
import PadlockModel
import PadlockNetwork

/// Asks everything that may tell whether one certificate was revoked, the nearest first.
struct RevocationInquiry {
  /// What was learned.
  struct Finding {
    var answer: RevocationAnswer
    var source: Source?
    /// The address that said so.
    var place: String?
  }

  /// Who said it.
  enum Source: String {
    case stapled, responder, crl
  }

  private let certificate: CertificateDescription
  private let issuer: [UInt8]?
  private let staple: [UInt8]?
  private let options: RunOptions

  /// The most addresses of each kind that are asked.
  private static let addressLimit = 3

  init(
    _ certificate: CertificateDescription, issuer: [UInt8]?, staple: [UInt8]?, _ options: RunOptions
  ) {
    self.certificate = certificate
    self.issuer = issuer
    self.staple = staple
    self.options = options
  }

  private var now: Int64 { options.now.secondsSince1970 }

  /// The first answer that can be used, else why none can; nil where nobody was to be asked.
  func finding() async -> Finding? {
    var problems: [String] = []
    guard let issuer else {
      return options.checksRevocation
        ? Finding(answer: .useless("its issuer's certificate is not known here")) : nil
    }
    if let staple {
      let answer = OCSPExchange.answer(
        on: certificate.der, issuer: issuer, in: staple, at: now)
      guard case .useless(let why) = answer else {
        return Finding(answer: answer, source: .stapled)
      }
      problems.append("stapled: \(why)")
    }
    guard options.checksRevocation else {
      // A staple that says nothing is worth a word only where somebody wants to know.
      return nil
    }
    for url in certificate.ocspURLs.prefix(Self.addressLimit) {
      guard let question = OCSPExchange.request(for: certificate.der, issuer: issuer) else { break }
      let body = HTTPBody(type: "application/ocsp-request", bytes: question)
      let answer = await ask(url, sending: body) {
        OCSPExchange.answer(on: certificate.der, issuer: issuer, in: $0, at: now)
      }
      guard case .useless(let why) = answer else {
        return Finding(answer: answer, source: .responder, place: url)
      }
      problems.append("\(url): \(why)")
    }
    for url in certificate.revocationListURLs.prefix(Self.addressLimit) {
      let answer = await ask(url, sending: nil) {
        RevocationList.answer(on: certificate.der, issuer: issuer, in: $0, at: now)
      }
      guard case .useless(let why) = answer else {
        return Finding(answer: answer, source: .crl, place: url)
      }
      problems.append("\(url): \(why)")
    }
    return Finding(
      answer: .useless(
        problems.isEmpty
          ? "it names neither a responder nor a revocation list"
          : problems.joined(separator: "; ")))
  }

  /// Asks `url`, with a body by POST (RFC 6960 appendix A.1), and takes the answer from the body.
  private func ask(
    _ url: String, sending body: HTTPBody?, _ read: ([UInt8]) -> RevocationAnswer
  ) async -> RevocationAnswer {
    guard let components = URLComponents(string: url), components.scheme?.lowercased() == "http",
      let name = components.host, !name.isEmpty
    else { return .useless("not an address of HTTP") }
    guard let port = UInt16(exactly: components.port ?? 80) else {
      return .useless("not an address of HTTP")
    }
    let host = HostName(name.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
    let resolution = await Resolver.resolve(
      host, port: port, timeout: options.timeout, before: options.run)
    guard case .addresses(let addresses) = resolution, let address = addresses.first else {
      return .useless("its name could not be resolved")
    }
    var target = components.percentEncodedPath
    if let query = components.percentEncodedQuery { target += "?" + query }
    var request = HTTPRequest(.http, host: host, port: port, path: target, address: address)
    request.body = body
    let outcome = await HTTPExchange.perform(
      request, timeout: options.timeout, before: options.run)
    switch outcome {
    case .responded(let response) where response.isTruncated:
      return .useless("its answer did not end within the time and 1 MiB")
    case .responded(let response) where response.status == 200: return read(response.body)
    case .responded(let response): return .useless("it answered \(response.status)")
    case .failed(let failure), .timedOut(let failure): return .useless(failure.meaning)
    case .stopped: return .useless("the run was stopped")
    }
  }
}

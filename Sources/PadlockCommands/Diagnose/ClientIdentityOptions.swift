import ArgumentParser
import OpenSSLBridge
import PadlockCollectors
import PadlockModel
import PadlockNetwork

/// The certificate that Padlock shows to servers that ask for one.
struct ClientIdentityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Show this certificate to a server that asks for one: PEM or PKCS12.", valueName: "file"))
  var clientCertificate: String?
  @Option(
    help: ArgumentHelp(
      "Its private key in PEM, where it is not in the same file; --key-password-file opens it.",
      valueName: "file"))
  var clientKey: String?

  mutating func validate() throws {
    if clientKey != nil, clientCertificate == nil {
      throw ValidationError(
        "--client-key alone is no identity: name its certificate with --client-certificate.")
    }
  }

  /// Reads it; nil where none was named.
  func identity(password: Secret?) throws -> ClientIdentity? {
    guard let clientCertificate else { return nil }
    let certificate = try Self.read(clientCertificate, for: "--client-certificate")
    let key = try clientKey.map { try Self.read($0, for: "--client-key") }
    do throws(ClientIdentityFailure) {
      return try ClientIdentity(certificate: certificate, key: key, password: password)
    } catch {
      throw CommandFailure.usage(
        Self.words(error, certificate: clientCertificate, key: clientKey))
    }
  }

  private static func read(_ path: String, for option: String) throws -> [UInt8] {
    do {
      return try TargetFiles.live().contents(of: WorkingFolder.path(path), limit: 64 << 20)
    } catch {
      throw CommandFailure.usage("\(option) \(path): \(FailureWords.text(error)).")
    }
  }

  private static func words(
    _ failure: ClientIdentityFailure, certificate: String, key: String?
  ) -> String {
    let keyFile = key ?? certificate
    return switch failure {
    case .noCertificate:
      "--client-certificate \(certificate): no certificate is in it; give a PEM or PKCS12 file."
    case .noKey:
      "\(keyFile): no private key is in it; name the file that holds it with --client-key."
    case .otherFormat(let format):
      "--client-certificate \(certificate): it is \(format); give a PEM or PKCS12 file."
    case .locked:
      "\(keyFile): it does not open; give the password of the key with --key-password-file."
    case .keyDiffers:
      "\(keyFile): its private key does not belong to the certificate in \(certificate)."
    case .refused(let problem):
      "\(keyFile): \(problem)"
    case .unusable(let why):
      "\(keyFile): \(why)."
    }
  }
}

import COpenSSL
import TestSupport

/// One thing that a scripted server does with a connection; after ``secure(_:)`` through TLS.
enum Step: Sendable {
  /// Waits for bytes; the script ends with the client.
  case hear
  /// Waits for bytes, and answers them.
  case reply(@Sendable ([UInt8]) -> [UInt8])
  case say([UInt8])
  /// Sends the bytes one by one, one a second.
  case drip([UInt8])
  /// Sends the bytes again and again until the client is gone.
  case flood([UInt8])
  /// Shakes hands.
  case secure(SecureSide.Settings)
  /// Sends such messages until the client is gone.
  case press(SecureSide.Message)
  /// Reads until the client closes.
  case hold
  /// Waits for bytes, and goes on reading where they are a ClientHello.
  case hearHello
  /// Sends its end, and goes on reading.
  case finishSending
  /// Throws the connection away.
  case reset

  static func say(_ text: String) -> Step { .say(Array(text.utf8)) }
  static func drip(_ text: String) -> Step { .drip(Array(text.utf8)) }
  static func flood(_ text: String) -> Step { .flood(Array(text.utf8)) }

  /// Shakes hands with the healthy chain of the fixtures.
  static let secure = Step.secure(SecureSide.Settings())

  /// Shakes hands like that, but for what `change` sets.
  static func secure(_ change: (inout SecureSide.Settings) -> Void) -> Step {
    var settings = SecureSide.Settings()
    change(&settings)
    return .secure(settings)
  }

  /// Does these things one after the other, and then closes.
  static func perform(
    _ steps: [Step], on connection: LoopbackConnection, with certificates: HostileCertificates
  ) {
    var secured: SecureSide?
    for step in steps {
      let goesOn =
        switch step {
        case .secure(let settings):
          {
            secured = SecureSide(settings, certificates, connection)
            return secured?.shake() == true
          }()
        default: step.perform(on: connection, secured)
        }
      guard goesOn else { return }
    }
  }

  private func perform(on connection: LoopbackConnection, _ secured: SecureSide?) -> Bool {
    func read() -> [UInt8] { secured.map { $0.read() } ?? connection.read() }
    func write(_ bytes: [UInt8]) -> Bool {
      secured.map { $0.write(bytes) } ?? connection.write(bytes)
    }
    switch self {
    case .hear: return !read().isEmpty
    case .reply(let answer):
      let heard = read()
      return !heard.isEmpty && write(answer(heard))
    case .say(let bytes): return write(bytes)
    case .drip(let bytes):
      for byte in bytes {
        guard write([byte]) else { return false }
        connection.pause(milliseconds: 1000)
      }
    case .flood(let bytes): while write(bytes) {}
    case .press(let message): secured?.flood(message)
    case .hold: connection.readToEnd()
    case .hearHello: if read().first == 22 { connection.readToEnd() }
    case .finishSending: connection.finishSending()
    case .reset: connection.resetWhenClosed()
    case .secure: return false
    }
    return true
  }
}

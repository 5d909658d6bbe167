import PadlockModel

/// The passwords of one demo, new ones each time, which are in its files and nowhere else.
struct DemoSecrets: Sendable {
  /// The keystore's password.
  let store = random()
  /// The key's password, where it has one of its own.
  let key = random()
  /// The agent's key to its instance.
  let instance = random()

  /// Twenty letters and digits, which no shell and no file format reads otherwise.
  private static func random() -> Secret {
    let letters = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
    return Secret(bytes: (0..<20).map { _ in letters[Int.random(in: letters.indices)] })
  }
}

extension Secret {
  /// The password as a piece of a file's text.
  func text<R>(_ body: (String) -> R) -> R {
    withBytes { body(String(decoding: $0, as: UTF8.self)) }
  }
}

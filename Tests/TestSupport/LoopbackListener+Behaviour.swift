extension LoopbackListener {
  /// Waits for the first bytes, sends `answer` and closes in order.
  public static func answering(_ answer: [UInt8]) throws(Failure) -> LoopbackListener {
    try LoopbackListener { connection in
      _ = connection.read()
      connection.write(answer)
    }
  }

  /// Sends `banner` at once and then waits for the peer to close.
  public static func greeting(_ banner: String) throws(Failure) -> LoopbackListener {
    try LoopbackListener { connection in
      connection.write(banner.utf8)
      connection.readToEnd()
    }
  }

  /// Accepts, and says nothing.
  public static func silent() throws(Failure) -> LoopbackListener {
    try LoopbackListener { $0.readToEnd() }
  }

  /// Reads the first bytes and throws the connection away.
  public static func resetting() throws(Failure) -> LoopbackListener {
    try LoopbackListener { connection in
      _ = connection.read()
      connection.resetWhenClosed()
    }
  }

  /// Reads the first bytes and closes in order.
  public static func closing() throws(Failure) -> LoopbackListener {
    try LoopbackListener { connection in _ = connection.read() }
  }

  /// Sends one byte of `bytes` a second.
  public static func dripping(_ bytes: [UInt8]) throws(Failure) -> LoopbackListener {
    try LoopbackListener { $0.drip(bytes) }
  }
}

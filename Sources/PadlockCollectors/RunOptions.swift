public import OpenSSLBridge
public import PadlockModel
public import PadlockNetwork

/// What the user asked for, as far as collectors care.
public struct RunOptions: Sendable {
  /// The host and port asked for; nil where they follow from the configuration.
  public var host: String?
  public var port: Int?
  /// Connect here instead of resolving the host.
  public var address: String?
  public var configurationFiles: [String] = []
  public var logFiles: [String] = []
  public var keystore: String?
  /// The file of the private key that belongs to the certificate in ``keystore``.
  public var key: String?
  public var keystoreType: String?
  public var alias: String?
  public var password: Secret?
  public var keyPassword: Secret?
  /// Passwords that the user gave for keystores for which nothing else names one, by path.
  public var typedPasswords: [String: Secret] = [:]
  /// What the user saw, in their own words.
  public var reportedTexts: [String] = []
  /// The symptom that the user chose from a list; its id.
  public var chosenSymptom: String?
  /// What the user answered to questions.
  public var answers: [Answer] = []
  /// More trust anchors: files or folders of PEM certificates.
  public var trust: [String] = []
  /// What trust is judged with, where several runs share it; nil for what ``trust`` adds to this
  /// machine's store.
  public var anchors: TrustAnchors?
  /// What was tried before the run, and is not tried again.
  public var firstLook = FirstLook()
  /// What is shown to a server that asks for a client certificate.
  public var identity: ClientIdentity?
  /// Whether the issuer of a certificate is asked for its revocation.
  public var checksRevocation = false
  /// Whether somebody named the host, so that the certificate's names can be judged by it.
  public var judgesNames = true
  /// Whether connections, sockets, processes and service states are left out.
  public var noProbe = false
  /// Seconds for each connection attempt.
  public var timeoutSeconds = 4.0
  /// What the environment says of proxies; probes go by none of it.
  public var proxies = ProxyEnvironment.proxyEnvironment([:])
  /// How long before its end a certificate counts as ending.
  public var expiresWithinSeconds = 30 * 86_400
  /// Whether they are left out because the target's machine is not at hand.
  public var isOutOfReach = false
  /// The moment for which dates are judged.
  public var now: Timestamp
  /// Ends every wait when the user stops the run or its time is up.
  public var run: Deadline
  /// Seconds between local time and UTC, for log lines that state no zone.
  public var localOffsetSeconds = 0
  /// Told how far a long piece of work is, for people: `agent.log 43 %`; from any thread.
  public var tell: @Sendable (String) -> Void = { _ in }

  public init(now: Timestamp, run: Deadline) {
    self.now = now
    self.run = run
  }

  /// The time of one connection attempt.
  public var timeout: Duration { .milliseconds(Int(min(max(timeoutSeconds, 0.05), 3_600) * 1_000)) }
}

/// Everything that reads what others wrote, as one function from bytes: the fuzzers drive it, and the
/// tests replay over it what they found.
///
/// To add one: a case, a line in ``check(_:)``, and a folder of inputs in `Tests/Corpora`.
public enum FuzzTarget: String, CaseIterable, Sendable {
  // Configuration
  case javaProperties = "java-properties"
  case wrapper
  case launchLine = "launch-line"
  case environmentFile = "environment-file"
  case unitFile = "unit-file"
  case nginx
  case xml
  case yaml
  // Keystores, keys and certificates
  case fileFormat = "file-format"
  case der
  case javaKeyStore = "java-keystore"
  case pkcs12
  case pem
  case inspection
  case serverFile = "server-file"
  case certificate
  case revocation
  // Logs and pasted text
  case logTime = "log-time"
  case utf16
  case recogniser
  case lifting
  case logSearch = "log-search"
  // Rules, sessions, answers
  case ruleFile = "rule-file"
  case compiledRules = "compiled-rules"
  case session
  case answers
  // What peers say
  case firstBytes = "first-bytes"
  case httpResponse = "http-response"
  case hostName = "host-name"
  // Archives, bundles, reports
  case archive
  case decompression
  case bundle
  case bundleManifest = "bundle-manifest"
  case recording
  case report
  // What leaves
  case masking
  case terminalText = "terminal-text"

  /// Reads `bytes` as this target does, and checks what must hold whatever they are.
  ///
  /// - Throws: ``BrokenProperty``, or what a reader should not have thrown.
  public func check(_ bytes: [UInt8]) throws {
    switch self {
    case .javaProperties: try checkJavaProperties(bytes)
    case .wrapper: try checkWrapper(bytes)
    case .launchLine: try checkLaunchLine(bytes)
    case .environmentFile: try checkEnvironmentFile(bytes)
    case .unitFile: try checkUnitFile(bytes)
    case .nginx: try checkNginx(bytes)
    case .xml: try checkXML(bytes)
    case .yaml: try checkYAML(bytes)
    case .fileFormat: try checkFileFormat(bytes)
    case .der: try checkDER(bytes)
    case .javaKeyStore: try checkJavaKeyStore(bytes)
    case .pkcs12: try checkPKCS12(bytes)
    case .pem: try checkPEM(bytes)
    case .inspection: try checkInspection(bytes)
    case .serverFile: try checkServerFile(bytes)
    case .certificate: try checkCertificate(bytes)
    case .revocation: try checkRevocation(bytes)
    case .logTime: try checkLogTime(bytes)
    case .utf16: try checkUTF16(bytes)
    case .recogniser: try checkRecogniser(bytes)
    case .lifting: try checkLifting(bytes)
    case .logSearch: try checkLogSearch(bytes)
    case .ruleFile: try checkRuleFile(bytes)
    case .compiledRules: try checkCompiledRules(bytes)
    case .session: try checkSession(bytes)
    case .answers: try checkAnswers(bytes)
    case .firstBytes: try checkFirstBytes(bytes)
    case .httpResponse: try checkHTTPResponse(bytes)
    case .hostName: try checkHostName(bytes)
    case .archive: try checkArchive(bytes)
    case .decompression: try checkDecompression(bytes)
    case .bundle: try checkBundle(bytes)
    case .bundleManifest: try checkBundleManifest(bytes)
    case .recording: try checkRecording(bytes)
    case .report: try checkReport(bytes)
    case .masking: try checkMasking(bytes)
    case .terminalText: try checkTerminalText(bytes)
    }
  }
}

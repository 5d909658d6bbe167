/// What a start script says about the Java program it starts.
public struct LaunchReading: Equatable, Sendable {
  /// The command, or nil when no line starts Java.
  public var command: JavaCommand?
  /// The options and exported variables, with what the shell does to them.
  public var document: ConfigurationDocument
}

/// Reads the line of a shell script that starts a Java program, as the shell would pass it.
///
/// ```
/// #!/bin/sh
/// exec ${SPRINGBOOTAPP_JAVA} -jar /opt/xa/bin/xa.jar --server.ssl.key-alias='my key'
/// ```
/// yields the setting `server.ssl.key-alias` with the value `my key` and the source
/// ``Setting/Source/argument``. Values that hold a variable unknown here are not guessed:
/// ``Setting/isKnown`` is then false. Of several lines that start Java the last one that holds a
/// marker is read.
public enum LaunchLine {
  /// Reads `bytes` and returns the settings and faults alone.
  ///
  /// - Throws: ``ReaderFailure`` when the file is too large.
  public static func parse(
    bytes: [UInt8], markers: [String] = ["-jar"], optionPrefixes: [String] = [],
    environment: [String: String] = [:], isEnvironmentComplete: Bool = false
  ) throws(ReaderFailure) -> ConfigurationDocument {
    try read(
      bytes: bytes, markers: markers, optionPrefixes: optionPrefixes, environment: environment,
      isEnvironmentComplete: isEnvironmentComplete
    ).document
  }

  /// Reads `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: the script, at most ``ConfigurationLimit/bytes``.
  ///   - markers: texts of which the launch line holds one, such as the name of the jar.
  ///   - optionPrefixes: how the names of the options of interest begin.
  ///   - environment: variables that are set before the script runs.
  ///   - isEnvironmentComplete: whether every other variable is known to be unset.
  /// - Returns: the command, its settings and faults.
  /// - Throws: ``ReaderFailure`` when the file is too large.
  public static func read(
    bytes: [UInt8], markers: [String] = ["-jar"], optionPrefixes: [String] = [],
    environment: [String: String] = [:], isEnvironmentComplete: Bool = false
  ) throws(ReaderFailure) -> LaunchReading {
    try ConfigurationLimit.check(bytes.count)
    let decoded = DecodedText(bytes)
    let search = LaunchSearch(
      Array(decoded.text.utf8), markers: markers, environment: environment,
      isEnvironmentComplete: isEnvironmentComplete)
    var assembly = LaunchAssembly(options: OptionNames(prefixes: optionPrefixes))
    assembly.add(search)
    return assembly.finish(decoded, markers: markers)
  }
}

/// Reads the configuration of a Java service wrapper: YAJSW's or Tanuki's.
///
/// ```
/// wrapper.java.additional.10 = -Dserver.ssl.key-store=c:\\certs\\agent.jks
/// ```
/// yields the setting `server.ssl.key-store` with the value `c:\certs\agent.jks` and the source
/// ``Setting/Source/systemProperty``. Every key of the file is a setting as well, with the source
/// ``Setting/Source/property``.
public enum WrapperConfiguration {
  /// Whose rules apply.
  public enum Dialect: String, CaseIterable, Sendable {
    /// YAJSW: commons-configuration 1.x; every number of a series counts, the first value wins.
    case yajsw
    /// Tanuki: `%NAME%`, no escapes; numbers from 1 without a gap, the last value wins.
    case tanuki
  }

  /// Reads `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: the file, at most ``ConfigurationLimit/bytes``.
  ///   - series: the key before the number of a virtual machine option.
  ///   - arguments: the key before the number of a program argument.
  ///   - optionPrefixes: how the names of the options of interest begin.
  ///   - dialect: whose rules apply.
  ///   - variables: values of names that the file uses and does not set.
  /// - Returns: the keys of the file and the options they hold.
  /// - Throws: ``ReaderFailure`` when the file is too large.
  public static func parse(
    bytes: [UInt8], series: String = "wrapper.java.additional",
    arguments: String = "wrapper.app.parameter", optionPrefixes: [String] = [],
    dialect: Dialect = .yajsw, variables: [String: String] = [:]
  ) throws(ReaderFailure) -> ConfigurationDocument {
    try ConfigurationLimit.check(bytes.count)
    let decoded = DecodedText(bytes)
    var assembly = WrapperAssembly(
      series: series, arguments: arguments, options: OptionNames(prefixes: optionPrefixes),
      dialect: dialect)
    switch dialect {
    case .yajsw: assembly.readCommons(decoded, variables: variables)
    case .tanuki: assembly.readTanuki(decoded, variables: variables)
    }
    return assembly.finish(decoded)
  }
}

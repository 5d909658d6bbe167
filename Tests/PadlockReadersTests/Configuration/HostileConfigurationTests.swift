import PadlockReaders
import Testing

@Suite struct HostileConfigurationTests {
  static let samples = [
    "\u{FEFF}# c\nwrapper.java.additional.1 = -Dserver.ssl.key-store=c:\\\\a\\,b,${x}\\u0041\n"
      + "x=${wrapper.java.additional.1}\nwrapper.java.additional.7=\"-Dserver.ssl.a=\\\n b\"\n",
    "#!/bin/sh\r\nA='x y'; case $1 in a|b) B=(1 2);; esac; if true; then A=${A:-z}; fi\n"
      + "exec java -Dserver.a=b -jar xa.jar --server.b=\"$A\\$`x`\" --server.c=$(d \"e)\") 2>&1\n"
      + "cat <<-EOF\n\t$x\n\tEOF\n\u{2013}server.d=1\n",
    "http { map $a $b { ~x y; } include \"a b\"; init_by_lua_block { x = '}' --[[ ]] }\n"
      + "server { listen [::1]:443 ssl; ssl_certificate '$n.pem'; if (a) { b \\;; } # c\n} }\n",
    "[Service]\nUser=\"x\\\n# c\nExecStart=@-/a 'b\\' c\"\n=\n",
  ]

  private func readAll(_ bytes: [UInt8]) throws {
    for dialect in WrapperConfiguration.Dialect.allCases {
      _ = try WrapperConfiguration.parse(
        bytes: bytes, optionPrefixes: ["server."], dialect: dialect)
    }
    _ = try LaunchLine.read(bytes: bytes, markers: ["xa.jar"], optionPrefixes: ["server."])
    for dialect in EnvironmentFile.Dialect.allCases {
      _ = try EnvironmentFile.parse(bytes: bytes, dialect: dialect, requiresExport: true)
    }
    _ = try JavaProperties.parse(bytes: bytes, optionPrefixes: ["server."])
    _ = try NginxConfiguration(bytes: bytes, path: "a") { name in
      .files([(path: name, bytes: Array(bytes.prefix(64)))])
    }
    let unit = try UnitFile.parse(bytes: bytes)
    _ = UnitFile.environment(of: UnitFile.merge([unit, unit]))
    for setting in unit.settings { _ = UnitFile.command(setting.value) }
  }

  @Test(arguments: samples) func `every reader returns on a file cut anywhere`(text: String) throws
  {
    let bytes = Array(text.utf8)
    for length in 0...bytes.count { try readAll(Array(bytes.prefix(length))) }
  }

  @Test(arguments: samples) func `every reader returns when any byte is flipped`(
    text: String
  ) throws {
    let bytes = Array(text.utf8)
    for index in bytes.indices {
      for mask in [UInt8(0xFF), 0x01, 0x20] {
        var changed = bytes
        changed[index] ^= mask
        try readAll(changed)
      }
    }
  }

  @Test(
    arguments: [
      "${", "$(", "\"", "'", "{", "(", "--", "-D", "a=$a$a\n", "x=${x}\n", "<<E\n", "if\n",
      "case a in\n", "\\\n", "`", "a=b;", "[a]\n", "%", "java -jar ", "then\n a=1\n",
      "export A=$A$A;", "wrapper.java.additional.1=-Da=b\n", "--server.a", "A=1\n", "a\\\n", "a;",
      "a{", "a{}", "include a;", "a_by_lua_block{", "[[",
      "--[[", "listen 1;",
    ]) func `a long repetition is read in good time`(unit: String) throws
  {
    let count = 50_000 / unit.utf8.count
    let clock = ContinuousClock()
    let duration = try clock.measure {
      try readAll(Array(String(repeating: unit, count: count).utf8))
    }
    #expect(duration < .seconds(10), "\(unit.debugDescription) took \(duration)")
  }
}

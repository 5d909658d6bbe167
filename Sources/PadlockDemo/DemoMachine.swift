import Foundation
import Glibc
import PadlockModel

/// The files of the agent's machine, apart from keystore and log.
struct DemoMachine: Sendable {
  let files: DemoFiles
  let secrets: DemoSecrets
  let port: UInt16

  /// Writes what the installer wrote, `installed` in seconds since 1970.
  func laySystem(installed: Int64) throws(DemoFailure) {
    func write(_ text: String, _ path: String, _ mode: Int) throws(DemoFailure) {
      try files.write(text, to: path, mode: mode, changed: installed)
    }
    // The files belong to whoever runs the demo, so that is who the agent's user has to be.
    let user = getuid()
    let group = getgid()
    let isRoot = user == 0
    try write("agent01.example.com\n", "/etc/hostname", 0o644)
    try write(
      (isRoot ? "" : "root:x:0:0:root:/root:/bin/bash\n")
        + "xmatters:x:\(user):\(group):xMatters Agent:/opt/xmatters:/sbin/nologin\n",
      "/etc/passwd", 0o644)
    try write(
      (group == 0 ? "" : "root:x:0:\n") + "xmatters:x:\(group):\n", "/etc/group", 0o644)
    try write(
      """
      export SPRINGBOOTAPP_JAVA=/usr/bin/java
      export LOGGING_FILE_NAME=\(DemoPaths.log)
      export SERVER_PORT=\(port)

      """, DemoPaths.environment, 0o640)
    try write(
      secrets.instance.text { "export XMATTERS_KEY=\($0)\n" }, DemoPaths.credentials, 0o640)
    try write("no program: this is Padlock's demo\n", DemoPaths.program, 0o500)
    try write(Self.unit, DemoPaths.unit, 0o644)
  }

  /// Writes the start script with its two copies; without a keystore as the installer left it.
  func layStartScript(
    keystore: (path: String, format: DemoKeystore.Format, password: Secret)?, changed: Int64
  ) throws(DemoFailure) {
    let options = keystore.map { keystore in
      keystore.password.text { password in
        " --server.ssl.key-store-type=\(keystore.format.rawValue)"
          + " --server.ssl.key-store=\(keystore.path)"
          + " --server.ssl.key-store-password=\(password)"
          + " --server.ssl.key-alias=\(DemoKeystore.alias) --server.ssl.enabled=true"
      }
    }
    let script = """
      #!/bin/bash
      source \(DemoPaths.environment)
      source \(DemoPaths.credentials)
      ${SPRINGBOOTAPP_JAVA} -jar \(DemoPaths.program)\(options ?? "")

      """
    let places = [
      (DemoPaths.startScript, 0o550), (DemoPaths.startScript + ".bak", 0o440),
      (DemoPaths.copyOutside, 0o440),
    ]
    for (path, mode) in places {
      try files.write(script, to: path, mode: mode, changed: changed)
    }
  }

  private static let unit = """
    [Unit]
    Description=xMatters Agent
    After=network.target

    [Service]
    Type=simple
    User=xmatters
    ExecStart=\(DemoPaths.startScript)
    SuccessExitStatus=143
    Restart=on-failure

    [Install]
    WantedBy=multi-user.target

    """
}

/// Certificates as text (RFC 7468).
enum PEM {
  static func certificate(_ der: [UInt8]) -> String {
    let text = Data(der).base64EncodedString(options: [
      .lineLength64Characters, .endLineWithLineFeed,
    ])
    return "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
  }
}

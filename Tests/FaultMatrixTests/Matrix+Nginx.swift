extension Matrix {
  /// Pairs that nginx refuses to start with, found by its own configuration.
  static let nginxFaults: [FaultCase] = [
    refused("certificate.file-missing", "the certificate is gone") { _ in
      "rm \(Machine.nginxCertificate)"
    },
    refused("certificate.key-file-missing", "the key is gone") { _ in "rm \(Machine.nginxKey)" },
    refused("certificate.not-pem", "the certificate is DER") {
      "cp \($0.certificate("good.der")) \(Machine.nginxCertificate)"
    },
    refused("certificate.key-mismatch", "the key of another certificate") {
      "cp \($0.certificate("other.key")) \(Machine.nginxKey)"
    },
    refused("certificate.key-encrypted", "the key has a pass phrase") {
      "cp \($0.certificate("encrypted.key")) \(Machine.nginxKey)"
    },
    FaultCase(
      "certificate.file-unreadable", .nginx, "the user of its unit may not read the key",
      also: ["service.not-running", "network.port-refused"]
    ) { machine in
      try machine.nginxService(port: 8443)
      try machine.giveNginxAUser()
      try machine.startNginx(by: "web")
      return Machine.nginxOptions
    },
    FaultCase("certificate.key-world-readable", .nginx, "everybody may read the key") { machine in
      try machine.nginxService()
      try machine.shell("chmod 644 \(Machine.nginxKey)")
      try machine.startNginx()
      return Machine.nginxOptions
    },
    FaultCase(
      "service.not-restarted", .nginx, "the certificate was renewed after the start",
      also: ["certificate.served-differs"]
    ) { machine in
      try machine.nginxService()
      try machine.startNginx()
      try machine.nginxService("other")
      try machine.touchLater(Machine.nginxCertificate)
      try machine.touchLater(Machine.nginxKey)
      return Machine.nginxOptions
    },
  ]

  /// nginx whose files a script spoilt before it was started.
  private static func refused(
    _ id: String, _ how: String, _ script: @escaping @Sendable (Machine) -> String
  ) -> FaultCase {
    FaultCase(
      id, .nginx, how, also: ["service.not-running", "network.port-refused"]
    ) { machine in
      try machine.nginxService()
      try machine.shell(script(machine))
      try machine.startNginx()
      return Machine.nginxOptions
    }
  }
}

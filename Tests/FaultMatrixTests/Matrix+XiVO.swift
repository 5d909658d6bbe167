import TestSupport

extension Matrix {
  /// Faults of XiVO's files, names and ports.
  static let xivoFaults: [FaultCase] = [
    FaultCase("certificate.file-missing", .nginx, "XiVO: server.crt is gone", view: .files) {
      machine in
      try machine.xivo()
      try machine.shell("rm \(Machine.certificateFile)")
      return Machine.xivoOptions
    },
    own("certificate.key-file-missing", "XiVO: server.key is gone") { _ in "rm \(Machine.keyFile)"
    },
    own("certificate.not-pem", "XiVO: server.crt is DER") {
      "cp \($0.certificate("good.der")) \(Machine.certificateFile)"
    },
    own("certificate.key-mismatch", "XiVO: the key of another certificate") {
      "cp \($0.certificate("other.key")) \(Machine.keyFile)"
    },
    own("certificate.key-encrypted", "XiVO: the key has a pass phrase") {
      "cp \($0.certificate("encrypted.key")) \(Machine.keyFile)"
    },
    own("certificate.key-world-readable", "XiVO: everybody may read the key") { _ in
      "chmod 644 \(Machine.keyFile)"
    },
    own("xivo.certificate-permissions", "the pair is root:root 600") { _ in
      "chown root:root /usr/share/xivo-certs/server.*; chmod 600 /usr/share/xivo-certs/server.*"
    },
    own("xivo.certificate-permissions", "the folder may not be searched") { _ in
      "chmod 700 /usr/share/xivo-certs"
    },
    own("xivo.service-user-not-in-group", "xivo-amid is not in www-data") { _ in
      "sed -i 's/,xivo-amid//' /etc/group"
    },
    own("xivo.own-certificate-overwritten", "the default certificate was made anew over it") {
      "cp \($0.certificate("default.pem")) \(Machine.certificateFile); cp \($0.certificate("default.key")) \(Machine.keyFile)"
    },
    own("xivo.hostname-localhost", "the custom file's hosts are localhost") { _ in
      "sed -i 's/xivo.example.com/localhost/' \(Machine.customFile)"
    },
    own("xivo.custom-file-missing", "the links dangle") { _ in "rm \(Machine.customFile)" },
    own("xivo.custom-file-malformed", "a tab in the indentation") { _ in
      "printf 'auth:\\n\\thost: xivo.example.com\\n' >\(Machine.customFile)"
    },
    own("xivo.custom-section-missing", "no section `amid`") { _ in
      "sed -i '/^amid:/,/verify_certificate/d' \(Machine.customFile)"
    },
    own("xivo.custom-host-not-in-certificate", "a host that is not in the certificate") { _ in
      "sed -i 's/xivo.example.com/xivo.example.net/' \(Machine.customFile)"
    },
    own("xivo.custom-link-missing", "xivo-dird has no link") { _ in
      "rm /etc/xivo-dird/conf.d/010-custom-certificate.yml"
    },
    own("xivo.custom-link-name", "a link without .yml") { _ in
      "cd /etc/xivo-dird/conf.d; mv 010-custom-certificate.yml 010-custom-certificate"
    },
    own("xivo.custom-file-shadowed", "001-local.yml sets the host") { _ in
      "printf 'auth:\\n  host: localhost\\n' >/etc/xivo-confd/conf.d/001-local.yml"
    },
    own("xivo.custom-agent-key", "`agent:` for `agentd:`") { _ in
      """
      install -d /etc/xivo-ctid/conf.d
      printf 'agentd:\\n  host: localhost\\n' >/etc/xivo-ctid/config.yml
      ln -s \(Machine.customFile) /etc/xivo-ctid/conf.d/010-custom-certificate.yml
      sed -i 's/^agentd:/agent:/' \(Machine.customFile)
      """
    },
    own("xivo.verify-not-enabled", "no verification with the system's store") { _ in
      "sed -i /verify/d \(Machine.customFile)"
    },
    own("xivo.verify-key-wrong", "`verify_certificate` for consul") { _ in
      "sed -i 's/  verify: True/  verify_certificate: True/' \(Machine.customFile)"
    },
    own("xivo.verify-value-quoted", "`\"True\"` in quotes") { _ in
      "sed -i 's/: True/: \"True\"/' \(Machine.customFile)"
    },
    own("xivo.verify-path-missing", "a CA file that is not there") { _ in
      "sed -i 's/verify_certificate: True/verify_certificate: \\/etc\\/ssl\\/nowhere.pem/' \(Machine.customFile)"
    },
    own("xivo.verification-disabled", "no verification of a service elsewhere") { _ in
      "sed -i '/^dird:/,$s/host: .*/host: dird.example.com/;/^dird:/,$s/True/False/' \(Machine.customFile); echo '10.9.0.7 dird.example.com' >>/etc/hosts"
    },
    own("xivo.ca-package-missing", "no bundle of the system") { _ in
      "rm -rf /etc/ssl/certs/ca-certificates.crt /usr/sbin/update-ca-certificates"
    },
    own("xivo.ca-not-installed", "the CA is nowhere") { _ in
      "rm /usr/local/share/ca-certificates/matrix.crt; sed -i '$d' /etc/ssl/certs/ca-certificates.crt; : >/etc/ssl/certs/ca-certificates.crt; cat \(Supplies.certificates)/default.pem >/etc/ssl/certs/ca-certificates.crt"
    },
    own("xivo.ca-wrong-extension", "the CA's file ends in .pem") { _ in
      "cd /usr/local/share/ca-certificates; mv matrix.crt matrix.pem; cat \(Supplies.certificates)/default.pem >/etc/ssl/certs/ca-certificates.crt"
    },
    own("xivo.ca-update-not-run", "the CA's file is there and not in the bundle") { _ in
      "cat \(Supplies.certificates)/default.pem >/etc/ssl/certs/ca-certificates.crt"
    },
    own("xivo.name-not-in-hosts", "no line for the name", certainty: "likely") { _ in
      "sed -i /xivo.example.com/d /etc/hosts"
    },
    FaultCase("xivo.name-unresolved", .python, "no line for the name, and no other source has it") {
      machine in
      try machine.xivo(certificate: "xivo-localhost", isOwn: true)
      try machine.startXivo()
      try machine.shell("sed -i /xivo.example.com/d /etc/hosts")
      return ["--product", "xivo", "--host", "localhost"]
    },
    own("xivo.name-not-loopback", "the name is 127.0.1.1") { _ in
      "for file in /etc/hosts /etc/xivo/custom-templates/system/etc/hosts /etc/xivo/sysconfd/custom-templates/resolvconf/hosts; do sed -i 's/^127.0.0.1 xivo/127.0.1.1 xivo/' $file; done"
    },
    own("xivo.hosts-not-persistent", "no custom templates") { _ in
      "rm -r /etc/xivo/custom-templates /etc/xivo/sysconfd"
    },
    own("xivo.services-disabled", "the services were disabled", certainty: "likely") { _ in
      "touch /var/lib/xivo/disabled"
    },
    FaultCase(
      "xivo.services-disabled", .python, "nginx alone runs",
      also: ["service.not-running", "network.port-refused"]
    ) { machine in
      try machine.xivo(certificate: "xivo-localhost", isOwn: true)
      try machine.startXivo(except: Machine.daemons.map(\.name))
      try machine.shell("touch /var/lib/xivo/disabled")
      return Machine.xivoOptions
    },
    FaultCase("xivo.default-certificate", .python, "an untouched XiVO") { machine in
      try machine.xivo()
      try machine.startXivo()
      return Machine.xivoOptions
    },
    FaultCase(
      "xivo.self-check-localhost", .python, "the certificate does not name localhost",
      certainty: "likely"
    ) { machine in
      try machine.xivo(certificate: "xivo", isOwn: true)
      try machine.startXivo()
      return Machine.xivoOptions
    },
    FaultCase("xivo.services-partly-restarted", .python, "nginx was not restarted") { machine in
      try machine.xivo(certificate: "xivo-localhost", isOwn: true)
      try machine.startXivo()
      try machine.installPair("renewed")
      try machine.touchLater(Machine.certificateFile)
      for daemon in Machine.daemons {
        // The shell itself does not fit the pattern.
        let pattern = "'/usr/bin/\(daemon.name) [0-9]'"
        try machine.shell(
          "pkill -f \(pattern); while pgrep -f \(pattern) >/dev/null; do sleep 0.02; done")
        try machine.startDaemon(daemon.name, as: daemon.user, on: String(daemon.port))
      }
      return Machine.xivoOptions
    },
    FaultCase(
      "service.not-restarted", .python, "XiVO: nothing was restarted", certainty: "likely",
      also: ["certificate.served-differs"]
    ) { machine in
      try machine.xivo(certificate: "xivo-localhost", isOwn: true)
      try machine.startXivo()
      try machine.installPair("renewed")
      try machine.touchLater(Machine.certificateFile)
      return Machine.xivoOptions
    },
  ]

  /// A XiVO with a certificate of its own, spoilt by a script, judged by its files.
  private static func own(
    _ id: String, _ how: String, certainty: String = "confirmed",
    _ script: @escaping @Sendable (Machine) -> String
  ) -> FaultCase {
    // A certificate that names localhost would make calls to localhost right.
    let isAboutHosts = id.hasPrefix("xivo.custom-") || id == "xivo.hostname-localhost"
    return FaultCase(id, .linux, how, view: .files, certainty: certainty) { machine in
      try machine.xivo(certificate: isAboutHosts ? "xivo" : "xivo-localhost", isOwn: true)
      try machine.shell(script(machine))
      return Machine.xivoOptions
    }
  }
}

import Foundation
import TestSupport

/// As much of a copy of a XiVO with a certificate of its own as makes its questions worth asking.
struct XivoCopy {
  private let scratch: Scratch
  var root: String { scratch.folder }

  init() throws {
    scratch = try Scratch()
    try scratch.write("stock\n", "etc/hostname")
    try scratch.write("", "etc/xivo/common.conf")
    for service in ["xivo-auth", "xivo-confd", "xivo-dird"] {
      try scratch.write("debug: false\n", "etc/\(service)/config.yml")
    }
    let folder = "usr/share/xivo-certs"
    try scratch.write("", "\(folder)/server.key")
    try Command.need([
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-keyout", scratch.path("\(folder)/server.key"), "-out", scratch.path("\(folder)/server.crt"),
      "-subj", "/CN=xivo.example.com", "-addext", "subjectAltName=DNS:xivo.example.com", "-days",
      "400",
    ])
  }
}

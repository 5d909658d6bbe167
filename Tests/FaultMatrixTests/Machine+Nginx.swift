import Foundation

/// nginx where its package puts it, and found by what it is configured to do.
extension Machine {
  static let nginxOptions = ["--product", "nginx", "--host", "agent01.example"] + trust
  static let nginxCertificate = "/etc/nginx/tls/server.pem"
  static let nginxKey = "/etc/nginx/tls/server.key"

  /// Lays it out with a pair of `certificates.sh`; `more` goes into the server's block.
  func nginxService(_ name: String = "good", port: UInt16 = 443, _ more: String = "") throws {
    try write(
      """
      pid /tmp/nginx.pid;
      error_log /var/log/nginx/error.log notice;
      events {}
      http {
        access_log off;
        server {
          listen \(port) ssl;
          server_name agent01.example;
          ssl_certificate \(Self.nginxCertificate);
          ssl_certificate_key \(Self.nginxKey);
          \(more)
          location / { return 200 "ok"; }
        }
      }

      """, "/etc/nginx/nginx.conf")
    try shell(
      """
      install -d /etc/nginx/tls /var/log/nginx
      install -m 644 \(certificate(name)).pem \(Self.nginxCertificate)
      install -m 600 \(certificate(name)).key \(Self.nginxKey)
      : >/var/log/nginx/error.log
      """)
  }

  /// Lets a user of its own run it, as its unit says.
  func giveNginxAUser() throws {
    try shell(
      """
      echo web:x:482:482::/nonexistent:/bin/false >>/etc/passwd
      echo web:x:482: >>/etc/group
      chown web:web /var/log/nginx/error.log
      """)
    try write(
      """
      [Unit]
      Description=nginx
      [Service]
      User=web
      ExecStart=/usr/sbin/nginx

      """, "/etc/systemd/system/nginx.service")
  }

  /// Starts it; returns when it listens, or has given up.
  func startNginx(by user: String = "root") throws {
    try shell(
      "setpriv --reuid=\(user) --regid=\(user) --clear-groups nginx >/tmp/nginx.out 2>&1 || true")
  }
}

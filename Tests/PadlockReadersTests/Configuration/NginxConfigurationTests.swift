import PadlockModel
import PadlockReaders
import Testing

@Suite struct NginxConfigurationTests {
  private func read(_ text: String, _ files: [String: String] = [:]) throws -> NginxConfiguration {
    try NginxConfiguration(bytes: Array(text.utf8), path: "main") { name in
      if name == "secret" { return .unread(path: name) }
      return files[name].map { .files([(path: name, bytes: Array($0.utf8))]) } ?? .missing
    }
  }

  private func values(_ text: String, _ key: String) throws -> [String] {
    try read(text).document.settings.filter { $0.key == key }.map(\.value.text)
  }

  @Test func `blocks name the settings in them, and each has a number of its own`() throws {
    let document = try read(
      """
      user www-data;
      http {
        ssl_certificate /outer.pem;  # for all
        server { listen 80; }
        server {
          listen 443 ssl http2 default_server;
          ssl_certificate /etc/a.pem;
        }
      }

      """
    ).document
    #expect(document.defects.isEmpty)
    #expect(document.settings.first?.key == "user")
    let outer = document.settings.first { $0.key == "http/ssl_certificate" }
    #expect(outer?.line == 3)
    #expect(outer?.blocks.count == 1)
    let ports = document.settings.filter { $0.key == "http/server/listen@port" }
    #expect(ports.map(\.value.text) == ["80", "443"])
    #expect(Set(ports.map { $0.blocks[1] }).count == 2)
    #expect(ports.allSatisfy { $0.blocks.count == 3 })
    let inner = document.settings.first { $0.key == "http/server/ssl_certificate" }
    #expect(inner?.line == 7)
    #expect(inner.map { Array(ports[1].blocks.prefix(2)) == $0.blocks } == true)
  }

  @Test(arguments: [
    ("/var/log/a.log warn", "/var/log/a.log"), ("logs/a.log", "logs/a.log"), ("stderr", ""),
    ("syslog:server=192.0.2.1 info", ""), ("memory:32m debug", ""), ("/dev/stdout", ""),
  ])
  func `an error log that is a file has its path`(written: String, path: String) throws {
    let text = "error_log \(written); http { error_log \(written); }"
    #expect(try values(text, "error_log@path") == [path])
    #expect(try values(text, "http/error_log@path") == [path])
  }

  @Test(
    arguments: [
      ("443 ssl", "443", nil, true), ("80", "80", nil, false),
      ("localhost", "80", "localhost", false),
      ("127.0.0.1:8443 ssl", "8443", "127.0.0.1", true), ("[::]:443 ssl", "443", nil, true),
      ("[::1]:443", "443", "::1", false), ("[::1] ssl", "80", "::1", true),
      ("*:443 ssl", "443", nil, true),
      ("192.0.2.1", "80", "192.0.2.1", false), ("0.0.0.0:8081 http2", "8081", nil, false),
      ("unix:/run/a.sock ssl", nil, nil, true), ("host:443 ssl reuseport", "443", "host", true),
    ] as [(String, String?, String?, Bool)])
  func `forms of listen`(written: String, port: String?, address: String?, isTLS: Bool) throws {
    let text = "http { server { listen \(written); } }"
    #expect(try values(text, "http/server/listen@port").first == port)
    #expect(try values(text, "http/server/listen@address").first == address)
    #expect(try values(text, "http/server/listen@ssl") == (isTLS ? ["on"] : []))
  }

  @Test(arguments: [
    (#"a "b c";"#, "b c"), (#"a 'b "c"';"#, #"b "c""#), (#"a b\"c;"#, #"b"c"#),
    (#"a b\;c;"#, #"b\;c"#),
    (#"a "x\\y";"#, #"x\y"#), ("a b#c;", "b#c"), ("a b c\td\n e;", "b c d e"), ("a # no\n b;", "b"),
    (#"a ~^www\d{2}\.x$;"#, #"~^www\d"#), ("a ${x}y;", "${x}y"), ("a b}c;", "b}c"),
  ])
  func `words with quotes, backslashes and comments`(written: String, value: String) throws {
    let settings = try read(written).document.settings
    // A brace in a word opens a block, as it does for nginx.
    if written.contains("{2}") {
      #expect(settings.isEmpty)
    } else {
      #expect(settings.map(\.value.text) == [value])
    }
  }

  @Test(arguments: [
    ("/etc/a.pem", true), ("/etc/$ssl_server_name.pem", false), ("${dir}/a.pem", false),
    ("data:$variable", false), ("data:-----BEGIN", false), ("engine:pkcs11:id", false),
    ("store:file:key.pem", false), ("~^www.*$", true), ("cost$1", true),
  ])
  func `a value with a variable, data or an engine is not known`(value: String, isKnown: Bool)
    throws
  {
    let settings = try read("ssl_certificate \"\(value)\";").document.settings
    #expect(settings.map(\.isKnown) == [isKnown])
  }

  @Test func `tables, conditions and Lua are no settings of a server`() throws {
    let document = try read(
      """
      http {
        map $host $x { default 1; listen 2; ~^/a 3; include hosts; }
        types { text/html html; }
        init_by_lua_block {
          local a = "}" -- } a comment
          local b = [==[ } ]] ]==] --[[ } ]] local c = { '\\'' }
        }
        server {
          listen 443 ssl;
          if ($request_method = POST) { return 405; }
          location ~ \\.php$ { listen 1; }
        }
      }

      """
    ).document
    #expect(document.defects.isEmpty)
    #expect(
      document.settings.map(\.key) == [
        "http/server/listen", "http/server/listen@port", "http/server/listen@ssl",
        "http/server/if/return", "http/server/location/listen",
        "http/server/location/listen@port",
      ])
    #expect(document.settings.first?.line == 9)
  }

  @Test func `an included file continues the block, and keeps its own lines`() throws {
    let whole = try read(
      "http { include sites; }\n",
      ["sites": "\nserver {\n listen 443 ssl;\n include tls;\n}\n", "tls": "ssl_certificate a;\n"])
    #expect(whole.paths == ["main", "sites", "tls"])
    #expect(whole.document.defects.isEmpty)
    let certificate = whole.document.settings.first { $0.key == "http/server/ssl_certificate" }
    #expect(certificate?.line == 1)
    #expect(certificate?.document == 2)
  }

  @Test func `a file that is not there ends it all, one that cannot be read does not`() throws {
    let missing = try read("a b;\nhttp { include nothing; }\nc d;")
    #expect(missing.document.defects == [Defect(.includeMissing, line: 2)])
    #expect(missing.document.settings.allSatisfy { !$0.isEffective })
    let unread = try read("http { include secret; }\nc d;")
    #expect(unread.unread == ["secret"])
    #expect(unread.document.defects.isEmpty)
    #expect(unread.document.settings.map(\.key) == ["c"])
  }

  @Test(arguments: [
    "a", "a b", "a;;", "}", "a { b;", "a { } }", "a \"b;", "a 'b'c;", "{", "a } b;",
    "x_by_lua_block {",
  ])
  func `what nginx would refuse has a defect`(text: String) throws {
    #expect(try read(text).document.defects.map(\.kind) == [.notWellFormed])
  }

  @Test func `a fault in an included file is said of that file`() throws {
    let whole = try read("include a;\n", ["a": "\nserver {\n"])
    #expect(whole.document.defects == [Defect(.notWellFormed, line: 3, document: 1)])
  }

  @Test func `files that include each other end`() throws {
    let loop = try read("include a;", ["a": "b c;\ninclude a;\n"])
    #expect(loop.document.defects.map(\.kind) == [.notWellFormed])
    #expect(loop.paths.count == NginxConfiguration.includeLimit + 1)
    let tree = try NginxConfiguration(bytes: Array("include x;".utf8), path: "main") { name in
      .files((0..<20).map { (path: "\(name)\($0)", bytes: Array("include y;".utf8)) })
    }
    #expect(tree.paths.count <= NginxConfiguration.fileLimit)
    #expect(tree.document.defects.map(\.kind) == [.notWellFormed])
  }

  @Test func `included files have 16 MiB together, each as often as it is included`() throws {
    let part = "#" + String(repeating: " ", count: (4 << 20) - 2) + "\n"
    let more = try read(String(repeating: "include a;\n", count: 5), ["a": part])
    #expect(more.document.defects == [Defect(.notWellFormed, line: 5)])
    #expect(more.paths.count == 5)
  }

  @Test func `more than a configuration may have is not kept`() throws {
    let many = try read(String(repeating: "a b;", count: 50_000))
    #expect(many.document.settings.count == NginxConfiguration.settingLimit)
    let ports = try read(String(repeating: "listen [::1]:1 ssl;", count: 5_000))
    #expect(ports.document.settings.count == NginxConfiguration.settingLimit)
    let deep = try read(String(repeating: "a {", count: 5_000))
    #expect(deep.document.defects.map(\.kind) == [.notWellFormed])
  }

  @Test func `what a listen stands for is a block too, and no deeper than blocks may lie`() throws {
    func deepest(_ depth: Int) throws -> Int? {
      let text = String(repeating: "a {", count: depth) + "listen 1;"
      return try read(text + String(repeating: "}", count: depth)).document.settings
        .map(\.blocks.count).max()
    }
    #expect(try deepest(Setting.blockLimit - 1) == Setting.blockLimit)
    #expect(try deepest(Setting.blockLimit) == Setting.blockLimit)
    #expect(try deepest(Setting.blockLimit + 1) == nil)
  }
}

extension MachineRun {
  private static let refused = "Nothing accepts connections on the port"
  private static let port = "127.0.0.1:1"
  private static let once = "--non-interactive"
  private static let unprobed = "--no-probe"
  private static let report = "out/report.txt"

  /// Every run, in the order of the page.
  static let all: [MachineRun] = [
    .init(.noProc, once, port, code: 1, says: refused),
    .init(.noProc, "explain", "Connection refused", code: 0, says: refused),
    .init(.noProc, "inspect", "agent.jks", code: 0, says: "private key"),
    .init(.noProc, "open", once, "saved.json", code: 1, says: refused),
    .init(
      .noProc, "collect", "--host", "127.0.0.1", "--port", "1", unprobed, "-o", "out/bundle.zip",
      code: 0,
      says: "out/bundle.zip:"),
    .init(.noProc, "--nonsense", code: 64, says: "Unknown option '--nonsense'"),
    .init(.noProc, "--plain", port, unprobed, code: 2, says: "Diagnosis", input: "1\n1\nq\nq\n"),
    .init(
      .noResolver, once, "agent01.example:8443", "--timeout", "2", code: 1,
      says: "no name server answered for agent01.example"),
    .init(.noResolver, once, port, code: 1, says: refused),
    .init(.slowNames, once, "agent01.example:1", "--timeout", "2", code: 1, says: refused),
    .init(
      .readOnly, once, port, "-o", report, code: 74,
      says: "it can only be read; nothing was changed. Name a file that can be written."),
    .init(
      .readOnly, "collect", "--host", "127.0.0.1", "--port", "1", unprobed, "-o", "out/bundle.zip",
      code: 74,
      says: "it can only be read; nothing was changed."),
    .init(
      .readOnly, once, port, "--debug-log", "out/log", code: 74,
      says: "out/log could not be written: it can only be read"),
    .init(
      .full, once, port, "--format", "html", "-o", report, code: 74,
      says: "the disk is full; nothing was changed. Make room there, or name a file elsewhere."),
    .init(
      .full, "collect", "--host", "127.0.0.1", "--port", "1", unprobed, "-o", "out/bundle.zip",
      code: 74,
      says: "the disk is full; nothing was changed."),
    .init(
      .noPermission, once, port, "-o", report, code: 74,
      says: "this user may not write it; nothing was changed."),
    .init(.noPermission, "inspect", "private.jks", code: 2, says: "this user may not read it"),
    .init(.noHome, once, port, "-o", report, code: 1, says: nil, afterwards: .new),
    .init(.noHome, "--plain", port, unprobed, code: 2, says: "Diagnosis", input: "1\n1\nq\nq\n"),
    .init(.fewFiles, once, port, "--keystore", "agent.jks", code: 1, says: refused),
    .init(.fewFiles, "--plain", port, unprobed, code: 2, says: "Diagnosis", input: "1\n1\nq\nq\n"),
    .init(
      .noFiles, once, "localhost:1", "--symptom", "-", code: 1,
      says: "this machine could not look it up: Too many open files", input: "Connection refused\n"),
    .init(.littleMemory, once, port, "--log", "large.log", code: 1, says: refused),
    .init(.littleMemory, "explain", "Connection refused", code: 0, says: refused),
    .init(
      .littleMemory, "collect", "--host", "127.0.0.1", "--port", "1", "--log", "large.log", "-o",
      "out/bundle.zip", code: 0,
      says: "out/bundle.zip:"),
    .init(
      .littleMemory, "demo", "key-password", once, code: 1, says: "The key's password differs"),
    .init(
      .clockBack, once, "127.0.0.1:SILENT", "--timeout", "3", code: 1,
      says: "network.port-silent"),
    .init(
      .clockForward, once, "127.0.0.1:SILENT", "--timeout", "3", code: 1,
      says: "network.port-silent"),
    .init(
      .clockInLookup, once, "agent01.example:8443", "--timeout", "3", code: 1,
      says: "no name server answered for agent01.example"),
    .init(
      .noOutput, once, port, code: 74,
      says: "it is closed; what was printed is not whole. Run again with a file"),
    .init(.noOutput, once, port, "-o", report, code: 1, says: nil, afterwards: .new),
    .init(.noOutput, "explain", "Connection refused", code: 74, says: "it is closed"),
    .init(.noErrors, once, port, code: 1, says: refused),
    .init(.noInput, "explain", "-", code: 2, says: "there is no text"),
    .init(.noInput, "--plain", port, unprobed, code: 0, says: "1 of 6. Target"),
    .init(.noStreams, once, port, "-o", report, code: 1, says: nil, afterwards: .new),
    .init(.noStreams, "inspect", "agent.jks", code: 74, says: nil),
  ]
}

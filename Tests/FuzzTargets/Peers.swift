import PadlockNetwork

func checkFirstBytes(_ bytes: [UInt8]) throws(BrokenProperty) {
  let speech = PeerSpeech(firstBytes: bytes)
  try demandVisible("\(speech)", allowing: [" "])
  for count in [1, 2, 4, 7, 9, 16, 40] where count < bytes.count {
    let early = PeerSpeech(firstBytes: Array(bytes.prefix(count)))
    guard early.isRecognised else { continue }
    try demand(kind(early) == kind(speech), "\(early) with more bytes is \(speech)")
  }
}

/// The case of a value without what it holds.
private func kind(_ speech: PeerSpeech) -> String {
  String("\(speech)".prefix { $0 != "(" })
}

func checkHTTPResponse(_ bytes: [UInt8]) throws(BrokenProperty) {
  guard let address = SocketAddress(literal: "127.0.0.1", port: 80) else { return }
  let outcome = PlainOutcome(
    .answered(PeerSpeech(firstBytes: bytes)), bytes: bytes, since: .now,
    TCPConnect.notAttempted(address, .cancelled))
  guard let response = HTTPResponse(outcome) else { return }
  try demand((100...999).contains(response.status), "status \(response.status)")
  try demandVisible(response.statusLine)
  for header in response.headers {
    try demandVisible(header.name + header.value)
    _ = response.header(header.name)
  }
  try demand(response.body.count <= bytes.count, "more body than bytes")
  _ = response.redirect
}

func checkHostName(_ bytes: [UInt8]) throws(BrokenProperty) {
  let host = HostName(String(decoding: bytes, as: UTF8.self))
  if let literal = host.literal {
    let again = HostName(host.ascii)
    try demand(again.literal == literal && again.ascii == host.ascii, "\(host) and \(again)")
  }
  try demand(host.literal == nil || host.serverName == nil, "an address as a server's name")
  _ = host.urlHost
}

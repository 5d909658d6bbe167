internal import CNcurses
internal import CTerminalShims
internal import Glibc

/// Bracketed paste: the terminal marks pasted text (xterm, DECSET 2004); others ignore it.
let pasteOn = "\u{1B}[?2004h"
let pasteOff = "\u{1B}[?2004l"

/// Writes a sequence behind what curses wrote so far.
func writeSequence(_ sequence: String) {
  _ = shim_fflush_stdout()
  let bytes = Array(sequence.utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}

/// Waits until a key is pressed, whatever key that is, and forgets what else was typed.
func waitForKey() {
  var saved = termios()
  guard tcgetattr(STDIN_FILENO, &saved) == 0 else { return }
  var raw = saved
  raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
  var byte: UInt8 = 0
  while read(STDIN_FILENO, &byte, 1) < 0, errno == EINTR {}
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &saved)
}

/// Bytes as base64 (RFC 4648 §4).
func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let value = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
    for place in 0...3 {
      let letter = letters[Int(value >> (18 - 6 * UInt32(place))) & 63]
      text.append(place <= group.count ? letter : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}

/// What leads to an empty screen that is not the shell's, where the terminal has another.
func clearing() -> String {
  String(decoding: (capability("smcup") ?? []) + (capability("clear") ?? []), as: UTF8.self)
}

/// What a fatal signal writes, so that the shell finds a usable terminal; at most 256 bytes.
func restoringBytes(mouse: Bool) -> [UInt8] {
  var bytes = Array(pasteOff.utf8)
  if mouse, capability("kmous") != nil { bytes += Array("\u{1B}[?1006l\u{1B}[?1000l".utf8) }
  for name in ["sgr0", "op", "cnorm", "rmkx", "rmcup"] {
    bytes += capability(name) ?? []
  }
  return bytes.count <= 256 ? bytes : Array(pasteOff.utf8)
}

/// A string capability of the terminal without its padding (`$<5>`, terminfo(5)).
private func capability(_ name: String) -> [UInt8]? {
  guard let value = shim_tigetstr(name) else { return nil }
  var bytes: [UInt8] = []
  var rest = String(cString: value).utf8[...]
  while let first = rest.first {
    if rest.starts(with: "$<".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
      rest = rest[rest.index(after: end)...]
    } else {
      bytes.append(first)
      rest = rest.dropFirst()
    }
  }
  return bytes
}

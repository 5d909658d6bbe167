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

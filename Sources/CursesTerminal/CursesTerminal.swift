internal import CNcurses
internal import CTerminalShims
public import CellGrid
internal import Glibc

/// The terminal, while a screen owns it.
///
/// Only one may exist at a time, and only on the main thread. From its creation to ``close()`` the
/// terminal is in raw mode: control-C and control-Z arrive as keys.
public final class CursesTerminal {
  /// What the terminal can show; make grids with it.
  public let glyphs: GlyphSet
  private let screen: OpaquePointer
  private let window: UnsafeMutablePointer<WINDOW>
  private let usesMouse: Bool
  private var painter: CellPainter
  private var decoder = KeyDecoder()
  private var shown: Grid?
  private var isActive = true

  /// Takes the terminal of standard input and output.
  ///
  /// - Parameters:
  ///   - usesColor: False when the user asked for none (`NO_COLOR`).
  ///   - usesMouse: Whether clicks and the wheel are reported.
  /// - Throws: ``TerminalFailure`` when there is none that can show a screen.
  public init(usesColor: Bool = true, usesMouse: Bool = true) throws(TerminalFailure) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1,
      rescue_remember(STDIN_FILENO) == 0
    else { throw .notATerminal }
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    if term.isEmpty || term == "dumb" { throw .cannotMoveCursor(term: term) }
    let isUTF8 = localeIsUTF8()
    rescue_install()
    guard let screen = shim_newterm(term), let window = shim_stdscr() else {
      throw .unknownTerminal(term: term)
    }
    guard shim_tigetstr("cup") != nil else {
      endwin()
      delscreen(screen)
      throw .cannotMoveCursor(term: term)
    }
    self.screen = screen
    self.window = window
    self.usesMouse = usesMouse
    glyphs = isUTF8 ? .unicode : .ascii
    painter = CellPainter(usesColor: usesColor, isUTF8: isUTF8)
    raw()
    noecho()
    nonl()
    keypad(window, true)
    nodelay(window, true)
    set_escdelay(25)
    for key in OwnKey.allCases { define_key(key.sequence, key.rawValue) }
    if usesMouse {
      mousemask(shim_button1_pressed() | shim_button4_pressed() | shim_button5_pressed(), nil)
      mouseinterval(0)
    }
    activate()
  }

  /// The present size; it changes only when ``readKeys()`` returned ``Key/resize``.
  public var size: GridSize {
    GridSize(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
  }

  /// Shows a grid, writing the cells that changed since the last one.
  public func draw(_ grid: Grid) {
    guard isActive else { return }
    if shown?.size != grid.size { werase(window) }
    let old = shown ?? Grid(size: grid.size, glyphs: grid.glyphs)
    for run in grid.diff(from: old) { painter.paint(run, on: window) }
    shown = grid
    if let cursor = grid.cursor, grid.bounds.contains(cursor) {
      curs_set(1)
      wmove(window, Int32(cursor.y), Int32(cursor.x))
    } else {
      curs_set(0)
    }
    wrefresh(window)
  }

  /// Reads every key that waits, without waiting for more.
  public func readKeys() -> [Key] {
    guard isActive else { return [] }
    // The bound keeps a flood of input from starving the screen.
    var room = 65_536
    while room > 0 {
      if decoder.isPasting {
        let bytes = readBytes(upTo: room)
        if bytes.isEmpty { break }
        room -= bytes.count
        add(pasted: bytes)
        continue
      }
      room -= 1
      var value: wint_t = 0
      let kind = wget_wch(window, &value)
      if kind == KEY_CODE_YES {
        let code = Int32(bitPattern: value)
        if code == KEY_MOUSE {
          addMouse()
        } else {
          if code == KEY_RESIZE { shown = nil }
          decoder.add(code: code)
        }
      } else if kind == OK {
        decoder.add(scalar: value)
      } else {
        break
      }
    }
    return decoder.take()
  }

  /// What waits to be read; nothing where nothing does.
  private func readBytes(upTo count: Int) -> [UInt8] {
    guard pollInput(and: -1, timeoutMilliseconds: 0).keyboard else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(read(STDIN_FILENO, buffer.baseAddress, buffer.count), 0)
    }
  }

  /// Adds bytes of a paste; those after its end, which curses did not see, are keys.
  private func add(pasted bytes: [UInt8]) {
    var rest = decoder.add(pasted: bytes)
    while let first = rest.first {
      if first == 0x1B, let (code, length) = key(rest) {
        // What a click says is for curses to read.
        if code == KEY_MOUSE { return }
        decoder.add(code: code)
        rest = rest.dropFirst(length)
        if decoder.isPasting { rest = decoder.add(pasted: Array(rest)) }
        continue
      }
      var bytes = rest.makeIterator()
      var utf8 = UTF8()
      if case .scalarValue(let scalar) = utf8.decode(&bytes) {
        decoder.add(scalar: scalar.value)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else {
        rest = rest.dropFirst()
      }
    }
  }

  /// The key whose sequence these bytes begin with, and how long that is.
  private func key(_ bytes: ArraySlice<UInt8>) -> (code: Int32, length: Int)? {
    for length in stride(from: min(bytes.count, 16), through: 2, by: -1) {
      let code = key_defined(String(decoding: bytes.prefix(length), as: UTF8.self))
      if code > 0 { return (code, length) }
    }
    return nil
  }

  /// Waits until keys or `fd` can be read, a signal arrives or the time is over.
  ///
  /// - Parameters:
  ///   - fd: Another descriptor, usually ``Mailbox/descriptor``; a negative one is ignored.
  ///   - timeoutMilliseconds: How long at most; negative means without end.
  /// - Returns: What is ready; a signal, such as that of a resize, counts as the keyboard.
  public func wait(keyboardAnd fd: Int32, timeoutMilliseconds: Int32) -> Readiness {
    pollInput(and: fd, timeoutMilliseconds: timeoutMilliseconds)
  }

  /// Gives the terminal back for a while, for another program.
  public func suspend() {
    guard isActive else { return }
    isActive = false
    writeSequence(pasteOff)
    endwin()
    rescue_disarm()
  }

  /// Takes the terminal again; the next ``draw(_:)`` writes everything.
  public func resume() {
    guard !isActive else { return }
    isActive = true
    shown = nil
    clearok(window, true)
    wrefresh(window)
    activate()
  }

  /// Stops the program as control-Z does, and returns when it is continued.
  ///
  /// Afterwards the size may be another and everything must be drawn.
  public func stop() {
    suspend()
    // The rest of the job first. This process ignores that signal: another thread would take it,
    // and only when the terminal is drawn again; `raise` stops it before it returns.
    let previous = signal(SIGTSTP, SIG_IGN)
    kill(0, SIGTSTP)
    signal(SIGTSTP, SIG_DFL)
    // Dispatch, on whose threads the main actor may run, blocks signals there.
    var stop = sigset_t()
    var blocked = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stop, &blocked)
    raise(SIGTSTP)
    pthread_sigmask(SIG_SETMASK, &blocked, nil)
    signal(SIGTSTP, previous)
    resume()
  }

  /// Gives the terminal back for good; calling it twice does nothing more.
  public func close() {
    suspend()
  }

  /// Puts a text on the clipboard of the terminal (OSC 52), as far as it takes part in that.
  ///
  /// - Parameter text: At most 74,994 bytes, which is as much as xterm takes; more is not copied.
  public func copy(_ text: String) {
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    // These would print it.
    guard isActive, text.utf8.count <= 74_994, !term.hasPrefix("vt"), !term.hasPrefix("linux")
    else { return }
    writeSequence("\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}")
  }

  /// Shows a text as a program without a screen would, until a key is pressed.
  ///
  /// The terminal breaks its lines itself, so that they are selected as a whole. What stood on the
  /// shell's screen stays there, where the terminal has a screen for programs.
  public func showPlainly(_ text: String, hint: String = "Any key goes back to Padlock.") {
    suspend()
    arm()
    writeSequence(clearing())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Visible(String($0), glyphs: glyphs).text }
    writeSequence(lines.joined(separator: "\r\n") + "\r\n\r\n\(hint) ")
    waitForKey()
    resume()
  }

  private func activate() {
    writeSequence(pasteOn)
    arm()
  }

  /// Has a fatal signal give the terminal back.
  private func arm() {
    let bytes = restoringBytes(mouse: usesMouse)
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return }
        rescue_arm(STDOUT_FILENO, start, characters.count)
      }
    }
  }

  private func addMouse() {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return }
    let x = Int(event.x)
    let y = Int(event.y)
    if event.bstate & shim_button4_pressed() != 0 {
      decoder.add(.mouse(x: x, y: y, .wheelUp))
    } else if event.bstate & shim_button5_pressed() != 0 {
      decoder.add(.mouse(x: x, y: y, .wheelDown))
    } else if event.bstate & shim_button1_pressed() != 0 {
      decoder.add(.mouse(x: x, y: y, .press))
    }
  }
}

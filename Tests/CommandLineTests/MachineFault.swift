import TestSupport
import Testing

/// Something that is wrong with the machine that Padlock runs on.
enum MachineFault: String, CaseIterable {
  case noProc = "no `/proc`"
  case noResolver = "no name server, no hosts file"
  case slowNames = "a first name server that is silent, and a second one that answers"
  case readOnly = "a disk that can only be read"
  case full = "a full disk"
  case noPermission = "a user who may write nothing there"
  case noHome = "no HOME, and no other variable"
  case fewFiles = "64 file descriptors"
  case noFiles = "no free file descriptor"
  case littleMemory = "256 MB of memory"
  case clockBack = "a clock set back by an hour during the run"
  case clockForward = "a clock set forward by ten years during the run"
  case clockInLookup = "a clock set forward by ten years while a silent name server is asked"
  case noOutput = "standard output closed"
  case noErrors = "standard error closed"
  case noInput = "standard input closed"
  case noStreams = "all three closed"

  /// What makes it around `"$@"`, the program, for a POSIX shell in the folder of the run; it ends
  /// where that fails.
  var script: String {
    switch self {
    case .noProc: "mount -t tmpfs none /proc; test ! -e /proc/self; exec \"$@\""
    case .noResolver:
      "for file in resolv.conf hosts; do mount --bind /dev/null /etc/$file; done; exec \"$@\""
    case .slowNames:
      """
      printf 'nameserver 127.0.0.1\\nnameserver 127.0.0.2\\n' > servers
      mount --bind servers /etc/resolv.conf
      cat > names.py <<'END'
      \(Self.nameServers)
      END
      exec unshare -n sh -c 'ip link set lo up; exec python3 names.py "$@"' sh "$@"
      """
    case .readOnly: "mount --bind out out; mount -o remount,bind,ro out; exec \"$@\""
    case .full:
      """
      mount -t tmpfs -o size=16k none disk; cp out/* disk
      dd if=/dev/zero of=disk/fill bs=1k 2> /dev/null || true
      mount --move disk out; code=0; "$@" || code=$?; rm out/fill; cp -a out kept; exit $code
      """
    case .noPermission:
      "chmod 755 . out; exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\""
    case .noHome: "exec env -i \(Self.sanitizerSettings) \"$@\""
    case .fewFiles: "ulimit -n 64; exec \"$@\""
    case .noFiles: Self.takingFiles
    case .littleMemory: "ulimit -v 262144; exec \"$@\""
    case .clockBack: Self.setting("-3600")
    case .clockForward: Self.setting("+3650d")
    case .clockInLookup:
      """
      echo 'nameserver 127.0.0.1' > servers; mount --bind servers /etc/resolv.conf
      exec unshare -n sh -c '
      ip link set lo up
      \(Self.setting("+3650d", through: Self.silentNameServer))' sh "$@"
      """
    case .noOutput: "exec \"$@\" >&-"
    case .noErrors: "exec \"$@\" 2>&-"
    case .noInput: "exec \"$@\" <&-"
    case .noStreams: "exec \"$@\" <&- >&- 2>&-"
    }
  }

  /// Without what it is told, a sanitizer reports what is known.
  private static var sanitizerSettings: String {
    Sanitizer.variables.keys.map { "\($0)=\"$\($0)\"" }.joined(separator: " ")
  }

  /// Whether a program under a sanitizer could run there at all.
  var suitsSanitizers: Bool {
    ![.noProc, .littleMemory].contains(self) && !setsClock
  }

  /// Whether it needs mounts of its own, which only root can make.
  var needsRoot: Bool {
    [.noProc, .noResolver, .slowNames, .readOnly, .full, .noPermission, .clockInLookup].contains(
      self)
  }

  /// Whether it needs a clock of its own.
  var setsClock: Bool { [.clockBack, .clockForward, .clockInLookup].contains(self) }

  /// Takes the descriptors that are free once the program waits for its input, and what it holds by
  /// itself (the epoll, event and timer descriptors of Dispatch) is there: a low limit from the start
  /// would leave to chance who gets the last one.
  private static let takingFiles = """
    mkfifo input
    (
      exec > input
      until ls -l /proc/$$/fd | grep -q timerfd; do sleep 0.01; done
      free=0; while test -e /proc/$$/fd/$free; do free=$((free + 1)); done
      prlimit --pid $$ --nofile=$free
      cat in
    ) &
    exec "$@" < input
    """

  /// Sets the clock that the program sees, while it waits for a silent port or name server.
  private static func setting(_ offset: String, through starter: String = "") -> String {
    """
    library=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1)
    export FAKETIME_TIMESTAMP_FILE="$PWD/clock" FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1
    echo \(offset) > clock
    test "$(LD_PRELOAD=$library date +%Y-%j-%H)" != "$(date +%Y-%j-%H)"
    echo +0 > clock
    (sleep 2; echo \(offset) > clock) &
    LD_PRELOAD=$library exec \(starter) "$@"
    """
  }

  /// Starts a program beside two name servers: the first answers nothing, the second says of each name
  /// that it is 127.0.0.1, and has no address of IPv6.
  private static let nameServers = """
    import os, socket, struct, sys
    silent, server = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
    silent.bind(("127.0.0.1", 53))
    server.bind(("127.0.0.2", 53))
    server.settimeout(0.2)
    parent = os.getpid()
    if os.fork():
        os.execv(sys.argv[1], sys.argv[1:])
    for stream in range(3):
        os.close(stream)
    while os.getppid() == parent:
        try:
            query, client = server.recvfrom(512)
        except TimeoutError:
            continue
        end = query.index(0, 12) + 5
        isAddress = query[end - 4 : end - 2] == b"\\0\\1"
        address = b"\\xc0\\x0c" + struct.pack(">HHIH4B", 1, 1, 60, 4, 127, 0, 0, 1)
        head = query[:2] + struct.pack(">5H", 0x8180, 1, int(isAddress), 0, 0)
        server.sendto(head + query[12:end] + address * isAddress, client)
    """

  /// Starts a program beside a name server that takes questions and answers none.
  private static let silentNameServer = """
    python3 -c "
    import os, socket, sys
    server = socket.socket(type=socket.SOCK_DGRAM)
    server.bind((str(), 53))
    server.set_inheritable(True)
    os.execv(sys.argv[1], sys.argv[1:])
    "
    """
}

/// A run of the program on such a machine.
struct MachineRun: CustomTestStringConvertible, Sendable {
  /// What `out/report.txt` holds afterwards, which says `old` before.
  enum Afterwards: String {
    case old = "the old file"
    case new = "the new file"
  }

  var fault: MachineFault
  /// The arguments; `SILENT` is a port that says nothing.
  var arguments: [String]
  var code: Int32
  /// What one of the streams has to say; nil where none is open.
  var says: String?
  var afterwards = Afterwards.old
  var input = ""

  init(
    _ fault: MachineFault, _ arguments: String..., code: Int32, says: String?,
    afterwards: Afterwards = .old, input: String = ""
  ) {
    self.fault = fault
    self.arguments = arguments
    self.code = code
    self.says = says
    self.afterwards = afterwards
    self.input = input
  }

  var testDescription: String { "\(fault.rawValue): \(command)" }

  /// The command as one types it.
  var command: String {
    (["padlock"] + arguments.map { $0.contains(" ") ? "'\($0)'" : $0 }).joined(separator: " ")
  }
}

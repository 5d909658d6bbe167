import Foundation
import TestSupport
import Testing

/// `padlock collect` on a terminal: what it would write is listed, and it asks.
@Suite(.enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct CollectWalkTests {
  @Test(arguments: [("n", 130), ("", 130), ("y", 0)])
  func `nothing is written before the user says yes`(answer: String, code: Int) throws {
    let scratch = try Scratch()
    try scratch.write(
      "exec java -jar /opt/xmatters/xa/bin/xa.jar --server.ssl.enabled=false\n",
      "root/opt/xmatters/xa/bin/systemd.start.sh")
    let zip = scratch.path("bundle.zip")
    let terminal = try TmuxSession(
      "collect --no-probe --root \(scratch.path("root")) -o \(zip)", columns: 200)
    try terminal.expect("observations.json")
    try terminal.expect("Write this to \(zip)? [y/N]")
    #expect(!FileManager.default.fileExists(atPath: zip))
    try terminal.type(answer)
    try terminal.press("Enter")
    try terminal.expect("ended with \(code)")
    #expect(FileManager.default.fileExists(atPath: zip) == (code == 0))
    #expect(terminal.screen.contains("nothing was written") == (code == 130))
  }
}

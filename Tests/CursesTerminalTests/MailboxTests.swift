import CursesTerminal
import Glibc
import Testing

@Suite struct MailboxTests {
  private func isReadable(_ descriptor: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) == 1
  }

  @Test func `messages come out in order and wake whoever polls`() throws {
    let mailbox = try Mailbox<Int>()
    #expect(!isReadable(mailbox.descriptor))
    for number in 0..<3 { mailbox.post(number) }
    #expect(isReadable(mailbox.descriptor))
    #expect(mailbox.drain() == [0, 1, 2])
    #expect(!isReadable(mailbox.descriptor))
    #expect(mailbox.drain().isEmpty)
    mailbox.post(3)
    #expect(isReadable(mailbox.descriptor))
  }

  @Test func `no message of many threads is lost`() async throws {
    let mailbox = try Mailbox<Int>()
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask { for number in 0..<500 { mailbox.post(sender * 500 + number) } }
      }
    }
    #expect(mailbox.drain().sorted() == Array(0..<4_000))
  }
}

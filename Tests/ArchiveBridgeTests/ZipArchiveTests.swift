import ArchiveBridge
import TestSupport
import Testing

@Suite struct ZipArchiveTests {
  @Test func `another program reads what was packed`() throws {
    let scratch = try Scratch()
    let members = [
      ZipMember(name: "a/one.txt", bytes: Array("one\n".utf8), changed: 1_796_000_000),
      ZipMember(name: "a/empty", bytes: [], changed: 0),
      ZipMember(name: "a/long %3C", bytes: .init(repeating: 0x61, count: 3 << 20), changed: 1),
    ]
    let bytes = try ZipArchive.packed(members)
    #expect(bytes.count < 100_000)
    #expect(try ZipArchive.packed(members) == bytes)
    let path = try scratch.write(bytes, "a.zip")
    let script = """
      import sys, zipfile
      archive = zipfile.ZipFile(sys.argv[1])
      assert archive.testzip() is None
      for m in archive.infolist():
          print(m.filename, m.file_size, oct(m.external_attr >> 16), m.compress_type)
      """
    #expect(
      try Command.need(["python3", "-c", script, path]) == """
        a/one.txt 4 0o100600 8
        a/empty 0 0o100600 8
        a/long %3C 3145728 0o100600 8

        """)
  }

  @Test func `a zip without members is one all the same`() throws {
    let scratch = try Scratch()
    let path = try scratch.write(try ZipArchive.packed([]), "a.zip")
    let script = "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).namelist())"
    #expect(try Command.need(["python3", "-c", script, path]) == "[]\n")
  }
}

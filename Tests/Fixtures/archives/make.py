"""Makes hostile archives, one for each name given, in the working folder."""
import io, os, struct, sys, tarfile, warnings, zipfile, zlib

warnings.simplefilter("ignore")


def zipped(members, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)


def tarred(members, path, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, data, changes in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_700_000_000
            for key, value in changes.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))


def slip_zip():
    zipped([("../evil", b"x"), ("a/../../evil", b"x"), ("..\\evil", b"x"), ("/etc/absolute", b"x"),
            ("C:\\drive\\file", b"x"), ("good", b"good")], "slip.zip")


def slip_tar():
    tarred([("../evil", b"x", {}), ("/etc/absolute", b"x", {}), ("a/./b", b"x", {}), ("good", b"good", {})], "slip.tar")


def links():
    def link(name, target, kind=tarfile.SYMTYPE):
        return (name, b"", {"type": kind, "linkname": target})
    tarred([
        ("t/etc/site", b"site", {}), link("t/etc/on/site", "../site"), link("t/etc/on/whole", "/etc/site"),
        link("t/hard", "t/etc/site", tarfile.LNKTYPE), link("out", "/etc/passwd"), link("up", "../../etc/passwd"),
        link("self", "self"), link("folder", "/etc"), ("folder/passwd", b"mine", {}), link("t/copy", "etc"),
        ("fifo", b"", {"type": tarfile.FIFOTYPE}), ("device", b"", {"type": tarfile.CHRTYPE}),
        link("hardout", "/etc/shadow", tarfile.LNKTYPE), link("loop/in", ".."),
    ], "links.tar")


def bomb():
    with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("first", b"first")
        with archive.open("zeros", "w", force_zip64=True) as member:
            for _ in range(100):
                member.write(bytes(1 << 20))
        archive.writestr("last", b"last")


def nested():
    data = bytes(1 << 20)
    for level in range(4):
        buffer = io.BytesIO()
        zipped([(f"{i}.zip" if level else f"{i}", data) for i in range(4)], buffer)
        data = buffer.getvalue()
    open("nested.zip", "wb").write(data)


def overlapping():
    """Members that share their bytes: the header of each has those of all after it as an extra field."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    size, count = 4 << 20, 1_000
    data = packer.compress(bytes(size)) + packer.flush()
    crc = zlib.crc32(bytes(size))
    sizes, local, entries = struct.pack("<3L", crc, len(data), size), b"", b""
    for i in range(count):
        rest = (count - 1 - i) * 40
        name = f"{i:06}".encode()
        entries += struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, 8, 0, 0) + sizes + struct.pack(
            "<5H2L", 6, 0, 0, 0, 0, 0, len(local)) + name
        local += struct.pack("<4s5H", b"PK\3\4", 20, 0, 8, 0, 0) + sizes + struct.pack("<2H", 6, rest + 4)
        local += name + struct.pack("<2H", 0xCAFE, rest)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entries), len(local) + len(data), 0)
    open("overlapping.zip", "wb").write(local + data + entries + end)


def many():
    with tarfile.open("many.tar.gz", "w:gz", compresslevel=1) as archive:
        block = b"".join(tarfile.TarInfo(f"{i}").tobuf(tarfile.USTAR_FORMAT) for i in range(100))
        archive.fileobj.write(b"".join(block for _ in range(100)))
    zipped([(f"{i}", b"") for i in range(100_000)], "many.zip")


def duplicates():
    zipped([("a", b"first"), ("a", b"second"), ("b", b"file"), ("b/c", b"under it"), ("d/e", b"in it"), ("d", b"file")],
           "duplicates.zip")


def controls():
    tarred([("a\x1b[31mb\n", b"x", {}), ("\u202etxt", b"x", {}), (b"\xff\xfe".decode("utf-8", "surrogateescape"), b"x", {})],
           "controls.tar")


def long():
    zipped([("n" * 300, b"x"), ("d/" * 60 + "f", b"x"), ("p/" * 600, b""), ("good", b"x")], "long.zip")


def truncated():
    members = [(f"file{i}", os.urandom(10_000), {}) for i in range(40)]
    tarred(members, "whole.tar")
    tarred(members, "whole.tar.gz", "w:gz")
    zipped([(name, data) for name, data, _ in members], "whole.zip")
    for name in ("whole.tar", "whole.tar.gz", "whole.zip"):
        data = open(name, "rb").read()
        open(name.replace("whole", "cut"), "wb").write(data[:len(data) // 2])
    os.rename("whole.zip", "other.zip")
    data = bytearray(open("other.zip", "rb").read())
    data[100] ^= 0xFF
    open("flipped.zip", "wb").write(data)


def cuts():
    """Packed tars that are cut; a name ends with how many members are whole before the cut, and
    whether the mark of the tar's end is."""
    import lzma
    text = "".join(f"server.setting{i}=value {i * i}\n" for i in range(9_999)).encode()
    for name, members in (("small", [(f"file{i}", text[i * 700:i * 900 + 500], {}) for i in range(6)]),
                          ("large", [(f"file{i}", os.urandom(10_000), {}) for i in range(20)])):
        for form in ("gz", "xz"):
            tarred(members, "whole", "w:" + form)
            # A member fills its last block.
            ends = [member.offset_data + -(-member.size // 512) * 512 for member in tarfile.open("whole")]
            data = open("whole", "rb").read()
            for percent in (40, 60, 80, 95, 99):
                cut = data[:len(data) * percent // 100]
                # 31: the window of gzip, and its header.
                decoder = zlib.decompressobj(31) if form == "gz" else lzma.LZMADecompressor()
                plain = len(decoder.decompress(cut))
                whole = sum(end <= plain for end in ends)
                end = "whole" if plain >= ends[-1] + 1024 else "cut"
                open(f"{name}-{percent}-{whole}-{end}.tar.{form}", "wb").write(cut)


def packed_bomb():
    members = [("first", b"first", {}), ("zeros", bytes(8 << 20), {}), ("last", b"last", {})]
    for form in ("gz", "xz"):
        tarred(members, "bomb." + form, "w:" + form)


def junk():
    open("text", "w").write("server.ssl.enabled=true\n" * 50)
    open("empty", "w").close()
    open("zero", "wb").write(bytes(2_000))
    open("half.zip", "wb").write(b"PK\3\4")
    open("rar", "wb").write(b"Rar!\x1a\7\1\0" + bytes(600))
    import gzip
    open("log.gz", "wb").write(gzip.compress(b"a line of a log\n" * 100))


for name in sys.argv[1:]:
    globals()[name]()

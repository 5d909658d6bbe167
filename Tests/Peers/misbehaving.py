"""A server that misbehaves in one way on every connection: misbehaving.py PORT BEHAVIOUR

  silent     accepts and never says a word
  closing    accepts and closes
  resetting  accepts and resets
  banner     greets as a mail server does
  stalling   begins a ServerHello and goes no further
"""

import socket
import struct
import sys
import threading

BANNER = b"220 mail.example ESMTP Postfix\r\n"
# A handshake record of 42 bytes, of which half come.
HALF_A_HELLO = bytes([22, 3, 3, 0, 42, 2, 0, 0, 38, 3, 3]) + bytes(16)


def behave(connection, behaviour):
    if behaviour == "resetting":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    elif behaviour == "banner":
        connection.sendall(BANNER)
        connection.recv(4096)
    elif behaviour == "stalling":
        if connection.recv(4096)[:1] == b"\x16":
            connection.sendall(HALF_A_HELLO)
        while connection.recv(4096):
            pass
    elif behaviour == "silent":
        while connection.recv(4096):
            pass
    connection.close()


port, behaviour = int(sys.argv[1]), sys.argv[2]
listener = socket.create_server(("0.0.0.0", port), backlog=64)
while True:
    client, _ = listener.accept()
    threading.Thread(target=behave, args=(client, behaviour), daemon=True).start()

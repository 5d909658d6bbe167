"""Serves HTTPS on many ports, as the daemons of XiVO do:

  https_ports.py [OPTION…] [ADDRESS:]PORT=CERT,KEY …

  --age DAYS    the Date header is so many days old
  --header 'NAME: VALUE'
  --status CODE
  --body TEXT
"""

import argparse
import email.utils
import http.server
import ssl
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("--age", type=float, default=0)
parser.add_argument("--header", action="append", default=[])
parser.add_argument("--status", type=int, default=200)
parser.add_argument("--body", default="ok")
parser.add_argument("ports", nargs="+")
options = parser.parse_args()


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "CherryPy/3.5.0"
    sys_version = ""

    def date_time_string(self, timestamp=None):
        return email.utils.formatdate(time.time() - options.age * 86400, usegmt=True)

    def do_GET(self):
        self.send_response(options.status)
        for header in options.header:
            self.send_header(*header.split(": ", 1))
        self.send_header("Content-Length", str(len(options.body)))
        self.end_headers()
        self.wfile.write(options.body.encode())

    def log_message(self, *arguments):
        pass


class Daemon(http.server.ThreadingHTTPServer):
    def handle_error(self, request, address):
        pass


def serve(port, files):
    address, _, number = port.rpartition(":")
    server = Daemon((address or "0.0.0.0", int(number)), Answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files.split(","))
    # The handshake belongs to the thread of the connection: one slow client must not hold others.
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False)
    server.serve_forever()


threads = [
    threading.Thread(target=serve, args=port.split("=", 1)) for port in options.ports]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

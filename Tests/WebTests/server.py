"""A server that behaves and misbehaves as the path of a request asks. Prints its ports, then serves until its input ends.

Arguments: nothing, or a PEM file with certificate and key for a second, encrypted port.
"""

import email
import email.policy
import gzip
import json
import socket
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

release = threading.Event()  # set when the test ends, so that what hangs goes away
connections = 0
counting = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self):
        global connections
        super().setup()
        with counting:
            connections += 1
            self.number = connections

    def log_message(self, *_):
        pass

    def reply(self, status, body=b"", kind="text/plain", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def body(self):
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        whole = b""
        while size := int(self.rfile.readline(), 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return whole

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def begin_chunks(self, coding=None):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if coding:
            self.send_header("Content-Encoding", coding)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def hang(self):
        release.wait(30)
        self.close_connection = True

    def serve(self):
        parts = urlsplit(self.path)
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        getattr(self, "on_" + parts.path.strip("/").replace("-", "_"), self.on_missing)(options)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = serve

    def on_missing(self, _):
        self.body()
        self.reply(404, b'{"error":"missing"}')

    def on_echo(self, _):
        """What the request was, as JSON."""
        body = self.body()
        told = {
            "method": self.command, "path": self.path, "connection": self.number,
            "headers": [[name, value] for name, value in self.headers.items()],
            "body": body.decode("latin-1") if len(body) < 100_000 else "", "size": len(body),
        }
        self.reply(200, json.dumps(told).encode(), "application/json")

    def on_status(self, options):
        self.body()
        headers = {name: value for name, value in options.items() if name not in ("code", "body")}
        self.reply(int(options["code"]), options.get("body", "no").encode(), **headers)

    def on_drip(self, options):
        """One chunk after the other."""
        self.begin_chunks()
        for index in range(int(options["count"])):
            self.chunk(b"data: %d\n\n" % index)
            if release.wait(float(options["pause"])):
                return
        self.chunk(b"")

    def on_comments(self, options):
        """Nothing but signs of life, and then the answer."""
        self.begin_chunks()
        for _ in range(int(options["count"])):
            self.chunk(b": ping\n\n")
            time.sleep(float(options["pause"]))
        self.chunk(b"data: done\n\n")
        self.chunk(b"")

    def on_hang(self, _):
        self.body()
        self.hang()

    def on_deaf(self, _):
        """Reads nothing of the body."""
        self.hang()

    def on_hang_in_head(self, _):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-")
        self.hang()

    def on_hang_in_body(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"half")
        self.hang()

    def on_cut(self, _):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def on_cut_chunk(self, _):
        self.begin_chunks()
        self.chunk(b"data: 1\n\n")
        self.close_connection = True

    def on_cut_before(self, _):
        self.close_connection = True

    def on_vanish(self, _):
        """Says that it will write no more, and then that it never read."""
        self.connection.shutdown(socket.SHUT_WR)
        time.sleep(0.05)
        self.close_connection = True

    def on_reset(self, _):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.shutdown(socket.SHUT_RD)
        self.close_connection = True

    def on_until_close(self, _):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"to the end")
        self.close_connection = True

    def on_redirect(self, options):
        status = int(options.get("code", 302))
        self.body()
        self.reply(status, b"moved", Location=options["to"])

    def on_loop(self, options):
        self.reply(302, b"", Location="/loop?turn=%d" % (int(options.get("turn", 0)) + 1))

    def on_slow_loop(self, options):
        release.wait(float(options["pause"]))
        self.reply(302, b"", Location=self.path)

    def on_leave(self, _):
        """Promises to stay, and goes."""
        self.reply(200, b"bye")
        self.close_connection = True

    def on_gzip(self, options):
        body = gzip.compress(options.get("text", "packed").encode() * int(options.get("times", 1)))
        self.reply(200, body, Content_Encoding="gzip")

    def on_hollow_gzip(self, _):
        """Packed, and without an end or a byte in it."""
        self.begin_chunks("gzip")
        self.chunk(b"\x1f\x8b\x08\0\0\0\0\0\0\3")
        while not release.is_set():
            self.chunk(b"\0\0\0\xff\xff" * 20_000)

    def on_bad_gzip(self, _):
        self.reply(200, b"not packed at all", Content_Encoding="gzip")

    def on_large(self, options):
        size = int(options["size"])
        self.send_response(200)
        if "chunked" in options:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(size))
        self.end_headers()
        piece = bytes(range(256)) * 256
        while size > 0 and self.command != "HEAD":
            part = piece[:size]
            self.chunk(part) if "chunked" in options else self.wfile.write(part)
            size -= len(part)
        if "chunked" in options:
            self.chunk(b"")

    def on_flood(self, options):
        """Says what is asked for, and then never stops."""
        self.send_response(int(options.get("code", 200)))
        for name, value in options.items():
            if name != "code":
                self.send_header(name, value)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        while not release.is_set():
            self.chunk(bytes(range(256)) * 256)

    def on_headers(self, options):
        self.send_response(200)
        for index in range(int(options["count"])):
            self.send_header("X-Filler-%d" % index, "x" * 1000)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def on_trailers(self, options):
        self.begin_chunks()
        self.chunk(b"body")
        self.wfile.write(b"0\r\n" + b"".join(
            b"X-Filler-%d: %s\r\n" % (index, b"x" * 1000) for index in range(int(options["count"]))) + b"\r\n")

    def on_interim(self, _):
        self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nX-Early: 1\r\n\r\n")
        self.reply(200, b"after all", X_Late="1")

    def on_form(self, _):
        """The parts of a form, as JSON."""
        head = "Content-Type: %s\r\n\r\n" % self.headers["Content-Type"]
        form = email.message_from_bytes(head.encode() + self.body(), policy=email.policy.HTTP)
        parts = []
        for part in form.iter_parts():
            body = part.get_payload(decode=True)
            parts.append({
                "name": part.get_param("name", header="Content-Disposition"),
                "file": part.get_filename(),
                "type": part.get_content_type() if "Content-Type" in part else None,
                "size": len(body), "sum": sum(body),
            })
        self.reply(200, json.dumps(parts).encode(), "application/json")

    def on_raw(self, options):
        self.wfile.write(options["bytes"].encode("latin-1") * int(options.get("times", 1)))
        self.close_connection = True

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, ssl.SSLError, TimeoutError):
            pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_):
        pass


def start(server, certificate=None):
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


if __name__ == "__main__":
    ports = {"plain": start(Server(("127.0.0.1", 0), Handler))}
    if len(sys.argv) > 1:
        ports["tls"] = start(Server(("127.0.0.1", 0), Handler), sys.argv[1])
    print(json.dumps(ports), flush=True)
    sys.stdin.read()
    release.set()

"""How an answer's bytes leave: whole, in pieces, slowly, cut, or not at all."""

import select
import socket
import time
import zlib
from http.server import BaseHTTPRequestHandler

from .behaviours import Plan
from .wire import Event, Reply

LONGEST = 600.0
ODD = (1, 2, 3, 5, 7, 11, 13, 64, 1)
OBFUSCATION = "aN7k"


def send(handler: BaseHTTPRequestHandler, plan: Plan, reply: Reply, status: int = 200) -> None:
    """Sends a reply as a plan wants it to travel."""
    if "hang" in plan:
        wait_for_end(handler)
        return
    if "cut-before-answer" in plan:
        handler.close_connection = True
        return
    late = plan.get("slow-first-byte")
    if late:
        time.sleep(late.number(2))
    if "empty-body" in plan:
        reply = Reply(b"", content_type=reply.content_type)
    if "not-json" in plan:
        reply = Reply(b"<html><body>Please sign in to this network.</body></html>", content_type="text/html")
    streamed = reply.events is not None
    pieces = rendered(plan, reply) if streamed else [reply.body]
    headers = dict(reply.headers or {})
    if "gzip" in plan:
        pieces, headers["Content-Encoding"] = compressed(pieces), "gzip"
    start(handler, status, reply.content_type, headers, None if streamed else sum(len(piece) for piece in pieces))
    travel(handler, plan, pieces, streamed)


def start(handler: BaseHTTPRequestHandler, status: int, content_type: str, headers: dict[str, str], length: int | None) -> None:
    """Status and headers; a server's own name stands in place of ours."""
    handler.send_response_only(status)
    for name, value in {"Server": "modelserver", "Content-Type": content_type, **headers}.items():
        handler.send_header(name, value)
    if length is None:
        handler.send_header("Transfer-Encoding", "chunked")
    else:
        handler.send_header("Content-Length", str(length))
    handler.end_headers()


def travel(handler: BaseHTTPRequestHandler, plan: Plan, pieces: list[bytes], chunked: bool) -> None:
    whole = b"".join(pieces)
    half = len(whole) // 2
    stops = "cut-mid-answer" in plan or "hang-mid-answer" in plan
    drip = plan.get("slow-drip")
    if stops:
        pieces = [whole[:half]]
    elif drip:
        pieces = [whole[at:at + 8] for at in range(0, len(whole), 8)]
    elif "bytewise" in plan:
        pieces = [whole[at:at + 1] for at in range(len(whole))]
    elif "crlf-comments-obfuscation" in plan:
        pieces = odd(whole)
    for piece in pieces:
        put(handler, piece, chunked)
        if drip:
            time.sleep(drip.number(0.02))
    if "hang-mid-answer" in plan:
        wait_for_end(handler)
    elif "cut-mid-answer" in plan:
        handler.close_connection = True
    elif chunked:
        handler.wfile.write(b"0\r\n\r\n")


def put(handler: BaseHTTPRequestHandler, piece: bytes, chunked: bool) -> None:
    if not piece:
        return
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
    handler.wfile.flush()


def odd(whole: bytes) -> list[bytes]:
    found, at, turn = [], 0, 0
    while at < len(whole):
        size = ODD[turn % len(ODD)]
        found.append(whole[at:at + size])
        at, turn = at + size, turn + 1
    return found


def rendered(plan: Plan, reply: Reply) -> list[bytes]:
    """The events of a reply as bytes."""
    events = list(reply.events or [])
    if "cut-stream-no-done" in plan:
        events = events[:len(events) // 2]
    if "error-in-stream" in plan and reply.error:
        events = events[:len(events) // 2] + [reply.error]
    if reply.content_type == "application/x-ndjson":
        end = "\r\n" if "crlf-comments-obfuscation" in plan else "\n"
        return [(event.data + end).encode() for event in events]
    if "crlf-comments-obfuscation" in plan:
        return [piece for index, event in enumerate(events) for piece in obscured(index, event)]
    return [sse(event).encode() for event in events]


def sse(event: Event) -> str:
    name = f"event: {event.name}\n" if event.name else ""
    return f"{name}data: {event.data}\n\n"


def obscured(index: int, event: Event) -> list[bytes]:
    """An event with everything that the standard allows around it and between its parts."""
    data = event.data
    if data.startswith("{"):
        data = f'{data[:-1]}, "obfuscation": "{OBFUSCATION[:index % 4 + 1]}"}}'
    name = f"event:{event.name}\r\n" if event.name else ""
    space = "" if index % 2 else " "
    lines = [f"data:{space}{data}"]
    if index % 3 == 1 and data.startswith("{"):
        lines = [f"data:{space}{{", f"data:{space}{data[1:]}"]
    retry = "retry: 3000\r\n" if index % 2 else ""
    comment = b": keep-alive\r\n\r\n" if index % 2 == 0 else b":\r\n"
    unknown = [b'event: moonlight\r\ndata: {"type": "moonlight"}\r\n\r\n'] if event.name and index == 1 else []
    return [comment, *unknown, (retry + name + "\r\n".join(lines) + "\r\n\r\n").encode()]


def compressed(pieces: list[bytes]) -> list[bytes]:
    """Each piece can be read as soon as it has come."""
    packer = zlib.compressobj(wbits=31)
    found = [packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH) for piece in pieces]
    return [*found, packer.flush()]


def wait_for_end(handler: BaseHTTPRequestHandler) -> None:
    """Waits until the other side gives up."""
    handler.close_connection = True
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        ready, _, _ = select.select([handler.connection], [], [], 0.5)
        try:
            if ready and not handler.connection.recv(1, socket.MSG_PEEK):
                return
        except OSError:
            return
        if ready:
            time.sleep(0.05)

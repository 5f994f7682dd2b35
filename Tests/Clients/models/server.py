#!/usr/bin/env python3
"""A model server of ours on loopback: many wires, right answers, and every misbehaviour on demand.

    server.py [--as SERVER] [--log FILE] [--key KEY] [--check] [--port PORT] [--list]

Prints its address as its first line, `http://127.0.0.1:PORT`, and stays until its standard input closes.
The model's name in a request says how to behave: `--list` prints the names. `/as/SERVER` in front of a path speaks as another server.
"""

import argparse
import os
import sys
import threading
from http.server import ThreadingHTTPServer

from modelserver import behaviours, catalogue
from modelserver.handler import Handler, Settings
from modelserver.log import Log


class Server(ThreadingHTTPServer):
    """A thread for each connection, and none of them keeps the process."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address) -> None:
        """A client that goes away is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--as", dest="flavour", default="openai", choices=catalogue.FLAVOURS, help="the server to speak as")
    parser.add_argument("--log", metavar="FILE", help="append every request to this file of JSON lines")
    parser.add_argument("--key", help="the API key without which every request is 401")
    parser.add_argument("--check", action="store_true", help="answer 418 to a body that check.py refuses (needs .build-clients)")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--list", action="store_true", help="print the behaviours and end")
    return parser.parse_args()


def serve(options: argparse.Namespace) -> None:
    complain = None
    if options.check:
        from check import complaints as complain
    Handler.settings = Settings(options.flavour, Log(options.log), options.key, complain)
    server = Server(("127.0.0.1", options.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    while sys.stdin.read(1):
        pass
    os._exit(0)


if __name__ == "__main__":
    chosen = arguments()
    if chosen.list:
        for name, meaning in behaviours.ALL.items():
            print(f"{name:28} {meaning}")
    else:
        serve(chosen)

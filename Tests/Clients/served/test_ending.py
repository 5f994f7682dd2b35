"""How a server ends."""

import signal
import socket
import time
import unittest

import ground


class Ending(ground.Served):
    def test_who_is_being_served_is_served_to_the_end_even_if_it_is_paused_meanwhile(self):
        body = b'{"prompt": "Why?"}'
        host, port = self.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=60) as client:
            head = f"POST /api/v1/extract-video HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer k\r\n"
            client.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[:5])
            time.sleep(0.5)
            self.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            self.process.send_signal(signal.SIGSTOP)
            # One right behind the other would undo it.
            time.sleep(0.5)
            self.process.send_signal(signal.SIGCONT)
            time.sleep(0.5)
            client.sendall(body[5:])
            answer = client.recv(4096)
        self.assertTrue(answer.startswith(b"HTTP/1.1 400 "), answer)
        self.assertEqual(self.process.wait(30), 0)


if __name__ == "__main__":
    unittest.main()

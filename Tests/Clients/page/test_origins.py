"""Pages of other sites, in a browser that keeps origins apart."""

import http.server
import threading
import unittest

from ground import Browsed, Server

# Asks as a page would, key and all; gives the status and what it may read, or that the browser forbade it.
ASK = """async ([address, method, body]) => {
  try {
    const answer = await fetch(address, {method, body, headers: {"x-api-key": "k", "Content-Type": "application/json"}});
    return [answer.status, await answer.text(), answer.headers.get("x-api-version")];
  } catch (error) { return error.name; }
}"""


class Site(http.server.BaseHTTPRequestHandler):
    """A site of somebody else's: one empty page."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *words):
        pass


class Origins(Browsed):
    def site(self) -> str:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_address[1]}"

    def asked(self, site: str, server: Server, method: str, path: str, body: str | None = None):
        context = self.browser.new_context()
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto(site)
        return page.evaluate(ASK, [server.address + path, method, body])

    def test_a_page_of_another_site_reads_nothing(self):
        for method, path in (("GET", "/v1.3/assets"), ("POST", "/v1.3/analyze/tasks"), ("GET", "/healthz")):
            self.assertEqual(self.asked(self.site(), self.server, method, path), "TypeError", path)

    def test_a_page_that_is_let_in_asks_and_reads_refusals_too(self):
        friend, stranger = self.site(), self.site()
        server = Server("--allow-origin", friend)
        self.addCleanup(server.close)
        status, text, version = self.asked(friend, server, "GET", "/v1.3/assets")
        self.assertEqual((status, version), (200, "v1.3"))
        self.assertIn('"data"', text)
        status, text, _ = self.asked(friend, server, "POST", "/v1.3/analyze/tasks", "{}")
        self.assertEqual(status, 400)
        self.assertIn("parameter_not_provided", text)
        status, _, _ = self.asked(friend, server, "DELETE", "/v1.3/assets/" + "0" * 24)
        self.assertEqual(status, 404)
        self.assertEqual(self.asked(stranger, server, "GET", "/v1.3/assets"), "TypeError")


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""Answers every request at the ports of Grafana and Kibana with an empty JSON object."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Answer(BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = answer


for port in 3000, 5601:
    Thread(target=ThreadingHTTPServer(("", port), Answer).serve_forever).start()

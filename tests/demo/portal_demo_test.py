"""Starts the demo as a person does, and looks at what it serves: portal_demo_test.py PROGRAM."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import unittest

COMMAND = [sys.argv.pop(1)]


def free_ports():
    """A port that is free, and so is the next."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
                return port
            except (OSError, OverflowError):
                continue


class PortalDemo(unittest.TestCase):
    def setUp(self):
        self.port = free_ports()
        self.demo = subprocess.Popen(
            COMMAND, env={**os.environ, "PORT": str(self.port)}, stdout=subprocess.PIPE, text=True
        )
        self.addCleanup(self.demo.stdout.close)
        self.addCleanup(self.demo.wait)
        self.addCleanup(self.demo.kill)
        self.screen = ""
        for line in self.demo.stdout:
            self.screen += line
            if "Ctrl-C" in line:
                return
        self.fail("the demo ended: " + self.screen)

    def get(self, port, path):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response.status, body

    def test_serves(self):
        """the screen names where to look and who may sign in, both sites answer, and Ctrl-C ends it well"""
        self.assertIn(f"http://localhost:{self.port}/", self.screen)
        self.assertIn("ada@staff.example.ac.uk", self.screen)
        self.assertEqual(self.get(self.port, "/api/v1/health"), (200, b'{"status":"ok"}'))
        status, realms = self.get(self.port, "/api/v1/realms")
        self.assertEqual((status, len(json.loads(realms)["realms"])), (200, 2))
        for port, path in ((self.port, "/sign-in"), (self.port + 1, "/")):
            status, page = self.get(port, path)
            self.assertEqual(status, 200)
            self.assertIn(b"<!doctype html>", page[:20].lower())
        self.demo.send_signal(signal.SIGINT)
        self.assertEqual(self.demo.wait(), 0)


if __name__ == "__main__":
    unittest.main()

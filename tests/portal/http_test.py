"""The portal's server and API against hostile and careless clients: http_test.py PROGRAM."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
ADA = ("ada@staff.example.ac.uk", "analytical engine 1843")
ALAN = ("alan@student.example.ac.uk", "enigma of the bombe 40")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portal:
    """The program, with a folder and ports of its own."""

    def __init__(self, *options, folder=None):
        self.folder = folder or tempfile.TemporaryDirectory()
        self.options = options
        self.port = free_port()
        self.other_port = free_port()
        self.start()

    def start(self):
        ports = ["--port", str(self.port), "--authenticator-port", str(self.other_port)]
        command = [PROGRAM, self.folder.name, "--demo", "--movable-clock", *ports, *self.options]
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        while "Ctrl-C" not in (line := self.process.stdout.readline()):
            if not line:
                raise RuntimeError("the portal did not start")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait()
        self.process.stdout.close()
        self.log.close()
        return status

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def logged(self):
        self.log.seek(0)
        return self.log.read()

    def raw(self, data):
        """The status line of what comes back, and whether the connection was closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            connection.sendall(data)
            received = b""
            while chunk := connection.recv(4096):
                received += chunk
        return int(received.split()[1])


class Browser:
    """A cookie jar and the headers that a page sends."""

    def __init__(self, portal):
        self.portal = portal
        self.cookies = {}
        self.set_cookies = []
        self.origin = f"http://localhost:{portal.port}"

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=60)
        sent = {"Host": f"localhost:{self.portal.port}", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            sent |= {"Origin": self.origin, "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = None if body is None else body if isinstance(body, (str, bytes)) else json.dumps(body)
        connection.request(method, path, data, {k: v for k, v in sent.items() if v is not None})
        response = connection.getresponse()
        self.headers = response.headers
        for cookie in response.headers.get_all("Set-Cookie") or []:
            self.set_cookies.append(cookie)
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        text = response.read()
        connection.close()
        return response.status, json.loads(text) if "json" in (response.headers["Content-Type"] or "") else text

    def get(self, path, **headers):
        return self.ask("GET", "/api/v1" + path, **headers)

    def post(self, path, body=None, **headers):
        return self.ask("POST", "/api/v1" + path, {} if body is None else body, **headers)

    def sign_in(self, who=ADA):
        self.post("/sign-in", {"username": who[0]})
        return self.post("/sign-in/answer", {"password": who[1]})


class Requests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.portal = Portal()
        cls.host = f"Host: localhost:{cls.portal.port}\r\n".encode()

    @classmethod
    def tearDownClass(cls):
        status = cls.portal.stop()
        cls.portal.folder.cleanup()
        if status != 0:
            raise RuntimeError(f"the portal ended with {status}")

    def test_ambiguous(self):
        """[L168] two lengths, a length beside chunks, line feeds alone and folded lines are refused, and the connection closed"""
        body = b"Content-Length: 2\r\nContent-Type: application/json\r\n"
        for block in (
            b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
            b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n{}}}",
            b"A: b\r\n c\r\n\r\n",
            b"A: b\n\r\n",
            b"A : b\r\n\r\n",
            body + b"Content-Length: -2\r\n\r\n{}",
        ):
            with self.subTest(block):
                self.assertEqual(self.portal.raw(b"POST /api/v1/sign-in HTTP/1.1\r\n" + self.host + block), 400)
        self.assertEqual(self.portal.raw(b"GET / HTTP/1.1\n" + self.host + b"\n"), 400)
        self.assertEqual(self.portal.raw(b"GET / HTTP/1.1\r\n\r\n"), 400)
        self.assertEqual(self.portal.raw(b"GET / HTTP/1.1\r\n" + self.host + self.host + b"\r\n"), 400)
        self.assertEqual(self.portal.raw(b"\x16\x03\x01\x02\x00\x01\n"), 400)

    def test_too_much(self):
        """[L170] a body, a header or a number of headers beyond the limits is refused, and deep JSON is no request"""
        start = b"POST /api/v1/sign-in HTTP/1.1\r\n" + self.host
        self.assertEqual(self.portal.raw(start + b"Content-Length: 99999999\r\n\r\n"), 413)
        self.assertEqual(self.portal.raw(start + b"A: " + b"x" * 20_000 + b"\r\n\r\n"), 431)
        self.assertEqual(self.portal.raw(start + b"A: b\r\n" * 10_000 + b"\r\n"), 431)
        self.assertEqual(self.portal.raw(start + b"A: b\r\n" * 100 + b"\r\n"), 431)
        browser = Browser(self.portal)
        for body in ("[" * 30_000, '{"username":' + "[" * 30_000 + "]" * 30_000 + "}", "[]", "1", "", '{"a":', "\xff"):
            with self.subTest(body[:20]):
                self.assertEqual(browser.post("/sign-in", body.encode("latin-1"))[0], 400)

    def test_two_at_once(self):
        """two requests that come together are both answered, in their order"""
        one = b"GET /api/v1/health HTTP/1.1\r\n" + self.host + b"\r\n"
        two = b"GET /nothing HTTP/1.1\r\n" + self.host + b"Connection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.portal.port), timeout=60) as connection:
            connection.sendall(one + two)
            received = b""
            while chunk := connection.recv(4096):
                received += chunk
        self.assertLess(received.index(b" 200 OK"), received.index(b" 404 Not Found"))

    def test_other_sites(self):
        """[L162][L175] what another site sends is refused, and nothing that is only read changes anything"""
        browser = Browser(self.portal)
        for origin in ("https://evil.example", "null", f"http://127.0.0.1:{self.portal.port}", None):
            with self.subTest(origin):
                status, problem = browser.post("/sign-in", {"username": ADA[0]}, Origin=origin)
                self.assertEqual((status, problem["code"]), (403, "wrong_origin"))
        self.assertEqual(browser.cookies, {})
        self.assertEqual(browser.post("/sign-in", {"username": ADA[0]}, Content_Type="text/plain")[0], 415)
        browser.sign_in()
        self.assertEqual(browser.get("/security-info", Origin="https://evil.example")[0], 403)
        self.assertIsNone(browser.headers["Access-Control-Allow-Origin"])
        for path in ("/sign-out", "/security-info/sign-out-everywhere", "/security-info/recovery-codes"):
            self.assertEqual(browser.get(path)[0], 405)
        self.assertEqual(browser.get("/session")[1]["state"], "signed_in")

    def test_other_hosts(self):
        """[L171] a request for another host is refused, and no link is made of it"""
        status, problem = Browser(self.portal).get("/session", Host="evil.example")
        self.assertEqual((status, problem["code"]), (421, "wrong_host"))
        self.assertNotIn("evil", json.dumps(problem))

    def test_redirects(self):
        """[L174] no request is sent on to another site"""
        browser = Browser(self.portal)
        for path in ("/", "//evil.example/", "/\\evil.example", "/?next=https://evil.example/", "/sign-in?return=//evil.example"):
            browser.ask("GET", path)
            self.assertIn(browser.headers["Location"], (None, "/security-info"))

    def test_headers(self):
        """[L164][L167][L173] pages cannot be framed, run nothing that is not theirs, and like the API are not kept"""
        browser = Browser(self.portal)
        for path in ("/sign-in", "/security-info", "/nothing", "/api/v1/session", "/api/v1/nothing"):
            browser.ask("GET", path)
            policy = browser.headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertIn("frame-ancestors 'none'", policy)
            self.assertIn("require-trusted-types-for 'script'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(browser.headers["Cache-Control"], "no-store", path)
            self.assertEqual(browser.headers["X-Content-Type-Options"], "nosniff")

    def test_cookies(self):
        """[L165][L166] a session gets another secret at each level, scripts cannot read it, and the one before is worth nothing"""
        browser = Browser(self.portal)
        browser.post("/sign-in", {"username": ADA[0]})
        before = dict(browser.cookies)
        browser.post("/sign-in/answer", {"password": ADA[1]})
        self.assertNotEqual(browser.cookies, before)
        for cookie in browser.set_cookies:
            self.assertIn("; HttpOnly; SameSite=Lax", cookie)
        thief = Browser(self.portal)
        thief.cookies = before
        self.assertEqual(thief.get("/session")[1]["state"], "signed_out")
        self.assertEqual(thief.get("/security-info")[0], 401)

    def test_strangers_things(self):
        """[L172] somebody else's method, session and registration are not found"""
        ada, alan = Browser(self.portal), Browser(self.portal)
        ada.sign_in()
        alan.sign_in(ALAN)
        registration = ada.post("/security-info/code-app")[1]["id"]
        session = ada.get("/security-info/sessions")[1]["sessions"][0]["id"]
        for status, problem in (
            alan.get(f"/security-info/code-app/{registration}"),
            alan.post(f"/security-info/code-app/{registration}/confirm", {"code": "123456"}),
            alan.post(f"/security-info/sessions/{session}/end"),
            alan.post(f"/security-info/browsers/{session}/forget"),
            alan.get("/security-info/code-app/nonsense"),
        ):
            self.assertEqual((status, problem["code"]), (404, "not_found"))
        self.assertEqual(ada.get(f"/security-info/code-app/{registration}")[0], 200)

    def test_stays_signed_in(self):
        """a portal that is killed and starts again knows who is signed in, and where a registration stood"""
        browser = Browser(self.portal)
        browser.sign_in(ALAN)
        registration = browser.post("/security-info/code-app")[1]
        self.portal.kill()
        self.portal.start()
        self.assertEqual(browser.get("/session")[1]["state"], "signed_in")
        self.assertEqual(browser.get(f"/security-info/code-app/{registration['id']}")[1], registration)

    def test_two_portals(self):
        """a portal beside this one, on the same folder, serves the same people"""
        browser = Browser(self.portal)
        browser.sign_in(ALAN)
        second = Portal(folder=self.portal.folder)
        self.addCleanup(second.stop)
        elsewhere = Browser(second)
        elsewhere.cookies = browser.cookies
        self.assertEqual(elsewhere.get("/session")[1]["state"], "signed_in")
        elsewhere.post("/sign-out")
        self.assertEqual(browser.get("/session")[1]["state"], "signed_out")

    def test_log(self):
        """the log has a line of JSON for every request, and nothing that was typed"""
        browser = Browser(self.portal)
        browser.sign_in(ALAN)
        browser.post("/sign-in", {"username": "someone@nowhere.example"})
        lines = self.portal.logged().splitlines()
        self.assertIn("/api/v1/sign-in/answer", [json.loads(line)["route"] for line in lines])
        for word in ("alan", "bombe", "someone", *browser.cookies.values()):
            self.assertNotIn(word, "\n".join(lines))


class Proxies(unittest.TestCase):
    def send(self, browser, path, body, forwarded):
        """One request with several lines of one name, which a dictionary cannot have."""
        body = json.dumps(body)
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        lines = [f"Host: localhost:{browser.portal.port}", f"Origin: {browser.origin}", f"Cookie: {cookie}"]
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"X-Forwarded-For: {value}" for value in forwarded]
        with socket.create_connection(("127.0.0.1", browser.portal.port), timeout=60) as connection:
            connection.sendall("\r\n".join([f"POST /api/v1{path} HTTP/1.1", *lines, "", body]).encode())
            answer = b""
            while chunk := connection.recv(4096):
                answer += chunk
        name, value = re.search(r"Set-Cookie: (\S+?)=(\S+);", answer.decode()).groups()
        browser.cookies = {name: value}

    def place(self, *options, forwarded=("198.51.100.1, 203.0.113.9",)):
        portal = Portal(*options)
        self.addCleanup(portal.folder.cleanup)
        self.addCleanup(portal.stop)
        browser = Browser(portal)
        self.send(browser, "/sign-in", {"username": ADA[0]}, forwarded)
        self.send(browser, "/sign-in/answer", {"password": ADA[1]}, forwarded)
        return browser.get("/security-info/sessions")[1]["sessions"][0]["place"]

    def test_forwarded(self):
        """[A15] where a request comes from is a proxy's word only if the proxy is configured"""
        self.assertEqual(self.place(), "this computer")
        trusted = ("--trusted-proxy", "127.0.0.1")
        self.assertEqual(self.place(*trusted), "203.0.113.9")
        self.assertEqual(self.place(*trusted, forwarded=("198.51.100.1", "203.0.113.9")), "203.0.113.9")

    def test_plain_http(self):
        """plain HTTP is refused on any address but loopback"""
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run(
                [PROGRAM, folder, "--address", "0.0.0.0", "--port", str(free_port())],
                capture_output=True, text=True, check=False,
            )
        self.assertEqual(run.returncode, 1)
        self.assertIn("certificate", run.stderr)


if __name__ == "__main__":
    unittest.main()

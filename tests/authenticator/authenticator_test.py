"""Plays the authenticator against an engine behind HTTP on the loopback: authenticator_test.py AUTHENTICATOR SERVER."""

import base64
import fcntl
import http.server
import os
import pathlib
import ssl
import stat
import subprocess
import sys
import tempfile
import threading
import unittest

SERVER = sys.argv.pop()
AUTHENTICATOR = sys.argv.pop()

class Engine:
    """The server's side, by lines."""

    def __init__(self, endpoint):
        self.process = subprocess.Popen([SERVER, endpoint], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.lock = threading.Lock()

    def say(self, *words):
        with self.lock:
            self.process.stdin.write(" ".join(words) + "\n")
            self.process.stdin.flush()
            return self.process.stdout.readline().strip()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):  # noqa: N802
        world = self.server.world
        body = self.rfile.read(int(self.headers["Content-Length"]))
        world.paths.append(self.path)
        if world.redirect:
            self.send_response(307)
            self.send_header("Location", world.redirect)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        reply = b"x" * world.bloat
        if not reply:
            said = world.engine.say("post", base64.urlsafe_b64encode(body).decode().rstrip("="))
            reply = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))
        if world.loses and "+jws" in self.headers["Content-Type"]:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        try:
            self.wfile.write(reply)
        except ConnectionError:
            pass  # it has read enough

    def log_message(self, *_):
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # a handshake that the authenticator broke off


class World:
    """A server with its HTTP, and a folder for phones."""

    def __init__(self, certificate=None, host="127.0.0.1"):
        self.folder = tempfile.TemporaryDirectory()
        self.paths, self.redirect, self.bloat, self.loses = [], "", 0, False
        self.http = QuietServer(("127.0.0.1", 0), Handler)
        self.http.world = self
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.origin = f"{'https' if certificate else 'http'}://{host}:{self.http.server_address[1]}"
        self.engine = Engine(self.origin + "/authenticator/example")
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()
        self.engine.close()
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run(self, *words, typed="", phone="phone"):
        """@return what it said, what it complained of, and its exit status."""
        done = subprocess.run([AUTHENTICATOR, "--file", self.path(phone), *words], input=typed, capture_output=True,
                              text=True, timeout=100, check=False)
        return done.stdout, done.stderr, done.returncode

    def say(self, *words):
        return self.engine.say(*words)

    def answer(self, typed, *words):
        """Asks for requests once, and types an answer to each."""
        return self.run("wait", "--once", *words, typed=typed + "\n")


class Authenticator(unittest.TestCase):
    def registered(self, world):
        """Registers the phone as a person does. @return what the program said to the link."""
        said, complaint, status = world.run("add", typed=world.say("link") + "\ny\n")
        self.assertEqual((complaint, status), ("", 0))
        self.assertIn("Approved.", world.answer(world.say("test"))[0])
        self.assertEqual(world.say("confirm"), "done")
        return said

    def signs_in(self, world, **more):
        number = world.say("sign_in")
        said, complaint, status = world.run("wait", "--once", typed=number + "\n", **more)
        self.assertEqual((complaint, status), ("", 0))
        self.assertEqual(world.say("redeem"), "done")
        self.assertNotIn(number, said.replace("Approved.", ""))
        return said

    def test_adds_and_approves(self):
        """a link is taken after consent, a request is shown whole, and the right number signs in"""
        with World() as world:
            said = self.registered(world)
            self.assertIn(f"Server:  {world.origin}\nIssuer:  University of Example\nAccount: ada@example.ac.uk", said)
            said = self.signs_in(world)
            for part in ("Somebody signs in: ada@example.ac.uk", "Library", "Bristol", "Firefox", "never signed in",
                         "Approved."):
                self.assertIn(part, said)
            self.assertIn("1  University of Example, ada@example.ac.uk  (active)", world.run("list")[0])

    def test_refuses_without_consent(self):
        """without consent the key is not sent and the account is not kept"""
        for typed in ("n\n", "\n", ""):
            with World() as world:
                said, _, status = world.run("add", typed=world.say("link") + "\n" + typed)
                self.assertIn("Not added", said)
                self.assertEqual((len(world.paths), status), (1, 0))
                self.assertEqual(world.say("test"), "wrong_state")
                self.assertEqual(world.run("list")[0], "No accounts.\n")

    def test_reads_a_picture(self):
        """a link is taken from the picture of a QR code, and no picture without one"""
        with World() as world:
            world.say("picture", world.path("code.pgm"))
            said, complaint, status = world.run("add", "--picture", world.path("code.pgm"), "--yes", "--name", "Ada")
            self.assertIn("Added.", said)
            self.assertEqual((complaint, status), ("", 0))
            pathlib.Path(world.path("blank.pgm")).write_text("P2\n8 8\n255\n" + "255 " * 64)
            for name in ("blank.pgm", "absent.pgm"):
                _, complaint, status = world.run("add", "--picture", world.path(name), "--yes")
                self.assertIn("exactly one QR code", complaint)
                self.assertEqual(status, 1)

    def test_answers_no(self):
        """a request can be denied, reported and skipped; a wrong number and one of other length are refused"""
        for typed, expected, state, status in (("d", "Denied.", "denied", 0), ("r", "Reported.", "denied", 0),
                                               ("s", "", "waiting", 0), ("", "", "waiting", 0),
                                               ("wrong", "", "wrong_number", 1), ("123", "", "waiting", 1)):
            with World() as world:
                self.registered(world)
                number = world.say("sign_in")
                wrong = f"{(int(number) + 1) % 100:02}"
                said, complaint, got = world.answer(typed.replace("wrong", wrong))
                self.assertIn(expected, said)
                self.assertEqual((got, complaint == ""), (status, status == 0), typed)
                if typed != "r":  # a report ends the sign-in too
                    self.assertEqual(world.say("state"), state, typed)

    def test_shows_codes(self):
        """the codes sign in, also when the server's clock is an hour ahead"""
        with World() as world:
            world.say("ahead", "3600")
            self.registered(world)
            self.assertEqual(world.say("code", world.run("codes", "1")[0].split()[0]), "done")

    def test_rotates(self):
        """after a rotation the new key answers, also when the reply was lost"""
        with World() as world:
            self.registered(world)
            self.assertEqual(world.run("rotate", "1")[2], 0)
            self.signs_in(world)
            world.loses = True
            self.assertEqual(world.run("rotate", "1")[2], 1)
            world.loses = False
            world.run("rotate", "1")
            self.signs_in(world)

    def test_registers_again(self):
        """a registration whose reply was lost is made again with the same key"""
        with World() as world:
            world.loses = True
            _, complaint, status = world.run("add", typed=world.say("link") + "\ny\n")
            self.assertIn("\"register\" tries again", complaint)
            self.assertEqual(status, 1)
            self.assertIn("(not registered)", world.run("list")[0])
            world.loses = False
            self.assertEqual(world.run("register", "1")[2], 0)
            self.assertIn("Approved.", world.answer(world.say("test"))[0])
            self.assertEqual(world.say("confirm"), "done")

    def test_moves(self):
        """another phone takes the place by the link that move shows, and the old one is no longer known"""
        with World() as world:
            self.registered(world)
            link = next(line for line in world.run("move", "1")[0].splitlines() if line.startswith("http"))
            said, _, status = world.run("add", link, "--yes", phone="new")
            self.assertIn("takes the place", said)
            self.assertEqual(status, 0)
            self.signs_in(world, phone="new")
            world.run("wait", "--once")
            self.assertNotIn("(active)", world.run("list")[0])

    def test_leaves(self):
        """leaving is said to the server, forgetting is not"""
        for command, left in (("leave", "0"), ("forget", "1")):
            with World() as world:
                self.registered(world)
                self.assertEqual(world.say("methods"), "1")
                self.assertEqual(world.run(command, "1")[2], 0)
                self.assertEqual(world.say("methods"), left)
                self.assertEqual(world.run("list")[0], "No accounts.\n")

    def test_keeps_its_file(self):
        """the file is its owner's alone: another mode or a link is refused, and so is a second program"""
        with World() as world:
            self.registered(world)
            path = world.path("phone")
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
            os.chmod(path, 0o640)
            _, complaint, status = world.run("list")
            self.assertIn("nobody else can read", complaint)
            self.assertEqual(status, 1)
            os.chmod(path, 0o600)
            os.symlink(path, world.path("other"))
            self.assertEqual(world.run("list", phone="other")[2], 1)
            with open(path + ".lock", "rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                self.assertIn("in use", world.run("list")[1])
            pathlib.Path(path).write_bytes(b"no phone")
            self.assertEqual(world.run("list")[2], 1)

    def test_follows_no_redirect(self):
        """a redirect is not followed"""
        with World() as world:
            world.redirect = world.origin + "/elsewhere"
            self.assertEqual(world.run("add", "--yes", typed=world.say("link") + "\n")[2], 1)
            self.assertEqual(world.paths, ["/authenticator/example"])

    def test_takes_no_endless_reply(self):
        """a reply beyond its size ends the transfer"""
        with World() as world:
            world.bloat = 1 << 20
            _, complaint, status = world.run("add", "--yes", typed=world.say("link") + "\n")
            self.assertIn("network:", complaint)
            self.assertEqual(status, 1)

    def test_checks_the_certificate(self):
        """a certificate of nobody known or for another name is refused, and one that is right is taken"""
        with tempfile.TemporaryDirectory() as folder:
            for name, host, authority, status in (("localhost", "localhost", True, 0), ("localhost", "localhost", False, 1),
                                                  ("elsewhere.example", "localhost", True, 1)):
                certificate = os.path.join(folder, "certificate.pem")
                subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                                "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout",
                                certificate + ".key", "-out", certificate], check=True, capture_output=True)
                both = pathlib.Path(certificate).read_text() + pathlib.Path(certificate + ".key").read_text()
                pathlib.Path(certificate + ".both").write_text(both)
                with World(certificate + ".both", host) as world:
                    options = ["--ca", certificate] if authority else []
                    got = world.run(*options, "add", "--yes", typed=world.say("link") + "\n")
                    self.assertEqual(got[2], status, (name, got))
                    self.assertEqual(bool(world.paths), status == 0)

    def test_says_what_it_is(self):
        """the help says that it is a development tool with keys in the clear; what makes no sense is wrong usage"""
        with World() as world:
            said, _, status = world.run("help")
            self.assertIn("DEVELOPMENT TOOL", said)
            self.assertIn("in the clear", said)
            self.assertEqual(status, 0)
            for words in ((), ("fly",), ("--odd", "list"), ("wait", "--for", "-1"), ("wait", "--for", "soon"),
                          ("list", "1", "2"), ("list", "--name")):
                self.assertEqual(world.run(*words)[2], 2, words)
            for number in ("0", "1", "-1", "x", "1x", "18446744073709551616"):
                self.assertEqual(world.run("leave", number)[2], 1, number)
            self.assertEqual(world.run("add", "https://id.example.ac.uk/#nothing")[2], 1)


if __name__ == "__main__":
    unittest.main(verbosity=1)

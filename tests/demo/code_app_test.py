"""Registers a code app with the demo and types its codes: code_app_test.py PROGRAM.

No code here is bound to a moment that could pass while the test runs: the program accepts the step before and the step
after its own, so what is computed at the start stays right for half a minute and longer.
"""

import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

from conversation import Conversation, code_of, modules_of

PERIOD = 30
COMMAND = [sys.argv.pop(1)]


def codes_around(secret, now):
    """The codes of the present step, the next, and of all steps near them."""
    near = {step: code_of(secret, now + step * PERIOD) for step in range(-6, 7)}
    return near[0], near[1], set(near.values())


class CodeApp(unittest.TestCase):
    def test_accepts_once(self):
        """a code is accepted, the same again is already used, and the next one is accepted"""
        with Conversation(COMMAND) as demo:
            present, following, _ = codes_around(demo.secret, int(time.time()))
            self.assertRegex(demo.type(present), r"^Accepted\. .* in ([1-9]|[12]\d|30) seconds?\.$")
            self.assertRegex(demo.type(present), r"^Already used: .* in ([1-9]|[12]\d|30) seconds?\.$")
            self.assertRegex(demo.type(following[:3] + " " + following[3:]), r"^Accepted\.")
            self.assertRegex(demo.type(following), r"^Already used:")
            self.assertRegex(demo.type(present), r"^Already used:")

    def test_refuses_wrong(self):
        """a wrong code is refused, and uses up nothing"""
        with Conversation(COMMAND) as demo:
            present, _, near = codes_around(demo.secret, int(time.time()))
            wrong = next(code for code in map("{:06}".format, range(20)) if code not in near)
            self.assertRegex(demo.type(wrong), r"^Wrong: .* in ([1-9]|[12]\d|30) seconds?\.$")
            self.assertRegex(demo.type(present), r"^Accepted\.")

    def test_refuses_malformed(self):
        """what is not six ASCII digits is called so"""
        with Conversation(COMMAND) as demo:
            for line in ("1", "12345", "1234567", "12345a", "-12345", "١٢٣٤٥٦", "123456\r", "1" * 100_000):
                self.assertRegex(demo.type(line), r"^Not a code: a code is 6 digits\.")

    def test_ends(self):
        """an empty line, the word quit and the end of the input end it well"""
        for line in ("", "quit", None):
            with Conversation(COMMAND) as demo:
                said, status = demo.end(line)
                self.assertEqual((said.strip(), status), ("", 0))

    def test_takes_no_arguments(self):
        """an argument is refused, and nothing is shown"""
        run = subprocess.run([*COMMAND, "--help"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertIn("takes no arguments", run.stderr)

    def test_picture_holds_the_secret(self):
        """[F102] an independent decoder reads the URI with the secret from what the demo shows"""
        with Conversation(COMMAND) as demo:
            uri = (f"otpauth://totp/Counterfoil:demo?secret={demo.secret}&issuer=Counterfoil"
                   "&algorithm=SHA1&digits=6&period=30")
            self.assertEqual(read_by_zbar(modules_of(demo.shown)), uri)

    def test_secrets_are_fresh(self):
        """every run has a secret of its own, of 160 bits"""
        secrets = set()
        for _ in range(3):
            with Conversation(COMMAND) as demo:
                secrets.add(demo.secret)
        self.assertEqual(len(secrets), 3)
        self.assertEqual({len(secret) for secret in secrets}, {32})


def read_by_zbar(rows):
    scale = 4
    lines = [bytes(255 * (1 - module) for module in row for _ in range(scale)) for row in rows for _ in range(scale)]
    with tempfile.TemporaryDirectory() as directory:
        picture = pathlib.Path(directory) / "code.pgm"
        picture.write_bytes(b"P5\n%d %d\n255\n" % (len(lines[0]), len(lines)) + b"".join(lines))
        command = ["zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", str(picture)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    unittest.main()

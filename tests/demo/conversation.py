"""Talks with examples/code_app through pipes, and understands what it shows."""

import re
import subprocess

PROMPT = "code> "
BLOCKS = {" ": (0, 0), "\u2580": (1, 0), "\u2584": (0, 1), "\u2588": (1, 1)}


class Conversation:
    """A running program; `shown` is what it said before it asked for the first code."""

    def __init__(self, command):
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self.shown = self._read_to_prompt()
        self.secret = re.search(r"key, ([A-Z2-7 ]+)\n", self.shown)[1].replace(" ", "")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def type(self, line):
        """What is answered to a line."""
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._read_to_prompt().strip()

    def end(self, line=None):
        """Ends it, by a line or by the end of the input. What it still said, and its exit status."""
        if line is not None:
            self._process.stdin.write(line + "\n")
        self._process.stdin.close()
        return self._process.stdout.read(), self._process.wait()

    def _read_to_prompt(self):
        text = ""
        while not text.endswith(PROMPT):
            letter = self._process.stdout.read(1)
            if not letter:
                raise EOFError(f"ended after {text!r}")
            text += letter
        return text.removesuffix(PROMPT)


def code_of(secret, seconds):
    """What a code app shows at a moment, by an independent program."""
    command = ["oathtool", "--totp", "--base32", f"--now=@{seconds}", secret]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def modules_of(shown):
    """The rows of modules that the half blocks draw, 1 is dark."""
    rows = []
    for blocks in re.findall(r"\x1b\[38;5;16;48;5;231m(.*?)\x1b\[39;49m\n", shown):
        rows.append([BLOCKS[block][0] for block in blocks])
        rows.append([BLOCKS[block][1] for block in blocks])
    return rows

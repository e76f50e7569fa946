#!/usr/bin/env python3
"""Reads the JSON of otp_benchmark, prints the ratios, and ends with status 1 when a target is missed."""
import json
import re
import statistics
import sys

HASHES = ("SHA-1", "SHA-256", "SHA-512")
OURS = "counterfoil_verify"
# How many times as fast as the peer; more than 1 is "ahead". SHA-512 is shown and not judged: hardly an app uses it.
TARGETS = {("liboath_validate4", 0): 1.3, ("liboath_validate4", 1): 2.5}
AHEAD_OF_EVERY_PEER = (0, 1)
PER_THREAD_TARGET = 0.85


def read_medians(path):
    """{(name, hash, threads): median nanoseconds per check of one thread}"""
    with open(path, encoding="utf-8") as file:
        runs = json.load(file)["benchmarks"]
    times = {}
    for run in runs:
        if run.get("run_type") != "iteration":
            continue
        name, hash_index, threads = re.fullmatch(r"(\w+)/hash:(\d)/real_time/threads:(\d)", run["run_name"]).groups()
        if run["time_unit"] != "ns" or "error_occurred" in run:
            sys.exit(f"{run['run_name']}: {run.get('error_message', 'expected nanoseconds')}")
        times.setdefault((name, int(hash_index), int(threads)), []).append(run["real_time"] * int(threads))
    return {key: statistics.median(values) for key, values in times.items()}


def main():
    medians = read_medians(sys.argv[1])
    missed = 0
    for hash_index, hash_name in enumerate(HASHES):
        ours = medians[OURS, hash_index, 1]
        print(f"{hash_name}: {ours:.0f} ns")
        for (name, index, threads), time in sorted(medians.items()):
            if (index, threads) != (hash_index, 1) or name == OURS:
                continue
            target = TARGETS.get((name, hash_index), 1.0 if hash_index in AHEAD_OF_EVERY_PEER else 0.0)
            verdict = "" if time / ours >= target else f"   missed: {target}"
            missed += bool(verdict)
            print(f"  {time / ours:5.2f} times as fast as {name} ({time:.0f} ns){verdict}")
        per_thread = ours / medians[OURS, hash_index, 2]
        verdict = "" if per_thread >= PER_THREAD_TARGET else f"   missed: {PER_THREAD_TARGET}"
        missed += bool(verdict)
        print(f"  {per_thread:5.2f} of that speed for each of two threads{verdict}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Reads the JSON of crypto_benchmark or phone_benchmark, prints how many times what the peer costs Counterfoil costs,
and ends with status 1 when a target is missed."""
import json
import statistics
import sys

# Ours: the peer, and how many times its cost is the most.
PEERS = {
    "counterfoil_seal_open": ("openssl_gcm_open", 3.0),
    "counterfoil_keyed_digest": ("openssl_keyed_hmac", None),
    "counterfoil_verify": ("openssl_verify", None),
    "counterfoil_sign": ("openssl_sign", None),
    "counterfoil_parse": ("libphonenumber_parse", 1.1),
}
# The most that refusing hopeless input may cost, in nanoseconds.
REFUSAL_TARGET = 10_000


def read_medians(path):
    """{name with arguments: median nanoseconds}"""
    with open(path, encoding="utf-8") as file:
        runs = json.load(file)["benchmarks"]
    times = {}
    for run in runs:
        if run.get("run_type") != "iteration":
            continue
        if run["time_unit"] != "ns" or "error_occurred" in run:
            sys.exit(f"{run['run_name']}: {run.get('error_message', 'expected nanoseconds')}")
        times.setdefault(run["run_name"], []).append(run["cpu_time"])
    return {name: statistics.median(values) for name, values in times.items()}


def report(line, missed_target):
    print(line + (f"   missed: {missed_target}" if missed_target else ""))
    return bool(missed_target)


def main():
    medians = read_medians(sys.argv[1])
    missed = 0
    for full_name, ours in medians.items():
        name, _, arguments = full_name.partition("/")
        if name.startswith("counterfoil_refuse"):
            target = f"{REFUSAL_TARGET} ns"
            missed += report(f"{full_name}: {ours:.0f} ns", ours > REFUSAL_TARGET and target)
        elif name in PEERS:
            peer, target = PEERS[name]
            theirs = medians[f"{peer}/{arguments}" if arguments else peer]
            ratio = ours / theirs
            line = f"{full_name}: {ours:.0f} ns, {ratio:.2f} times {peer} ({theirs:.0f} ns)"
            missed += report(line, target is not None and ratio > target and target)
        elif name.startswith("counterfoil"):
            print(f"{full_name}: {ours:.0f} ns")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

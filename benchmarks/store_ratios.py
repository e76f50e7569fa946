#!/usr/bin/env python3
"""Reads the JSON of store_benchmark, prints the ratios, and ends with status 1 when a target is missed."""
import json
import statistics
import sys

CHECK, BARE = "sign_in_checks/threads:{}/manual_time", "bare_transactions/batch:{}/manual_time"
PROCESSES = "sign_ins_of_processes/iterations:1/manual_time"
MOST_TO_BARE = 1.4
LEAST_GAIN_OF_THREADS = 3.0
LEAST_SHARE_OF_A_PROCESS = 0.5


def read_runs(path):
    """{name: [run, …]}"""
    with open(path, encoding="utf-8") as file:
        benchmarks = json.load(file)["benchmarks"]
    runs = {}
    for run in benchmarks:
        if run.get("run_type") != "iteration":
            continue
        if "error_occurred" in run:
            sys.exit(f"{run['run_name']}: {run['error_message']}")
        runs.setdefault(run["run_name"], []).append(run)
    return runs


def report(line, is_reached, target):
    print(line + ("" if is_reached else f"   missed: {target}"))
    return not is_reached


def main():
    runs = read_runs(sys.argv[1])

    def per_second(name):
        return statistics.median(run["items_per_second"] for run in runs[name])

    one, many = per_second(CHECK.format(1)), per_second(CHECK.format(64))
    bare, batches = per_second(BARE.format(1)), per_second(BARE.format(64))
    print(f"sign-in checks a second: {one:.0f} by one thread, {many:.0f} by 64 threads")
    print(f"bare transactions: {bare:.0f} a second; rows in transactions of 64: {batches:.0f}")
    ratio = bare / one
    missed = report(f"  {ratio:.2f} times a bare transaction by one thread", ratio <= MOST_TO_BARE, MOST_TO_BARE)
    gain = many / one
    missed += report(f"  {gain:.2f} times as many by 64 threads", gain >= LEAST_GAIN_OF_THREADS, LEAST_GAIN_OF_THREADS)
    print(f"  {many / batches:.2f} of one thread that commits batches of 64")
    shares = [run["slowest_to_mean"] for run in runs[PROCESSES]]
    missed += report(f"  {min(shares):.2f} of the mean by the slowest of 8 processes (worst of {len(shares)} runs)",
                     min(shares) >= LEAST_SHARE_OF_A_PROCESS, LEAST_SHARE_OF_A_PROCESS)
    print(f"  {per_second(PROCESSES):.0f} sign-ins of two commits each a second by 8 processes together")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

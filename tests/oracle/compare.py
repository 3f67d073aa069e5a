"""Compares the program with the oracle on generated schemes.

    JIXIAO=src/cli/jixiao python3 compare.py [--count N] [--seed S] [--jobs J] [--only NUMBER]

Every case is written to a folder of its own, scored by `$JIXIAO eval --format
json` and by oracle.py, and compared field by field.  Folders of cases that
differ are kept and named.  The last line is `N passed, M failed`.
"""

import argparse
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction as F

import generate

ROW_KEYS = ("status", "direction", "weight", "score", "score_min", "score_max")
COUNTS = "read scored missing na facts claims refused duplicate blank".split()


def shown(x):
    """A value for a message: the exact decimal where there is one, and the fraction."""
    if not isinstance(x, F):
        return "null" if x is None else str(x)
    text = generate.decimal(x) if generate.is_finite(x) else "%.6f…" % float(x)
    return text if x.denominator == 1 else "%s (%s)" % (text, x)


class Differences(list):
    def check(self, field, expected, got, note=""):
        if expected != got or isinstance(expected, bool) != isinstance(got, bool):
            self.append("%s: expected %s, got %s%s" % (field, shown(expected), shown(got), note))


def expected_row(row):
    """What is compared of a row; a row that does not apply has no limits to compare."""
    values = {"status": row.status, "direction": row.direction, "weight": row.weight, "score": row.score}
    if row.status != "na":
        values.update(score_min=row.lo, score_max=row.hi)
    if row.claimed is not None:
        values["claimed"] = row.claimed
    return values


def compare_rows(out, result, diffs):
    got = {tuple(r.get("path", ())): r for r in out.get("indicators", [])}
    for path, row in result.rows.items():
        name = "indicator " + "/".join(path)
        if path not in got:
            diffs.append(name + ": not in the output")
            continue
        note = "" if row.raw is None else "; before rounding %s" % shown(row.raw)
        for field, value in expected_row(row).items():
            diffs.check("%s: %s" % (name, field), value, got[path].get(field),
                        note if field.startswith("score") else "")
    for path in got.keys() - result.rows.keys():
        diffs.append("indicator %s: not in the scheme" % "/".join(path))


def flat_tiers(tiers, above=()):
    for t in tiers:
        path = above + (t.get("name"),)
        yield path, t
        yield from flat_tiers(t.get("tiers", []), path)


def compare_tiers(out, result, diffs):
    got = dict(flat_tiers(out.get("tiers", [])))
    for path, tier in result.tiers.items():
        name = "tier " + "/".join(path)
        if path not in got:
            diffs.append(name + ": not in the output")
            continue
        diffs.check(name + ": level", F(len(path)), got[path].get("level"))
        if not tier["na"]:
            diffs.check(name + ": weight", tier["weight"], got[path].get("weight"))
        if not tier["open"]:
            diffs.check(name + ": score", tier["score"], got[path].get("score"))
        for field, key in (("score_min", "lo"), ("score_max", "hi")):
            if field in got[path]:
                diffs.check("%s: %s" % (name, field), tier[key], got[path][field])
        if tier["stated"] is not None:
            diffs.check(name + ": stated", tier["stated"], got[path].get("stated"))
    for path in got.keys() - result.tiers.keys():
        if got[path].get("weight") or got[path].get("score"):
            diffs.append("tier %s: has no indicator, yet weight %s and score %s" % (
                "/".join(path), shown(got[path].get("weight")), shown(got[path].get("score"))))


def compare_account(rows, result, diffs):
    want = dict(result.account)
    if sum(rows.get(c, 0) for c in COUNTS[1:]) != rows.get("read"):
        diffs.append("rows: do not add up: %s" % {k: int(v) for k, v in rows.items()})
    loose = set()
    if result.absent:
        loose |= {"read", "missing"}
    if result.rule_na:
        loose |= {"scored", "na"}
    if result.interval:
        loose |= {"scored", "missing"}
    for field in COUNTS:
        if field not in loose:
            diffs.check("rows: " + field, F(want[field]), rows.get(field))


def compare_output(case, out, diffs):
    result, scheme = case.result, case.scheme
    diffs.check("format", F(1), out.get("format"))
    diffs.check("scheme", scheme.name, out.get("scheme"))
    diffs.check("year", F(scheme.year), out.get("year"))
    diffs.check("framework", scheme.framework.name, out.get("framework"))
    diffs.check("full", result.full, out.get("full"))
    if not result.interval or not result.complete:
        diffs.check("complete", result.complete, out.get("complete"))
    note = lambda x: "; before rounding %s" % shown(x)
    diffs.check("total_min", result.total_min, out.get("total_min"), note(result.exact_min))
    diffs.check("total_max", result.total_max, out.get("total_max"), note(result.exact_max))
    if result.complete and not result.interval:
        diffs.check("total", result.total_min, out.get("total"), note(result.exact_min))
    elif out.get("total") is not None and not result.total_min <= out["total"] <= result.total_max:
        diffs.append("total: %s is outside its own interval" % shown(out["total"]))
    diffs.check("grade", result.grade, out.get("grade"), note(result.exact_min))
    compare_rows(out, result, diffs)
    compare_tiers(out, result, diffs)
    compare_account(out.get("rows", {}), result, diffs)


def run(case, folder, partial):
    command = [os.environ["JIXIAO"], "eval", "--format", "json"] + (["--partial"] if partial else [])
    files = [os.path.join(folder, "scheme.jx"), os.path.join(folder, case.actual_name)]
    done = subprocess.run(command + files, capture_output=True, timeout=60)
    return " ".join(command + files), done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def compare_errors(stderr, out, diffs):
    """The account on stderr says what the JSON says."""
    lines = [line for line in stderr.splitlines() if re.match(r"rows: \d", line)]
    if lines:
        counts = {word: F(n) for n, word in re.findall(r"(\d+) (\w+)", lines[-1])}
        for field in COUNTS:
            diffs.check("stderr rows: " + field, out.get("rows", {}).get(field), counts.get(field))


def check_case(case, folder):
    """(differences, command, stderr); two runs where rows are missing."""
    diffs, result = Differences(), case.result
    partial = not result.complete or result.interval
    codes = (4,) if not result.complete else (0, 4) if result.interval else (0,)
    command, code, stdout, stderr = run(case, folder, partial)
    if code not in codes:
        diffs.append("exit code: expected %s, got %d" % (" or ".join(map(str, codes)), code))
    try:
        out = json.loads(stdout, parse_float=F, parse_int=F)
    except ValueError as error:
        diffs.append("output is no JSON: %s: %r" % (error, stdout[:200]))
        return diffs, command, stderr
    try:
        compare_output(case, out, diffs)
        compare_errors(stderr, out, diffs)
    except (TypeError, AttributeError, KeyError) as error:
        diffs.append("output is not of the documented shape: %r" % error)
    if not result.complete and case.number % 10 == 0:
        _, code, stdout, _ = run(case, folder, False)
        diffs.check("exit code without --partial", 4, code)
        diffs.check("output without --partial", b"", stdout)
    return diffs, command, stderr


def write_case(case, folder):
    os.makedirs(folder, exist_ok=True)
    for name, text in (("scheme.jx", case.definition), (case.actual_name, case.actual_text)):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
            f.write(text)


def one(job):
    """None for a case that agrees, else what to print about it."""
    seed, number, root = job
    case = generate.make_case(seed, number)
    case.number = number
    folder = os.path.join(root, "case-%d" % number)
    write_case(case, folder)
    try:
        diffs, command, stderr = check_case(case, folder)
    except subprocess.TimeoutExpired as error:
        diffs, command, stderr = ["no answer within 60 s"], " ".join(error.cmd), ""
    if not diffs:
        shutil.rmtree(folder)
        return None
    with open(os.path.join(folder, "differences.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(list(diffs) + ["", command, "", stderr]))
    return number, list(diffs), command, stderr, folder


def report(failure, seed):
    number, diffs, command, stderr, folder = failure
    print("case %d (seed %s): %d differences, kept in %s" % (number, seed, len(diffs), folder))
    for line in diffs[:12]:
        print("  " + line)
    if len(diffs) > 12:
        print("  … the rest in differences.txt")
    for line in stderr.splitlines()[:12]:
        print("  stderr| " + line)
    print("  again: " + command, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="this one case; its files are kept")
    parser.add_argument("--show", type=int, default=10, help="differing cases to print")
    parser.add_argument("--keep", type=int, default=200, help="folders of differing cases to keep")
    args = parser.parse_args()
    if not os.environ.get("JIXIAO"):
        parser.error("JIXIAO is not set: the path of the program")
    root = tempfile.mkdtemp(prefix="jixiao-oracle-")
    numbers = range(args.count) if args.only is None else [args.only]
    print("seed %s, %d cases, files in %s" % (args.seed, len(numbers), root), flush=True)
    if args.only is not None:
        write_case(generate.make_case(args.seed, args.only), os.path.join(root, "only-%d" % args.only))
    passed = failed = 0
    with multiprocessing.Pool(args.jobs) as pool:
        for failure in pool.imap(one, ((args.seed, n, root) for n in numbers), chunksize=8):
            if failure is None:
                passed += 1
                continue
            failed += 1
            if failed <= args.show:
                report(failure, args.seed)
            elif failed > args.keep:
                shutil.rmtree(failure[4])
    if not failed and args.only is None:
        shutil.rmtree(root)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Running the program in tests: one environment, one list of what always counts as a failure, one way to write TAP.

Beside the exit codes this looks for the words of the sanitizers, so that no golden can ever hold a fault of ours.
"""

import difflib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

TOP = os.path.abspath(os.environ.get("srcdir") or os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
JIXIAO = os.environ.setdefault("JIXIAO", os.path.join(TOP, "build/src/cli/jixiao"))
DATADIR = os.environ.setdefault("JIXIAO_DATADIR", os.path.join(TOP, "stdlib"))
os.environ.setdefault("JIXIAO_LOCALEDIR", os.path.join(TOP, "build/po/locale"))
os.environ.setdefault("ASAN_OPTIONS", "exitcode=99:detect_leaks=1")
os.environ.setdefault("UBSAN_OPTIONS", "exitcode=99:print_stacktrace=1")

BLESS = os.environ.get("JIXIAO_BLESS") == "1" or "--bless" in sys.argv
SHORT = os.environ.get("JIXIAO_SHORT") == "1"
TIMEOUT = 120
OUR_BUG = 70
SANITIZER = 99
SANITIZER_WORDS = (b"AddressSanitizer", b"LeakSanitizer", b"runtime error:")


class Result:
    def __init__(self, out, err, code):
        self.out, self.err, self.code = out, err, code

    def fault(self):
        """Why no test may accept this, or None."""
        if self.code is None:
            return "no end after %d seconds" % TIMEOUT
        if self.code < 0 or self.code >= 128:
            return "killed by a signal (exit %d)" % self.code
        if self.code in (OUR_BUG, SANITIZER):
            return "exit %d, a fault of the program itself" % self.code
        for word in SANITIZER_WORDS:
            if word in self.out or word in self.err:
                return "a report of %s" % word.decode()
        return None


def environment(**changes):
    env = dict(os.environ, LC_ALL="C.UTF-8")
    for name in ("LANGUAGE", "LANG", "NO_COLOR", "COLUMNS", "JIXIAO_BLESS"):
        env.pop(name, None)
    env.update(changes)
    return env


def execute(command, cwd=None, stdin=b"", **changes):
    try:
        done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=TIMEOUT,
                              env=environment(**changes), check=False)
    except subprocess.TimeoutExpired as late:
        return Result(late.stdout or b"", late.stderr or b"", None)
    return Result(done.stdout, done.stderr, done.returncode)


def jixiao(args, cwd=None, stdin=b"", **changes):
    return execute([JIXIAO] + args, cwd, stdin, **changes)


def has_command(name):
    return jixiao([name, "--help"]).code == 0


def script(text_or_path, cwd):
    """A shell script that finds the program as $JIXIAO."""
    return execute(["sh", text_or_path], cwd)


def directives(text, name):
    """The `# run:` lines at the head of TEXT as lists of arguments; FILE and $F stand for NAME."""
    runs = []
    for line in text.lstrip("\ufeff").splitlines():
        if not line.startswith("#"):
            break
        if line.startswith("# run:"):
            runs.append(arguments(line[len("# run:"):], name))
    return runs or [["check", name]]


def arguments(line, name=None):
    return [name if name and word in ("FILE", "$F") else word for word in shlex.split(line)]


def portable(data):
    """DATA without the place of the library, which is another in every tree."""
    return data.replace(DATADIR.encode(), b"$DATADIR")


def transcript(results):
    """What goldens hold: standard output, standard error if any, and the exit code, for each run."""
    parts = []
    for result in results:
        for data, head in ((result.out, b""), (result.err, b"--- stderr\n")):
            if data:
                parts += [head, portable(data), b"" if data.endswith(b"\n") else b"\n--- no final newline\n"]
        parts.append(b"exit %s\n" % str(result.code).encode())
    return b"".join(parts)


def difference(expected, got):
    lines = difflib.unified_diff(expected.decode("utf-8", "backslashreplace").splitlines(),
                                 got.decode("utf-8", "backslashreplace").splitlines(), "expected", "got", lineterm="")
    return list(lines)[:80]


class Scratch:
    """A folder that goes away, optionally a copy of another one."""

    def __init__(self, copy_of=None):
        self.copy_of = copy_of

    def __enter__(self):
        self.root = tempfile.mkdtemp(prefix="jixiao-")
        path = os.path.join(self.root, "case")
        if self.copy_of:
            shutil.copytree(self.copy_of, path, copy_function=shutil.copyfile)
            os.chmod(path, 0o755)
        else:
            os.mkdir(path)
        return path

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)


def walk(folder):
    """Every file below FOLDER, sorted."""
    return sorted(os.path.join(where, name) for where, _, names in os.walk(folder) for name in names)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def need_program():
    if not os.access(JIXIAO, os.X_OK):
        print("Bail out! there is no program %s" % JIXIAO)
        sys.exit(1)


def report(tests):
    """Runs TESTS, pairs of a name and a function that returns lines of what is wrong (a string: skip, why); writes TAP."""
    tests = list(tests)
    print("1..%d%s" % (len(tests), "" if tests else " # SKIP nothing to test"), flush=True)
    bad = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        results = [(name, pool.submit(test)) for name, test in tests]
        for number, (name, future) in enumerate(results, 1):
            try:
                wrong = future.result()
            except Exception as error:  # a fault of a test is a failed test, not the end of the others
                wrong = ["%s: %s" % (type(error).__name__, error)]
            if isinstance(wrong, str):
                print("ok %d - %s # SKIP %s" % (number, name, wrong))
                continue
            bad += bool(wrong)
            print("%s %d - %s" % ("not ok" if wrong else "ok", number, name))
            for line in wrong or []:
                print("# " + line)
    sys.exit(1 if bad else 0)

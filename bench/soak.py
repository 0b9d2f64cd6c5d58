"""The longer proofs: `make soak`. Each prints its figures; the first that fails ends the run with 1.

- a whole month on the real three-tier tree, its counts adding up and its history whole;
- random diagrams on our host and on SpiffWorkflow's own, step by step;
- random and mutated expressions, which may at most be refused;
- the tests that take longest: every page the other way round, a month of the demonstration;
- every process that begins by itself, played to its end in many ways;
- eighteen months of a province, step by step (bench/province.py): hours;
- crashes, races and long times on both stores (bench/unharmed.py), which take most of the time.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.measures import MEASURES

HOUSE = Path(__file__).parent.parent
SEEDS = "2000"
EXPRESSIONS = "100000"


def run(*words: str, **settings: str) -> str:
    """Run a program of the house; its sentence is shown when it fails."""
    done = subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *words],
        cwd=HOUSE,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
        sys.exit(1)
    return done.stdout


def month_on_three_tiers(home: str) -> None:
    """557 units, May 2025."""
    began = time.monotonic()
    counts = json.loads(run("manage.py", "demo", "--tree", "three", "--json", GIAOBAN_HOME=home))
    outcomes = {name: counts[name] for name in ("on_time", "late", "missing", "nil")}
    print(f"three tiers: {counts['expected']} expected = {outcomes}, {time.monotonic() - began:.0f} s")
    if sum(outcomes.values()) != counts["expected"]:
        sys.exit("The four outcomes do not add up.")
    store = f"sqlite:///{Path(counts['store']).resolve()}"
    print("three tiers:", run("manage.py", "verify-history", GIAOBAN_DATABASE_URL=store).strip())


def random_diagrams() -> None:
    """More seeds than the tests take."""
    told = run("-m", "pytest", "-q", "tests/engine/test_equivalence.py", GIAOBAN_FUZZ_SEEDS=SEEDS)
    print("random diagrams:", told.strip().splitlines()[-1])


def random_expressions() -> None:
    """A hundred thousand expressions, grown and mutated: never more than a refusal, a second, 100 MB."""
    kit = [os.environ["FEEL_TCK"]] if "FEEL_TCK" in os.environ else []  # its expressions are mutated too
    told = run("-m", "tests.feel.fuzz", *kit, "--cases", EXPRESSIONS, "--json")
    print("random expressions:", told.strip())


def longer_tests() -> None:
    """Every page the other way round, and a month of the demonstration, also by workers of which one is killed."""
    told = run("-m", "pytest", "-q", "-m", "longer")
    print("longer tests:", told.strip().splitlines()[-1])


def plays() -> None:
    """As the forms offer, late, and with other choices."""
    print("plays:", run("-m", "bench.plays").strip())


def eighteen_months_of_a_province() -> None:
    """200 units, 20,000 issues, some 170,000 steps: hours. A step at the end costs what one cost at first."""
    began = time.monotonic()
    figures = json.loads(run("-m", "bench.province"))
    print(f"a province: {figures}, {time.monotonic() - began:.0f} s")
    bounds = MEASURES["province"].bounds
    out = [name for name, bound in bounds.items() if not bound.holds(figures[name])]
    if out:
        sys.exit(f"A step of the province costs too much: {', '.join(out)}.")


def crashes_and_races() -> None:
    """Its lines come as they are proved: it takes long."""
    done = subprocess.run([sys.executable, "-m", "bench.unharmed"], cwd=HOUSE, check=False)
    if done.returncode:
        sys.exit(1)


def main() -> None:
    """All of them."""
    with tempfile.TemporaryDirectory() as home:
        month_on_three_tiers(home)
    random_diagrams()
    random_expressions()
    longer_tests()
    plays()
    eighteen_months_of_a_province()
    crashes_and_races()


if __name__ == "__main__":
    main()

"""Mutation: are the rules held by tests that fail without them?

    python -m tests.long.mutation            every module of TARGETS
    python -m tests.long.mutation people     those whose name holds a text

The tests run once as they are, and it is noted which of them enter which function. Then, for each
mutant (``mutants``), a fork of this process puts the wrong code into the function where it lives,
decorated or not, and runs the tests that enter it, the quickest first, until one fails. A mutant
that no test notices has survived. Survivors that are known, with the reason, stand in
``survivors.txt``; any other makes the run fail.
"""

import ast
import importlib
import os
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import rules
from _pytest.runner import runtestprotocol

from tests.long.mutants import Mutant, mutants_of

TARGETS: dict[str, tuple[str, ...]] = {
    "core.seals": ("tests/core/test_trail.py",),
    "core.trail": ("tests/core/test_trail.py", "tests/core/test_trail_bytes.py"),
    "core.services.seals": ("tests/core/test_trail.py",),
    "frameworks.services.permitted_uses": (
        "tests/frameworks/test_permitted_uses.py",
        "tests/records/test_record_of_learning.py",
    ),
    "people.periods": ("tests/people/test_working_days.py", "tests/people/test_time.py"),
    "people.working_days": ("tests/people/test_working_days.py",),
    "assessments.enums": ("tests/assessments/test_rules.py",),
    "assessments.rules": ("tests/assessments/test_rules.py",),
    "assessments.outcome": ("tests/assessments/test_content.py",),
    "assessments.querysets": (
        "tests/assessments/test_visibility.py",
        "tests/assessments/test_visibility_edges.py",
    ),
    "assessments.services.states": ("tests/assessments/test_rules.py",),
    "records.querysets.closing": ("tests/records/test_sign_off.py",),
}
"""The modules where rules live, and the tests that answer for each of them."""

SURVIVORS = Path(__file__).with_name("survivors.txt")
LEAST_SECONDS = 10
"""A mutant may take this long, and four times as long as its tests took without it."""
LEFT_OUT = ("browser", "long", "postgres")


@dataclass
class Tally:
    made: int = 0
    survived: list[str] = field(default_factory=list)

    @property
    def killed(self) -> int:
        return self.made - len(self.survived)


@dataclass
class Mutation:
    """A pytest plugin that runs the tests once, and then again for each mutant."""

    modules: Sequence[str]
    tallies: dict[str, Tally] = field(default_factory=dict)
    entered: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    green: bool = True

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [
            item
            for item in items
            if not any(item.get_closest_marker(mark) for mark in LEFT_OUT)
            and not {"transactional_db", "committed_db", "live_server"}
            & set(getattr(item, "fixturenames", ()))
        ]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        files = {str(source_of(module)): module for module in self.modules}
        for item, following in zip(
            session.items, [*session.items[1:], session.items[0]], strict=True
        ):
            began = time.perf_counter()
            sys.setprofile(self._note(item.nodeid, files))
            failed = fails(item, following)
            sys.setprofile(None)
            self.seconds[item.nodeid] = time.perf_counter() - began
            if failed:
                print(f"{item.nodeid} fails without any mutant")
                self.green = False
        if self.green:
            for module in self.modules:
                self._run(module, session.items)
        return True

    def _note(self, test: str, files: dict[str, str]) -> Callable[[Any, str, Any], None]:
        entered = self.entered

        def note(frame: Any, event: str, _arg: Any) -> None:
            if event == "call" and frame.f_code.co_filename in files:
                place = (files[frame.f_code.co_filename], frame.f_code.co_qualname)
                entered.setdefault(place, set()).add(test)

        return note

    def _run(self, module: str, items: Sequence[pytest.Item]) -> None:
        tally = self.tallies.setdefault(module, Tally())
        for mutant in mutants_of(source_of(module).read_text()):
            install = installer(module, mutant)
            if install is None:
                continue
            tally.made += 1
            if not self._killed(module, mutant, install, items):
                tally.survived.append(mutant.name)
                print(f"survived: {module}:{mutant.line} {mutant.name}", flush=True)
        print(f"{module}: {tally.killed} of {tally.made} killed", flush=True)

    def _killed(
        self,
        module: str,
        mutant: Mutant,
        install: Callable[[], None],
        items: Sequence[pytest.Item],
    ) -> bool:
        asked = TARGETS[module]
        chosen = [item for item in items if item.nodeid.startswith(asked)]
        path = function_path(module, mutant)
        if path:
            tests = self.entered.get((module, ".".join(path)), set())
            chosen = [item for item in items if item.nodeid in tests]
        chosen.sort(key=lambda item: self.seconds[item.nodeid])
        child = os.fork()
        if child == 0:
            signal.alarm(LEAST_SECONDS + round(4 * sum(self.seconds[i.nodeid] for i in chosen)))
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            try:
                install()
                noticed = any(
                    fails(item, following)
                    for item, following in zip(chosen, [*chosen[1:], *chosen[:1]], strict=True)
                )
            except BaseException:
                os._exit(1)
            os._exit(1 if noticed else 0)
        return os.waitpid(child, 0)[1] != 0


def fails(item: pytest.Item, following: pytest.Item) -> bool:
    """Run one test. What is set up for the whole session stays, since another test follows."""
    return any(report.failed for report in runtestprotocol(item, nextitem=following, log=False))


def source_of(module: str) -> Path:
    return Path(importlib.import_module(module).__file__ or "")


# Putting a mutant where the code lives


def function_path(module: str, mutant: Mutant) -> list[str]:
    """Return the names that lead to the function a mutant lies in; [] at the top of a module."""
    return [name for name, _thing in _way(module, mutant)] if _function(module, mutant) else []


def _way(module: str, mutant: Mutant) -> Iterator[tuple[str, Any]]:
    """Yield the names and things from the module down to the outermost function."""
    thing: Any = importlib.import_module(module)
    for name in mutant.where.split(".") if mutant.where else ():
        thing = vars(thing).get(name)
        yield name, thing
        if not isinstance(thing, type):
            return


def _function(module: str, mutant: Mutant) -> types.FunctionType | None:
    """Return the plain function under whatever decorates it."""
    thing: Any = None
    for _name, thing in _way(module, mutant):  # noqa: B007  # the last one
        pass
    while thing is not None and not isinstance(thing, type):
        if isinstance(thing, property):
            thing = thing.fget
        elif isinstance(thing, rules.Predicate):
            thing = thing.fn
        elif hasattr(thing, "__wrapped__"):
            thing = thing.__wrapped__
        elif hasattr(thing, "__func__"):
            thing = thing.__func__
        else:
            break
    return thing if isinstance(thing, types.FunctionType) else None


def installer(module: str, mutant: Mutant) -> Callable[[], None] | None:
    """Return the act that puts a mutant in place; None where it cannot be put."""
    function = _function(module, mutant)
    if function is not None:
        name = ".".join(function_path(module, mutant))
        code = _code(compile(mutant.tree, str(source_of(module)), "exec"), name)
        if code is None or code.co_freevars != function.__code__.co_freevars:
            return None

        def put() -> None:
            function.__code__ = code
            thing = [thing for _name, thing in _way(module, mutant)][-1]
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()

        return put
    return _installer_at_the_top(module, mutant) if not mutant.where else None


def _code(within: types.CodeType, name: str) -> types.CodeType | None:
    for constant in within.co_consts:
        if isinstance(constant, types.CodeType):
            if constant.co_qualname == name:
                return constant
            if (found := _code(constant, name)) is not None:
                return found
    return None


def _installer_at_the_top(module: str, mutant: Mutant) -> Callable[[], None] | None:
    """A value of the module (put wherever it was imported by its name), or a rule of the policy."""
    live = importlib.import_module(module)
    before = ast.parse(source_of(module).read_text()).body
    changed = next(
        (
            new
            for old, new in zip(before, mutant.tree.body, strict=True)
            if ast.dump(old) != ast.dump(new)
        ),
        None,
    )
    if isinstance(changed, ast.Assign | ast.AnnAssign):
        targets = changed.targets if isinstance(changed, ast.Assign) else [changed.target]
        name = ast.unparse(targets[0])
        return lambda: _put_value(live, name, _run_statement(live, changed)[name])
    if isinstance(changed, ast.Expr) and "add_rule" in ast.unparse(changed):
        return lambda: _run_statement(live, changed) and None
    return None


def _run_statement(live: Any, statement: ast.stmt) -> dict[str, Any]:
    """Run one statement of a module by itself, in a copy of its names."""
    policy = types.SimpleNamespace(add_rule=rules.set_rule, add_perm=rules.set_perm)
    names = {**vars(live), "rules": policy}
    tree = ast.Module([statement], [])
    exec(compile(tree, live.__file__, "exec"), names)
    return names


def _put_value(live: Any, name: str, value: Any) -> None:
    old = getattr(live, name)
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, value)
    if name == "PERMISSIONS":
        for permission, predicate in value.items():
            rules.set_perm(permission, predicate)


# The run


def known_survivors() -> dict[str, str]:
    """Return the survivors that are known, each with the reason, from ``survivors.txt``."""
    lines = SURVIVORS.read_text().splitlines() if SURVIVORS.exists() else []
    pairs = [line.split(" # ", 1) for line in lines if line.strip() and not line.startswith("#")]
    return {name.strip(): why.strip() for name, why in pairs}


def main(asked: Sequence[str]) -> int:
    modules = [name for name in TARGETS if not asked or any(text in name for text in asked)]
    if not modules:
        print(f"No module of these: {', '.join(TARGETS)}")
        return 2
    tests = sorted({path for module in modules for path in TARGETS[module]})
    plugin = Mutation(modules)
    began = time.monotonic()
    pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests], plugins=[plugin])
    if not plugin.green or set(plugin.tallies) != set(modules):
        return 1
    known = known_survivors()
    names = [f"{module} {name}" for module, t in plugin.tallies.items() for name in t.survived]
    unknown = [name for name in names if name not in known]
    made = sum(tally.made for tally in plugin.tallies.values())
    for module, tally in plugin.tallies.items():
        print(f"| `{module}` | {tally.made} | {tally.killed} | {len(tally.survived)} |")
    for name in unknown:
        print(f"not known: {name}")
    print(
        f"{made - len(names)} of {made} mutants killed, {len(names)} survived, "
        f"{len(unknown)} of them not known, in {time.monotonic() - began:.0f} s"
    )
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

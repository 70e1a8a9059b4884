"""The two works around a single answer, in a process of their own.

Two threads of one Python take turns: beside a calculation of seconds the window would be half as quick. Here the
calculation has a Python of its own, and steps back where the processor is wanted by both. Whatever keeps that process
from its work, the works are done in this one as before: nobody need know which.

What goes to and fro are frames on two pipes: eight bytes of length, then a pickle made by one of us for the other.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from queue import Empty, SimpleQueue
from types import MappingProxyType
from typing import Any, BinaryIO

from wardround.assessment import Assessment, read_assessment, write_assessment
from wardround.catalogue import Catalogue
from wardround.engine.explore import SAMPLES
from wardround.engine.findings import Findings
from wardround.knowledge import Knowledge
from wardround.workshop.in_full import InFull, Told, unheard
from wardround.workshop.own_risks import RiskPackRefused, knowledge_with_own_risks

LENGTH_BYTES = 8
ASK_AGAIN_S = 0.05
"""So often who waits for an answer asks whether it is still wanted."""
STEPS_BACK = 5
"""How far the process steps back, in the numbers of `nice`: the window comes first."""
NO_CONSOLE = 0x0800_0000
"""CREATE_NO_WINDOW of Windows: no black window beside ours."""

START = "from wardround.workshop.elsewhere import main; main()"
"""Not by -m: the pickles of both sides must name the same module."""

COMPARED, SPREAD = "compared", "spread"


class Stopped(Exception):
    """The work is no longer wanted."""


class Gone(Exception):
    """The other process does not answer any more, or could not do the work."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A work that is asked for."""

    ticket: int
    work: str
    findings: Findings
    answers: str
    """As JSON: an answer's class is made while the program runs, and has no name a pickle could give."""
    samples: int = 0
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a work is done."""

    ticket: int
    share: float


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a work: fields of the findings with their values; None where it could not be done."""

    ticket: int
    fields: Mapping[str, object] | None


class Helper:
    """The other process, as this one sees it. It begins to load as soon as it is made."""

    def __init__(self, command: tuple[str, ...] = (sys.executable, "-c", START)) -> None:
        self._lock = threading.Lock()
        self._ticket = 0
        self._heard: dict[int, SimpleQueue[Progress | Found | None]] = {}
        self._is_gone = False
        try:
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(  # noqa: S603 - our own module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                creationflags=NO_CONSOLE if sys.platform == "win32" else 0,
            )
        except OSError:
            self._process, self._is_gone = None, True
            return
        threading.Thread(target=self._hear, name="elsewhere", daemon=True).start()

    @property
    def is_gone(self) -> bool:
        """Whether nothing more is to be had from it."""
        return self._is_gone

    def close(self) -> None:
        """Let it end: it does when nobody can ask it any more."""
        self._is_gone = True
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def ended(self, within_s: float) -> bool:
        """Return whether the process has ended, once it had so long to do so."""
        try:
            return self._process is None or self._process.wait(within_s) is not None
        except subprocess.TimeoutExpired:
            return False

    def ask(
        self, work: str, findings: Findings, answers: Assessment, told: Told, *, samples: int = 0, quick: bool = False
    ) -> Mapping[str, object]:
        """Have a work done and return the fields of findings that came of it.

        ``told`` is called now and then; what it raises stops the work. Raises Gone.
        """
        with self._lock:
            self._ticket += 1
            ticket = self._ticket
            heard = self._heard[ticket] = SimpleQueue()
        try:
            self._send(Asked(ticket, work, findings, write_assessment(answers), samples, quick))
            return self._answer(heard, told)
        except BaseException as error:
            if not isinstance(error, Gone):
                with contextlib.suppress(Gone):
                    self._send(ticket)  # no longer wanted
            raise
        finally:
            with self._lock:
                self._heard.pop(ticket, None)

    def _answer(self, heard: SimpleQueue[Progress | Found | None], told: Told) -> Mapping[str, object]:
        share = 0.0
        while True:
            said: Progress | Found | None
            try:
                said = heard.get(timeout=ASK_AGAIN_S)
            except Empty:
                said = Progress(0, share)
            if isinstance(said, Progress):
                share = said.share
                told(share)
            elif said is None or said.fields is None:
                raise Gone
            else:
                return said.fields

    def _send(self, what: object) -> None:
        content = _packed(what)
        with self._lock:
            if self._is_gone or self._process is None or self._process.stdin is None:
                raise Gone
            try:
                _write(self._process.stdin, content)
            except (OSError, ValueError) as error:
                self._is_gone = True
                raise Gone from error

    def _hear(self) -> None:
        """Hand on what comes, until nothing comes any more; runs on a thread of its own."""
        if self._process is not None and self._process.stdout is not None:
            # the pipe ended, or what came is not what this program writes
            with contextlib.suppress(Exception), self._process.stdout:
                while True:
                    said = pickle.loads(_read(self._process.stdout))  # noqa: S301 - it comes from our own process
                    with self._lock:
                        waiting = self._heard.get(said.ticket)
                    if waiting is not None:
                        waiting.put(said)
        with self._lock:
            self._is_gone = True
            for waiting in self._heard.values():
                waiting.put(None)
        if self._process is not None:
            self._process.wait()


@dataclass(frozen=True, slots=True)
class InFullElsewhere(InFull):
    """The two works around a single answer, done by a helper for as long as there is one."""

    helper: Helper = field(kw_only=True)

    def compared(self, findings: Findings, assessment: Assessment, told: Told = unheard) -> Findings:
        """Return findings with what stands beside the design."""
        try:
            return replace(findings, **self.helper.ask(COMPARED, findings, assessment, told))  # type: ignore[arg-type]
        except Gone:
            return InFull.compared(self, findings, assessment, told)

    def spread(
        self,
        findings: Findings,
        assessment: Assessment,
        samples: int = SAMPLES,
        *,
        quick: bool = False,
        told: Told = unheard,
    ) -> Findings:
        """Return findings with the spread of so many samples; a quick one has bands and chances alone."""
        try:
            found = self.helper.ask(SPREAD, findings, assessment, told, samples=samples, quick=quick)
            return replace(findings, **found)  # type: ignore[arg-type]
        except Gone:
            return InFull.spread(self, findings, assessment, samples, quick=quick, told=told)


class _Doing:
    """The works that are under way in the other process."""

    def __init__(self, in_full: InFull, out: BinaryIO) -> None:
        self._in_full = in_full
        self._out = out
        self._lock = threading.Lock()
        self._wanted: set[int] = set()

    def take(self, said: object) -> None:
        """Begin what is asked for on a thread of its own, or let go of what is no longer wanted."""
        if isinstance(said, Asked):
            self._wanted.add(said.ticket)
            threading.Thread(target=self._do, args=(said,), daemon=True).start()
        elif isinstance(said, int):
            self._wanted.discard(said)

    def _do(self, asked: Asked) -> None:
        def told(share: float) -> None:
            if asked.ticket not in self._wanted:
                raise Stopped
            self._say(Progress(asked.ticket, share))

        try:
            found = Found(asked.ticket, _worked_out(self._in_full, asked, told))
        except Stopped:
            return
        except Exception:  # noqa: BLE001 - it is done once more where somebody can be told
            found = Found(asked.ticket, None)
        if asked.ticket in self._wanted:
            self._say(found)
        self._wanted.discard(asked.ticket)

    def _say(self, what: object) -> None:
        content = _packed(what)
        with self._lock:
            _write(self._out, content)


def _worked_out(in_full: InFull, asked: Asked, told: Told) -> Mapping[str, object]:
    answers = read_assessment(asked.answers.encode())
    if asked.work == COMPARED:
        found = in_full.compared(asked.findings, answers, told)
        return {"comparison": found.comparison, "decisions": found.decisions}
    found = in_full.spread(asked.findings, answers, asked.samples, quick=asked.quick, told=told)
    return {"spread": found.spread, "risks": found.risks}


def serve(wanted: BinaryIO, out: BinaryIO) -> None:
    """Do what is asked for until nobody can ask any more."""
    try:
        knowledge = knowledge_with_own_risks()
    except RiskPackRefused:
        knowledge = Knowledge.load()  # as the window does, which says so
    doing = _Doing(InFull(Catalogue.load(), knowledge), out)
    with contextlib.suppress(EOFError, OSError):
        while True:
            doing.take(pickle.loads(_read(wanted)))  # noqa: S301 - it comes from the process that started this one


# --- frames ------------------------------------------------------------------------------------------------------


class _Packer(pickle.Pickler):
    """Makes pickles of findings, whose read-only mappings Python's own pickles leave out."""

    def reducer_override(self, what: object) -> Any:  # noqa: ANN401 - what pickle expects
        if isinstance(what, MappingProxyType):
            return _read_only, (dict(what),)
        return NotImplemented


def _read_only(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


def _packed(what: object) -> bytes:
    content = BytesIO()
    _Packer(content, pickle.HIGHEST_PROTOCOL).dump(what)
    return content.getvalue()


def _write(pipe: Any, content: bytes) -> None:  # noqa: ANN401 - whatever takes bytes
    pipe.write(len(content).to_bytes(LENGTH_BYTES, "big"))
    pipe.write(content)
    pipe.flush()


def _read(pipe: Any) -> bytes:  # noqa: ANN401 - whatever gives bytes
    return _exactly(pipe, int.from_bytes(_exactly(pipe, LENGTH_BYTES), "big"))


def _exactly(pipe: Any, size: int) -> bytes:  # noqa: ANN401 - whatever gives bytes
    content: bytes = pipe.read(size)
    if len(content) < size:
        raise EOFError
    return content


def main(ended: Callable[[int], object] = os._exit) -> None:
    """Serve on standard input and output; what a library prints goes to standard error instead."""
    if sys.platform != "win32":
        os.nice(STEPS_BACK)
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)  # Ctrl+C in a terminal is for the window
    wanted, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(wanted, out)
    ended(0)  # with work under way

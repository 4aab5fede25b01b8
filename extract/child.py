"""A child process that answers questions about a document, under a limit of time and memory: the parent's side.

It may be killed, by its clock or by the system; this process never sees more than records.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

START_SECONDS = 60.0
"""How long a child may take to start, and to open a file; each takes a part of a second on a machine at rest."""
PATIENCE = 6.0
"""What a page may cost is the processor's time; by the clock on the wall it may take so many times that, for the
machine may do other work too. What waits for ever is ended all the same."""
_CHILD = "import sys; from extract.desk import main; main(int(sys.argv[1]), float(sys.argv[2]))"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost, in seconds of the processor's time, and which pages are worth a second reading."""

    page_seconds: float = 30.0
    memory_bytes: int = 1 << 30
    """Of address space, for the child as a whole."""
    ocr_seconds: float = 120.0
    """For a page that must be read by OCR, which takes ten times as long; 0 leaves such pages unread."""
    ocr_memory_bytes: int = 3 << 30
    """Of address space, for the child that does OCR: its models and pictures take half a gigabyte and reserve more."""

    second_reading: str = "doubtful"
    """Whose tables are read again by pdfplumber and camelot: of `all` pages, of the `doubtful` ones, of `none`."""
    second_seconds: float = 60.0
    second_memory_bytes: int = 3 << 30
    """Of address space, for the child that reads again: its libraries take a fifth of a gigabyte and reserve more."""

    @property
    def for_second(self) -> Limits:
        """The limits of the child that reads again."""
        return replace(self, page_seconds=self.second_seconds, memory_bytes=self.second_memory_bytes)

    @property
    def for_ocr(self) -> Limits:
        """The limits of the child that reads pictures."""
        return replace(self, page_seconds=self.ocr_seconds, memory_bytes=self.ocr_memory_bytes)


@dataclass(frozen=True, slots=True)
class Question:
    """What the child is asked to do: a function of this room by name, and what it gets."""

    verb: str
    """`open`, `page`, `ocr`, `second` or `picture`."""
    arguments: tuple[Any, ...] = ()


class ChildLostError(Exception):
    """A child that ran over a limit or died; the message says which, as the end of a sentence."""


class QuestionRefusedError(Exception):
    """What the child says cannot be done; the message is a sentence for a person."""


class Child:
    """One child process. Use it as a context manager."""

    def __init__(self, limits: Limits) -> None:
        """Starts it; raises ChildLostError where it does not come up."""
        self._limits = limits
        root = str(Path(__file__).resolve().parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        # One thread for the linear algebra that numpy brings along: each more reserves address space.
        settings = {"PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(limits.memory_bytes), str(limits.page_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **settings},
        )
        self._answer(START_SECONDS, START_SECONDS)

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, question: Question, seconds: float | None = None) -> Any:
        """The child's answer, within `seconds` by the clock (None: within a page's limit of the processor's time).

        Raises QuestionRefusedError with the child's own sentence, and ChildLostError where it ran over a limit or
        died; it is of no more use then.
        """
        pipe = self._process.stdin
        assert pipe is not None
        try:
            pickle.dump(question, pipe)
            pipe.flush()
        except (OSError, ValueError):  # the pipe is broken, or was closed
            raise ChildLostError("the reader had broken off") from None
        page = self._limits.page_seconds
        answered, answer = self._answer(seconds or page, seconds or PATIENCE * page)
        if not answered:
            raise QuestionRefusedError(answer)
        return answer

    def close(self) -> None:
        """Ends the process; may be called twice."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what could not be written to a child that died
                    pipe.close()

    def _answer(self, seconds: float, patience: float) -> tuple[bool, Any]:
        """What it answers; after `patience` by the clock on the wall it has taken longer than its `seconds`."""
        pipe = self._process.stdout
        assert pipe is not None
        end = time.monotonic() + patience
        size = int.from_bytes(self._bytes(pipe.fileno(), 8, end, seconds), "big")
        answer = pickle.loads(self._bytes(pipe.fileno(), size, end, seconds))
        assert isinstance(answer, tuple)
        return answer[0], answer[1]

    def _bytes(self, pipe: int, count: int, end: float, seconds: float) -> bytes:
        """So many bytes from the pipe, by the time `end`."""
        parts, missing = [], count
        while missing:
            ready, _, _ = select.select([pipe], [], [], max(end - time.monotonic(), 0))
            if not ready:
                self.close()
                raise ChildLostError(f"it took longer than {seconds:g} seconds")
            part = os.read(pipe, min(missing, 1 << 20))
            if not part:
                raise ChildLostError(self._why_gone())
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _why_gone(self) -> str:
        """Why a child ended that was not told to."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)  # its pipe is closed a moment before it is gone
        code = self._process.poll()
        self.close()
        if code == -signal.SIGPROF:
            return f"it took longer than {self._limits.page_seconds:g} seconds"
        return f"the reader broke off, most likely over its limit of {self._limits.memory_bytes >> 20} MB"

"""Programs of their own for the tests of many writers: run with ``python -c``, never imported by a test's process."""

import os
import signal
import sys
from pathlib import Path

#: What comes in, once per line; ``{n}`` tells the lines apart.
FORM = (
    '{{"channel": "online", "kind": "inquiry", "tier": "core", "customer": "客户{n}", "contact": "wx:{n}", '
    '"category": "product", "content": "第{n}条", "request": "{n}"}}\n'
)


def forms(writer: int, count: int) -> str:
    """``count`` JSON lines of one writer."""
    return "".join(FORM.format(n=f"{writer}-{n}") for n in range(count))


def nurse(store: str, rounds: int) -> None:
    """Let ``rounds`` children take inquiries one after the other, and kill each in the middle of it.

    Prints what they had acknowledged: the round and the answer's line. Each child is killed after another number of
    answers, some at once, wherever its next write is then.
    """
    from deskconsole.cli import main
    from deskconsole.desk.opening import open_desk

    open_desk(store).store.close()  # everything is imported now; the children need not do it again
    file = Path(store).with_name("forms.jsonl")
    for turn in range(rounds):
        file.write_text(forms(turn, 400), "utf-8")
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(writer, 1)
            os.close(reader)
            command = ["intake", "--from", str(file), "--keep-good", "--json", "--key", f"turn {turn}"]
            os._exit(main([*command, "--store", store, "--as", "zhou"]))
        os.close(writer)
        with os.fdopen(reader, "rb") as answers:
            heard = [answers.readline() for _ in range(turn % 5)]
            os.kill(child, signal.SIGKILL)
            heard += answers.readlines()
        os.waitpid(child, 0)
        for line in heard:
            if line.endswith(b"\n"):
                sys.stdout.write(f"{turn} {line.decode()}")
        sys.stdout.flush()

"""What a verification that was killed has left beside the store goes with the next one."""

import os
import time
from pathlib import Path

from deskconsole.desk.doctor.doctor import examine
from deskconsole.desk.verifying.progress import FILE
from deskconsole.desk.verifying.verifying import verify
from tests.desk.support import Bench


def _killed(folder: Path) -> tuple[Path, Path]:
    left = folder / FILE, folder / f"{FILE}.part"
    for path in left:
        path.write_text("{", "utf-8")
    return left


def test_it_goes_with_the_next_one(bench: Bench) -> None:
    bench.take()
    for resume in (False, True):
        left = _killed(bench.folder)
        assert list(verify(bench.by("root"), clocks=True, resume=resume)) == []
        assert not any(path.exists() for path in left)


def test_the_doctor_clears_away_what_nobody_came_back_for(bench: Bench) -> None:
    left = _killed(bench.folder)
    old = time.time() - 2 * 24 * 3600
    for path in left:
        os.utime(path, (old, old))
    (finding,) = (each for each in examine(str(bench.folder), now=lambda: bench.now) if each.what == "leftovers")
    assert all(path.name in str(finding.message) for path in left)
    list(examine(str(bench.folder), clean=True, now=lambda: bench.now))
    assert not any(path.exists() for path in left)

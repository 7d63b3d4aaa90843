"""Copies for a person to fall back on: written when something changed, verified, thinned by their names."""

import os
import shutil
import stat
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.library import Library, LibraryReadOnly
from cards.library.backups import surplus
from tests.support.library_values import Unprivileged, Values

Usage = namedtuple("Usage", "total used free")
MOMENT = datetime(2026, 11, 21, 20, tzinfo=UTC)


def backups(library: Library):
    return sorted(file.name for file in (library.path.parent / "backups").glob("*"))


def named(at: datetime, number: int = 1):
    return Path(f"backup-{at:%Y%m%dT%H%M%SZ}-v2.1-{number:02}.sqlite3")


def test_a_backup_can_take_the_place_of_the_library(library: Library, values: Values):
    library.set_setting("said", "before")
    copy = library.back_up(values.moment)
    assert copy is not None
    assert copy.name == "backup-20261121T162700Z-v3.0-01.sqlite3"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    library.set_setting("said", "after")
    library.close()
    shutil.copyfile(copy, library.path)
    with Library.open(library.path, values.moment) as restored:
        assert restored.setting("said") == "before"
        assert restored.check(tuple) == ()


def test_nothing_changed_nothing_copied(library: Library, values: Values):
    library.back_up(values.moment)
    assert library.back_up(values.moment + timedelta(hours=1)) is None
    library.close()
    with Library.open(library.path, values.moment) as again:
        again.sync_prompts([values.prompt()], complete=True)
        assert again.back_up(values.moment + timedelta(hours=2)) is None
        again.set_setting("a", 1)
        assert again.back_up(values.moment + timedelta(hours=3)) is not None
        assert len(backups(again)) == 2


def test_a_copy_whose_own_time_was_lost_is_compared_byte_for_byte(library: Library, values: Values):
    copy = library.back_up(values.moment)
    assert copy is not None
    os.utime(copy, (0, 0))
    assert library.back_up(values.moment + timedelta(hours=1)) is None
    assert backups(library) == [copy.name]


def test_a_copy_that_is_no_library_any_more_is_not_relied_on(library: Library, values: Values):
    copy = library.back_up(values.moment)
    assert copy is not None
    copy.write_bytes(copy.read_bytes()[:5000])
    os.utime(copy, (0, 0))
    assert library.back_up(values.moment + timedelta(hours=1)) is not None


def test_a_disk_that_is_nearly_full_is_left_alone(library: Library, values: Values, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**9, 10**9 - 10**8, 10**8))
    assert library.back_up(values.moment) is None
    assert backups(library) == []


def test_a_folder_that_cannot_be_written_is_said(library: Library, values: Values, unprivileged: Unprivileged):
    folder = library.path.parent / "backups"
    folder.mkdir(mode=0o555)
    library.path.parent.chmod(0o755)
    library.path.chmod(0o644)
    with unprivileged(folder), pytest.raises(LibraryReadOnly):
        library.back_up(values.moment)


def test_old_copies_go_and_what_is_none_of_them_stays(library: Library, values: Values):
    folder = library.path.parent / "backups"
    folder.mkdir()
    others = ["mine.sqlite3", "backup-by-me.sqlite3", "backup-20261399T000000Z-v3.0-01.sqlite3"]
    others += ["premigration-20200101T000000Z-v3.0-01.sqlite3", named(MOMENT + timedelta(days=99)).name]
    for name in (
        *others,
        named(datetime(2020, 1, 1, 8, tzinfo=UTC)).name,
        named(datetime(2020, 1, 1, 9, tzinfo=UTC)).name,
    ):
        (folder / name).touch()
    copy = library.back_up(MOMENT)
    assert copy is not None
    assert backups(library) == sorted([*others, copy.name, named(datetime(2020, 1, 1, 9, tzinfo=UTC)).name])


def test_what_stays_after_a_year_of_two_copies_a_day():
    files = {named(MOMENT - timedelta(hours=12 * half)) for half in range(730)}
    kept = sorted((files - set(surplus(files, MOMENT))), reverse=True)
    assert [str(file)[7:18] for file in kept] == [
        "20261121T20", "20261121T08", "20261120T20", "20261120T08",
        "20261119T20", "20261118T20", "20261117T20", "20261116T20", "20261115T20",
        "20261108T20", "20261101T20", "20261031T20",
        "20260930T20", "20260831T20", "20260731T20", "20260630T20",
    ]  # fmt: skip


times = st.lists(st.integers(-(10**6), 10**8).map(lambda ago: MOMENT - timedelta(seconds=ago)), max_size=60)


@settings(deadline=None)
@given(times)
def test_thinning_keeps_the_newest_and_everything_it_cannot_date(moments: list[datetime]):
    files = {named(at) for at in moments} | {Path("mine.sqlite3")}
    gone = set(surplus(files, MOMENT))
    assert set(surplus(files - gone, MOMENT)) == set()
    past = sorted((at for at in moments if at <= MOMENT), reverse=True)
    needed = [at for at in past if at.date() >= (MOMENT - timedelta(days=1)).date()]
    assert gone <= {named(at) for at in past if at not in needed} - {named(at) for at in past[:1]}
    assert len({named(at) for at in past} - gone) <= len({named(at) for at in needed}) + 17

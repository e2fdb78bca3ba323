"""Files of a book: written whole or not at all, read without following links."""

from __future__ import annotations

import errno
import os
import socket
import stat
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from acctplan.errors import AcctplanError, FileRefused, Overtaken, WriteConflict
from acctplan.store import files

from .ordinary import ordinary_folder

OLD, NEW = b"account: Old\n", b"account: New and longer\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def owned() -> Iterator[Path]:
    """A folder of a person without special powers, whose rights count even when root runs the tests."""
    with ordinary_folder() as folder:
        yield folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(code: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return fail


# --- writing


def test_a_write_replaces_the_bytes(plan: Path) -> None:
    files.write(plan, NEW, OLD)
    assert plan.read_bytes() == NEW
    assert names(plan.parent) == ["plan.md"]


def test_a_new_file_gets_the_rights_of_any_new_file(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write(tmp_path / "deep" / "er" / "new.md", NEW, None)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "deep" / "er" / "new.md").stat().st_mode) == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_mode_is_kept(plan: Path, mode: int) -> None:
    plan.chmod(mode)
    files.write(plan, NEW, OLD)
    assert stat.S_IMODE(plan.stat().st_mode) == mode


def test_the_temporary_file_lies_in_the_same_folder(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        seen.append(names(plan.parent))
        assert self.parent == plan.parent
        assert self.read_bytes() == NEW
        assert plan.read_bytes() == OLD
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    files.write(plan, NEW, OLD)
    assert len(seen) == 1
    assert len(seen[0]) == 2


def test_file_and_folder_reach_the_disk(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def watched(descriptor: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    monkeypatch.setattr(Path, "replace", lambda self, target: (synced.append("replace"), replace(self, target))[1])
    files.write(plan, NEW, OLD)
    assert synced == ["file", "replace", "folder"]


def test_the_temporary_name_is_not_taken_for_a_plan(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", lambda self, target: seen.extend(files.walk(plan.parent, ".md")) or self)
    seen: list[Path] = []
    files.write(plan, NEW, OLD)
    assert seen == [plan]


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("p" * 252 + ".md")
    files.write(path, NEW, None)
    files.write(path, OLD, NEW)
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("call", ["mkstemp", "write", "fsync", "fchmod", "replace"])
@pytest.mark.parametrize("fresh", [False, True])
def test_a_fault_leaves_the_old_bytes_and_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, fresh: bool
) -> None:
    path = tmp_path / "plan.md"
    if not fresh:
        path.write_bytes(OLD)
    match call:
        case "mkstemp":
            monkeypatch.setattr(tempfile, "mkstemp", failing(code))
        case "write":
            monkeypatch.setattr(os, "fdopen", lambda *_, **__: _Full(code))
        case "replace":
            monkeypatch.setattr(Path, "replace", failing(code))
            monkeypatch.setattr(os, "link", failing(code))
        case _:
            monkeypatch.setattr(os, call, failing(code))
    with pytest.raises(FileRefused) as refused:
        files.write(path, NEW, None if fresh else OLD)
    assert os.strerror(code).lower() in refused.value.message
    monkeypatch.undo()
    assert names(tmp_path) == ([] if fresh else ["plan.md"])
    assert files.read(path) == (None if fresh else OLD)


class _Full:
    """A file object of a full or broken disk: the read before the write works, the write does not."""

    def __init__(self, code: int) -> None:
        self.code = code

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def read(self) -> bytes:
        return OLD

    def write(self, _: bytes) -> int:
        raise OSError(self.code, os.strerror(self.code))


@pytest.mark.parametrize("failing_at", [0, 1, 2])
@pytest.mark.parametrize("call", ["draft", "put", "sync"])
def test_of_several_files_all_or_none_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, failing_at: int) -> None:
    """Whichever file the disk refuses, none is changed, none is made, and no folder is left behind."""
    paths = [tmp_path / "a.md", tmp_path / "new" / "folder" / "b.md", tmp_path / "other" / "c.md"]
    (tmp_path / "other").mkdir()
    for path in (paths[0], paths[2]):
        path.write_bytes(OLD)
    changes = {path: (OLD if path.exists() else None, NEW) for path in paths}
    name = {"draft": "draft", "put": "put", "sync": "sync_folder"}[call]
    real, calls = getattr(files, name), iter(range(100))

    def fail_once(*arguments: object, **keywords: object) -> object:
        if next(calls) == failing_at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(*arguments, **keywords)

    monkeypatch.setattr(files, name, fail_once)
    with pytest.raises(FileRefused, match="input/output error"):
        files.write_all(changes)
    assert [files.read(path) for path in paths] == [OLD, None, OLD]
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["a.md", "other", "other/c.md"]
    monkeypatch.undo()
    files.write_all(changes)
    assert [files.read(path) for path in paths] == [NEW] * 3


def test_of_several_files_none_is_written_if_one_was_overtaken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last one is saved by an editor at the last moment: what was put in place before is taken back."""
    paths = [tmp_path / f"{name}.md" for name in "abc"]
    for path in paths[:2]:
        path.write_bytes(OLD)
    real = files.put

    def then_saved(*arguments: object, **keywords: object) -> None:
        real(*arguments, **keywords)  # type: ignore[arg-type]
        paths[2].write_bytes(b"mine")

    monkeypatch.setattr(files, "put", then_saved)
    with pytest.raises(Overtaken):
        files.write_all({paths[0]: (OLD, NEW), paths[1]: (OLD, NEW), paths[2]: (None, NEW)})
    assert [path.read_bytes() for path in paths] == [OLD, OLD, b"mine"]
    assert names(tmp_path) == ["a.md", "b.md", "c.md"]


def test_what_an_editor_saves_while_we_write_stays(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between our reading and our rename lies the slow way to the disk; the file is looked at once more before it is replaced."""
    fsync = os.fsync

    def saved_meanwhile(descriptor: int) -> None:
        fsync(descriptor)
        plan.write_bytes(b"mine")

    monkeypatch.setattr(os, "fsync", saved_meanwhile)
    with pytest.raises(Overtaken):
        files.write(plan, NEW, OLD)
    assert plan.read_bytes() == b"mine"
    assert names(plan.parent) == ["plan.md"]


def test_a_new_file_never_replaces_one_that_came_at_the_last_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, link = tmp_path / "new.md", os.link

    def late(*arguments: object, **keywords: object) -> None:
        path.write_bytes(b"mine")
        link(*arguments, **keywords)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(Overtaken):
        files.write(path, NEW, None)
    assert path.read_bytes() == b"mine"
    assert names(tmp_path) == ["new.md"]


def test_attributes_and_owner_are_kept(plan: Path) -> None:
    try:
        os.setxattr(plan, "user.colour", b"red")
    except OSError:
        pytest.skip("this disk keeps no attributes")
    if os.geteuid() == 0:
        os.chown(plan, 65534, 65534)
    before = plan.stat()
    files.write(plan, NEW, OLD)
    after = plan.stat()
    assert os.getxattr(plan, "user.colour") == b"red"
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)


def test_writers_of_one_file_are_one_after_the_other(tmp_path: Path) -> None:
    """Eight processes add a line each, twenty times, asking anew when overtaken: every line is there."""
    path = tmp_path / "plan.md"
    path.write_bytes(b"")
    children = []
    for number in range(8):
        child = os.fork()
        if not child:
            code = 1
            try:
                for turn in range(20):
                    while True:
                        before = files.read(path)
                        assert before is not None
                        try:
                            files.write(path, before + f"{number} {turn}\n".encode(), before)
                        except Overtaken:
                            continue
                        break
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 8
    assert sorted(path.read_text().splitlines()) == sorted(f"{number} {turn}" for number in range(8) for turn in range(20))
    assert names(tmp_path) == ["plan.md"]


def test_a_real_full_disk(tmp_path: Path) -> None:
    """A file-size limit makes the kernel itself refuse the write half way."""
    import resource
    import signal

    path = tmp_path / "plan.md"
    path.write_bytes(OLD)
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(FileRefused):
            files.write(path, b"x" * 10_000, OLD)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["plan.md"]


def test_an_interrupt_leaves_no_temporary_file(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write(plan, NEW, OLD)
    assert plan.read_bytes() == OLD
    assert names(plan.parent) == ["plan.md"]


@pytest.mark.parametrize(("now", "expected"), [(b"other", OLD), (b"other", None), (None, OLD)])
def test_other_bytes_than_expected_are_never_replaced(tmp_path: Path, now: bytes | None, expected: bytes | None) -> None:
    path = tmp_path / "plan.md"
    if now is not None:
        path.write_bytes(now)
    with pytest.raises(WriteConflict) as conflict:
        files.write(path, NEW, expected)
    assert "changed while this command ran" in conflict.value.message
    assert files.read(path) == now
    assert len(names(tmp_path)) == (now is not None)


def test_a_symbolic_link_is_never_written_through(tmp_path: Path) -> None:
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    target.write_bytes(OLD)
    link.symlink_to(target)
    for expected in (OLD, None):
        with pytest.raises(FileRefused, match=r"link\.md: is a link"):
            files.write(link, NEW, expected)
    assert target.read_bytes() == OLD
    assert link.is_symlink()


def test_a_dangling_link_is_never_written_through(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "nowhere.md")
    with pytest.raises(FileRefused):
        files.write(link, NEW, None)
    assert not (tmp_path / "nowhere.md").exists()


def test_a_hard_link_is_never_written_through(tmp_path: Path, plan: Path) -> None:
    other = tmp_path / "other.md"
    os.link(plan, other)
    files.write(plan, NEW, OLD)
    assert (plan.read_bytes(), other.read_bytes()) == (NEW, OLD)


def test_a_folder_without_write_permission(owned: Path) -> None:
    plan = owned / "plans" / "plan.md"
    plan.parent.mkdir()
    plan.write_bytes(OLD)
    plan.parent.chmod(0o555)
    with pytest.raises(FileRefused, match="permission denied"):
        files.write(plan, NEW, OLD)
    assert plan.read_bytes() == OLD


def test_a_file_its_owner_made_read_only_is_left_alone(owned: Path) -> None:
    plan = owned / "plan.md"
    plan.write_bytes(OLD)
    plan.chmod(0o444)
    with pytest.raises(FileRefused, match="read-only"):
        files.write(plan, NEW, OLD)
    assert plan.read_bytes() == OLD
    assert names(owned) == ["plan.md"]


def test_a_folder_that_cannot_be_made(owned: Path) -> None:
    owned.chmod(0o555)
    with pytest.raises(FileRefused, match="permission denied"):
        files.write(owned / "plans" / "plan.md", NEW, None)


def test_writers_at_once_lose_nothing_silently(tmp_path: Path) -> None:
    """Each writer that was told `written` found the bytes it expected: the file ends as one of them, whole."""
    path = tmp_path / "plan.md"
    path.write_bytes(OLD)
    texts = [b"%d" % number * 40_000 for number in range(8)]
    told: list[bytes] = []

    def write(data: bytes) -> None:
        try:
            files.write(path, data, OLD)
        except AcctplanError:
            return
        told.append(data)

    threads = [threading.Thread(target=write, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told
    assert path.read_bytes() in told
    assert names(tmp_path) == ["plan.md"]


# --- reading


def test_what_is_absent_is_none(tmp_path: Path) -> None:
    assert files.read(tmp_path / "none.md") is None
    assert files.read(tmp_path / "no" / "folder.md") is None
    assert files.read(tmp_path / ("n" * 300)) is None


def test_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "plan.md").symlink_to("secret")
    with pytest.raises(FileRefused, match=r"plan\.md: is a link, and links are not followed"):
        files.read(tmp_path / "plan.md")


def test_a_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.md")
    with pytest.raises(FileRefused, match="no regular file"):
        files.read(tmp_path / "plan.md")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "plan.md").mkdir()
    with pytest.raises(FileRefused, match="no regular file"):
        files.read(tmp_path / "plan.md")


def test_a_device_is_no_file() -> None:
    with pytest.raises(FileRefused, match="no regular file"):
        files.read(Path("/dev/zero"))


def test_a_socket_is_no_file(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "plan.md"))
        with pytest.raises(FileRefused):
            files.read(tmp_path / "plan.md")


def test_a_closed_file(owned: Path) -> None:
    (owned / "plan.md").write_bytes(OLD)
    (owned / "plan.md").chmod(0)
    with pytest.raises(FileRefused, match="permission denied") as refused:
        files.read(owned / "plan.md")
    assert "permission" in refused.value.hint.lower()


def test_a_disk_that_cannot_be_read(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(_Full):
        def read(self) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fdopen", lambda *_, **__: Broken(errno.EIO))
    with pytest.raises(FileRefused, match="input/output error"):
        files.read(plan)


# --- what lies in a book's folder


def test_the_walk_is_sorted_and_keeps_to_the_suffix(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "sub/c.md", "sub/d.txt", ".hidden.md", ".git/e.md", "a.md.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in files.walk(tmp_path, ".md")] == ["a.md", "b.md", "sub/c.md"]


def test_the_walk_enters_no_linked_folder(tmp_path: Path) -> None:
    outside, book = tmp_path / "outside", tmp_path / "book"
    (outside / "deep").mkdir(parents=True)
    (outside / "secret.md").touch()
    (book / "plans").mkdir(parents=True)
    (book / "plans" / "sub").symlink_to(outside)
    (book / "plans" / "loop").symlink_to(book)
    assert list(files.walk(book / "plans", ".md")) == []


def test_a_folder_that_is_a_link_is_refused_not_empty(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "plans").symlink_to(tmp_path / "outside")
    with pytest.raises(FileRefused, match="plans: is a link"):
        list(files.walk(tmp_path / "plans", ".md"))


def test_the_walk_yields_linked_files_so_that_reading_refuses_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("/etc/passwd")
    assert list(files.walk(tmp_path, ".md")) == [tmp_path / "a.md"]


def test_what_is_no_folder_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "plans").touch()
    assert list(files.walk(tmp_path / "plans", ".md")) == []
    assert list(files.walk(tmp_path / "none", ".md")) == []


def test_a_very_deep_folder(tmp_path: Path) -> None:
    here = tmp_path
    for _ in range(1500):
        here = here / "d"
        here.mkdir()
    (here / "a.md").touch()
    try:
        assert [path.name for path in files.walk(tmp_path, ".md")] == ["a.md"]
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


def test_a_closed_folder_is_refused_not_passed_over(owned: Path) -> None:
    (owned / "plans" / "closed").mkdir(parents=True)
    (owned / "plans" / "closed").chmod(0)
    with pytest.raises(FileRefused, match="permission denied"):
        list(files.walk(owned / "plans", ".md"))


# --- inside the book


def test_a_path_below_the_book(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    assert files.below(tmp_path, "plans/a.md") == tmp_path / "plans" / "a.md"
    assert files.below(tmp_path, "new/folder/a.md") == tmp_path / "new" / "folder" / "a.md"


@pytest.mark.parametrize("name", ["../a.md", "plans/../../a.md", "/etc/passwd", "plans/sub/a.md", ""])
def test_a_path_out_of_the_book(tmp_path: Path, name: str) -> None:
    book = tmp_path / "book"
    (book / "plans").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (book / "plans" / "sub").symlink_to(tmp_path / "outside")
    with pytest.raises(FileRefused):
        files.below(book, name)

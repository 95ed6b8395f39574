"""Who may do what with a file that was written anew: nobody more than before."""

from __future__ import annotations

import os
import stat
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cleanup.errors import DocumentError
from cleanup.files.permissions import ACL
from cleanup.files.writing import copying, create, replace
from tests.commandline import HOUSE, ROOT, execute, invoke

if sys.platform == "win32":
    pytest.skip("modes and owners of POSIX", allow_module_level=True)

root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
linux = pytest.mark.skipif(sys.platform != "linux", reason="extended attributes as Linux has them")

_EVERYBODY = 0xFFFFFFFF


def access_list(rights: int, group: int = 0, *, user: int = 1234) -> bytes:
    """As the kernel keeps it: what a user and the group may do; the owner and the mask rw, all others nothing."""
    entries = ((0x01, 6, _EVERYBODY), (0x02, rights, user), (0x04, group, _EVERYBODY), (0x10, 6, _EVERYBODY))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in (*entries, (0x20, 0, _EVERYBODY)))


def give(path: Path, name: str, value: bytes) -> None:
    """Set an attribute, or skip where the file system has none."""
    try:
        os.setxattr(path, name, value)
    except OSError as error:
        if os.environ.get("CI") and name in (ACL, "user.note"):
            raise
        pytest.skip(f"{name}: {error.strerror}")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def as_somebody(call: Callable[[], object], groups: tuple[int, ...] = (4000,)) -> str:
    """What a call raises in a process of user 4000, as text; empty when it does not."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups(groups)
            os.setgid(groups[0])
            os.setuid(4000)
            call()
        except BaseException as error:
            os.write(writing, str(error).encode() or b"?")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder where everybody may write, below folders that everybody may enter."""
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    place = tmp_path / "shared"
    place.mkdir()
    place.chmod(0o777)
    return place


# In place


@linux
@pytest.mark.parametrize(
    ("name", "value"), [(ACL, access_list(4)), ("user.note", b"mine"), ("security.capability", b"")], ids=lambda v: v
)
def test_attributes_stay(desk: Path, name: str, value: bytes) -> None:
    if name == "security.capability":
        value = struct.pack("<5I", 0x02000001, 1 << 10, 0, 0, 0)
    path = desk / "one.txt"
    path.write_text("A  gap.")
    give(path, name, value)
    before = path.stat()
    assert invoke("fix", *HOUSE, "one.txt").exit_code == 0
    assert path.read_text() == "A gap."
    assert os.getxattr(path, name) == value
    assert (mode(path), path.stat().st_ino == before.st_ino) == (stat.S_IMODE(before.st_mode), False)


@linux
def test_what_a_folder_passes_on_is_not_added(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    give(tmp_path, "system.posix_acl_default", access_list(6))
    replace(str(path), b"new", was=b"old")
    assert ACL not in os.listxattr(path)
    assert mode(path) == 0o640


@pytest.mark.parametrize("bits", [0o4750, 0o2640, 0o1600, 0o600, 0o777, 0o204])
def test_every_bit_of_the_mode_stays(tmp_path: Path, bits: int) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"old")
    path.chmod(bits)
    replace(str(path), b"new", was=b"old")
    assert (path.read_bytes(), mode(path)) == (b"new", bits)


@root
@pytest.mark.parametrize(("owner", "what"), [((1234, 4000), "owner"), ((4000, 1234), "group")])
def test_who_cannot_keep_the_owner_or_the_group_changes_nothing(
    shared: Path, owner: tuple[int, int], what: str
) -> None:
    path = shared / "one.txt"
    path.write_bytes(b"old")
    path.chmod(0o666)
    os.chown(path, *owner)
    said = as_somebody(lambda: replace(str(path), b"new", was=b"old"))
    assert said == f"{path}: its {what} would change; it was left unchanged; --output DIR writes a copy"
    assert (path.read_bytes(), path.stat().st_uid, path.stat().st_gid) == (b"old", *owner)
    assert [one.name for one in shared.iterdir()] == ["one.txt"]


@root
def test_another_group_of_ones_own_is_kept(shared: Path) -> None:
    path = shared / "one.txt"
    path.write_bytes(b"old")
    path.chmod(0o2660)
    os.chown(path, 4000, 4001)
    path.chmod(0o2660)
    assert as_somebody(lambda: replace(str(path), b"new", was=b"old"), (4000, 4001)) == ""
    assert (path.read_bytes(), mode(path), path.stat().st_gid) == (b"new", 0o2660, 4001)


@root
@linux
def test_an_attribute_that_only_root_may_set_is_a_reason_to_refuse(shared: Path) -> None:
    path = shared / "one.txt"
    path.write_bytes(b"old")
    os.chown(path, 4000, 4000)
    give(path, "security.capability", struct.pack("<5I", 0x02000001, 1 << 10, 0, 0, 0))
    said = as_somebody(lambda: replace(str(path), b"new", was=b"old"))
    assert said == (
        f"{path}: its attribute security.capability cannot be preserved; it was left unchanged; "
        f"--output DIR writes a copy"
    )
    assert path.read_bytes() == b"old"


def test_a_file_with_several_names_is_refused(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    os.link("one.txt", desk.parent / "other.txt")
    (desk / "two.txt").write_text("A  gap.")
    result = invoke("fix", *HOUSE, ".")
    assert result.stderr.splitlines()[0] == (
        "one.txt: the file has 2 names (hard links); it was left unchanged; --output DIR writes a copy"
    )
    assert result.exit_code == 2
    assert (desk.parent / "other.txt").read_text() == (desk / "one.txt").read_text() == "A  gap."
    assert (desk / "two.txt").read_text() == "A gap."
    assert invoke("fix", *HOUSE, "--output", "out", "one.txt").exit_code == 0
    assert (desk / "out/one.txt").read_text() == "A gap."


def test_nobody_else_can_read_what_is_being_written(tmp_path: Path) -> None:
    with copying(tmp_path / "one.txt", tmp_path) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600


# Copies


def copied(source: Path, folder: Path) -> Path:
    with copying(folder / "copy.txt", folder, like=str(source)) as file:
        file.write(b"copy")
    return folder / "copy.txt"


@pytest.mark.parametrize(("bits", "copy"), [(0o600, 0o600), (0o640, 0o640), (0o4755, 0o755), (0o2664, 0o664)])
def test_a_copy_is_as_open_as_its_original(tmp_path: Path, bits: int, copy: int) -> None:
    source = tmp_path / "one.txt"
    source.write_bytes(b"text")
    source.chmod(bits)
    assert mode(copied(source, tmp_path / "out")) == copy


@root
@pytest.mark.parametrize(("bits", "copy"), [(0o660, 0o600), (0o664, 0o644), (0o604, 0o604)])
def test_another_group_may_not_do_what_that_of_the_original_may(shared: Path, bits: int, copy: int) -> None:
    source = shared / "one.txt"
    source.write_bytes(b"text")
    os.chown(source, 4000, 1234)
    source.chmod(bits)
    assert as_somebody(lambda: copied(source, shared / "out")) == ""
    assert mode(shared / "out/copy.txt") == copy


@linux
def test_a_copy_has_the_access_list_of_its_original(tmp_path: Path) -> None:
    source = tmp_path / "one.txt"
    source.write_bytes(b"text")
    give(source, ACL, access_list(4))
    assert os.getxattr(copied(source, tmp_path / "out"), ACL) == access_list(4)


@root
@linux
def test_a_list_that_speaks_of_another_group_leaves_the_copy_to_its_owner(shared: Path) -> None:
    source = shared / "one.txt"
    source.write_bytes(b"text")
    os.chown(source, 1234, 1234)
    give(source, ACL, access_list(6, group=4, user=4000))
    assert as_somebody(lambda: copied(source, shared / "out")) == ""
    assert mode(shared / "out/copy.txt") == 0o600
    assert ACL not in os.listxattr(shared / "out/copy.txt")


# Reports


@pytest.mark.parametrize(
    ("modes", "report"), [((0o644, 0o600), 0o600), ((0o644, 0o640), 0o640), ((0o604, 0o640), 0o600), ((0o444,), 0o644)]
)
def test_a_report_is_no_more_open_than_any_of_its_texts(desk: Path, modes: tuple[int, ...], report: int) -> None:
    for number, bits in enumerate(modes):
        (desk / f"{number}.txt").write_text("A  gap.")
        (desk / f"{number}.txt").chmod(bits)
    invoke("check", *HOUSE, "--report", "r.html", "--output-file", "out.txt", ".")
    assert [oct(mode(desk / name)) for name in ("r.html", "out.txt")] == [oct(report)] * 2


def test_a_diff_and_standard_input_are_no_exception(desk: Path) -> None:
    for name in ("old.txt", "new.txt"):
        (desk / name).write_text(name)
    (desk / "new.txt").chmod(0o600)
    invoke("diff", "--report", "r.html", "old.txt", "new.txt")
    assert mode(desk / "r.html") == 0o600
    command = [sys.executable, "-m", "cleanup", "check", *HOUSE, "--report", "s.html", "-"]
    with (desk / "new.txt").open("rb") as private:
        subprocess.run(command, stdin=private, capture_output=True, check=True, env=_environment())
    assert mode(desk / "s.html") == 0o600


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_report_keeps_the_rights_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    path.write_bytes(b"old")
    path.chmod(0o620)
    create(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o620)


@root
def test_somebody_elses_report_is_not_taken_over(shared: Path) -> None:
    path = shared / "r.html"
    path.write_bytes(b"old")
    path.chmod(0o666)
    os.chown(path, 1234, 1234)
    assert as_somebody(lambda: create(path, b"new")) == f"{path}: its owner would change; it was left unchanged"
    assert path.read_bytes() == b"old"


@root
def test_a_read_only_report_is_left(shared: Path) -> None:
    path = shared / "r.html"
    path.write_bytes(b"old")
    path.chmod(0o444)
    os.chown(path, 4000, 4000)
    assert as_somebody(lambda: create(path, b"new")) == f"{path}: the file is read-only; it was left unchanged"


def test_a_shard_is_as_open_as_its_original(desk: Path) -> None:
    (desk / "a.jsonl").write_text('{"text": "A  gap."}\n')
    (desk / "a.jsonl").chmod(0o600)
    assert execute("corpus", *HOUSE, "a.jsonl", "--output", "out").returncode == 0
    assert [oct(mode(desk / "out" / name)) for name in ("a.jsonl", "manifest.json")] == ["0o600"] * 2


def test_an_error_of_the_system_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DocumentError, match=r"file/r\.html: not a directory|file: file exists"):
        create(tmp_path / "file/r.html", b"")

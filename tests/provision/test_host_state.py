"""A host's desired state, in a folder that stands for the host: idempotent, exact in its undo, safe in a crash."""

import contextlib
import io
import os
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nachtwacht.provision.ansible.module_utils.nachtwacht_host import engine, files
from nachtwacht.provision.ansible.module_utils.nachtwacht_host.machine import Machine, sha256

pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="sets owners")
OURS = {"owner": "root", "group": "root"}


def ask(root, op, name="module@host/step", **more):
    return engine.answer(Machine(str(root)), {"op": op, "name": name, **more})


def snapshot(root):
    """Every path with what can be told of it, but for our own state folder."""
    seen = {}
    for folder, folders, names in os.walk(root):
        if folder == f"{root}/var/lib":
            folders[:] = [name for name in folders if name != "nachtwacht"]
        for name in [*folders, *names]:
            path = Path(folder, name)
            found = path.lstat()
            content = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else None
            seen[str(path)] = (found.st_mode, found.st_uid, found.st_gid, content)
    return seen


names = st.sampled_from(["a", "b", "etc", "x.conf", "deep"])
paths = st.lists(names, min_size=2, max_size=4).map(lambda parts: "/srv/" + "/".join(parts))
modes = st.sampled_from(["0600", "0644", "0755"])
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=30)


def plain(chosen):
    """No path may be both a file and a folder on the way to another."""
    kept = {}
    for path, value in chosen.items():
        clash = any(path.startswith(one + "/") or one.startswith(path + "/") for one in kept)
        if not clash:
            kept[path] = value
    return kept


tree = st.dictionaries(paths, st.tuples(texts, modes), max_size=5).map(plain)


@st.composite
def hosts(draw):
    """What the customer has, what the first and the second version of the document want."""
    everything = plain({**draw(tree), **draw(tree), **draw(tree)})
    pick = {path: st.none() | st.tuples(texts, modes) for path in everything}
    return [draw(st.fixed_dictionaries(pick)) for _ in range(3)]


def lay(root, theirs):
    (root / "var/lib").mkdir(parents=True)
    (root / "srv").mkdir()
    for path, value in theirs.items():
        if value:
            place = root / path.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(value[0], newline="")
            place.chmod(int(value[1], 8))


def document(wanted):
    chosen = [{"path": path, "content": value[0], "mode": value[1], **OURS} for path, value in wanted.items() if value]
    return {"files": chosen}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hosts())
def test_twice_is_once_and_undo_restores(tmp_path_factory, host):
    root = tmp_path_factory.mktemp("host")
    theirs, first, second = host
    lay(root, theirs)
    before = snapshot(root)
    for wanted in (first, second):
        assert ask(root, "apply", document=document(wanted))["error"] == ""
        again = ask(root, "apply", document=document(wanted))
        assert (again["changed"], again["differences"]) == (False, [])
        assert ask(root, "check", document=document(wanted))["differences"] == []
    gone = [path for path, value in second.items() if value is None]
    for path in gone:  # what the second version no longer wants is as it was
        assert snapshot(root).get(f"{root}{path}") == before.get(f"{root}{path}")
    assert ask(root, "undo") | {"changed": True} == {
        "name": "module@host/step",
        "error": "",
        "changed": True,
        "left": [],
    }
    assert snapshot(root) == before
    assert list((root / "var/lib/nachtwacht/displaced").iterdir()) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hosts(), st.booleans())
def test_two_documents_share_and_leave_in_any_order(tmp_path_factory, host, first_leaves_first):
    root = tmp_path_factory.mktemp("host")
    theirs, first, second = host
    second = {path: first[path] or value for path, value in second.items()}  # what they share, they want alike
    lay(root, theirs)
    before = snapshot(root)
    assert ask(root, "apply", "one", document=document(first))["error"] == ""
    assert ask(root, "apply", "two", document=document(second))["error"] == ""
    order = [("one", "two", second), ("two", "one", first)][0 if first_leaves_first else 1]
    assert ask(root, "undo", order[0])["left"] == []
    assert ask(root, "check", order[1], document=document(order[2]))["differences"] == []
    assert ask(root, "undo", order[1])["left"] == []
    assert snapshot(root) == before


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hosts(), st.integers(0, 4))
def test_a_crash_between_two_files_loses_nothing(tmp_path_factory, host, survivors):
    root = tmp_path_factory.mktemp("host")
    theirs, first, _ = host
    lay(root, theirs)
    before = snapshot(root)
    count = 0
    real = files.ownership.give

    def dies(path, item):
        nonlocal count
        count += 1
        if count > survivors:
            raise KeyboardInterrupt
        real(path, item)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files.ownership, "give", dies)
        with contextlib.suppress(KeyboardInterrupt):
            ask(root, "apply", document=document(first))
    if survivors % 2:
        assert ask(root, "apply", document=document(first))["error"] == ""
        assert ask(root, "check", document=document(first))["differences"] == []
    assert ask(root, "undo")["error"] == ""
    assert snapshot(root) == before


def lay_blob(root, content):
    folder = root / "var/lib/nachtwacht/blobs"
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "fresh"
    fresh.write_bytes(content)
    digest = sha256(fresh)
    fresh.rename(folder / digest)
    return digest


def tar_gz(members):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def test_archives_are_swapped_whole_watched_and_removed(tmp_path):
    one = lay_blob(tmp_path, tar_gz({"a/b.py": b"1", "c": b"2"}))
    two = lay_blob(tmp_path, tar_gz({"a/b.py": b"3"}))
    wanted = {"archives": [{"path": "/opt/nachtwacht/runtime", "blob": one}]}
    assert ask(tmp_path, "apply", document=wanted)["error"] == ""
    place = tmp_path / "opt/nachtwacht/runtime"
    (place / "a/__pycache__").mkdir()
    (place / "a/__pycache__/b.pyc").write_bytes(b"x")
    assert ask(tmp_path, "check", document=wanted)["differences"] == []
    (place / "a/b.py").write_bytes(b"tampered")
    assert [one["property"] for one in ask(tmp_path, "check", document=wanted)["differences"]] == ["tree"]
    wanted["archives"][0]["blob"] = two
    assert ask(tmp_path, "apply", document=wanted)["error"] == ""
    assert not (place / "c").exists()
    assert (place / "a/b.py").read_bytes() == b"3"
    assert not (tmp_path / f"var/lib/nachtwacht/blobs/{one}").exists()
    assert ask(tmp_path, "undo")["left"] == []
    assert not (tmp_path / "opt").exists()
    assert not (tmp_path / f"var/lib/nachtwacht/blobs/{two}").exists()


def test_missing_blobs_are_named_and_nothing_is_touched(tmp_path):
    wanted = {"files": [{"path": "/opt/x", "blob": "0" * 64, "content": None, "mode": "0755", **OURS}]}
    answer = ask(tmp_path, "apply", document=wanted)
    assert answer["missing_blobs"] == ["0" * 64]
    assert not (tmp_path / "opt").exists()


def test_a_damaged_blob_is_refused(tmp_path):
    digest = lay_blob(tmp_path, b"program")
    (tmp_path / f"var/lib/nachtwacht/blobs/{digest}").write_bytes(b"other")
    wanted = {"files": [{"path": "/opt/x", "blob": digest, "content": None, "mode": "0755", **OURS}]}
    assert "damaged" in ask(tmp_path, "apply", document=wanted)["error"]
    assert not (tmp_path / "opt/x").exists()


def test_directories_that_are_ours_go_whole(tmp_path):
    item = {"path": "/var/lib/x", "mode": "0750", "purge": True, **OURS}
    assert ask(tmp_path, "apply", document={"directories": [item]})["error"] == ""
    (tmp_path / "var/lib/x/data").mkdir()
    (tmp_path / "var/lib/x/data/one").write_text("1")
    assert ask(tmp_path, "undo")["left"] == []
    assert not (tmp_path / "var/lib/x").exists()


def test_a_directory_of_the_customers_gets_its_mode_back_and_keeps_its_content(tmp_path):
    place = tmp_path / "srv/theirs"
    place.mkdir(parents=True)
    place.chmod(0o711)
    (place / "file").write_text("1")
    item = {"path": "/srv/theirs", "mode": "0750", "purge": True, **OURS}
    assert ask(tmp_path, "apply", document={"directories": [item]})["error"] == ""
    assert ask(tmp_path, "undo")["left"] == []
    assert place.stat().st_mode & 0o777 == 0o711
    assert (place / "file").exists()


@pytest.mark.parametrize("theirs", ["", "a = 1\nb = 2\n", "# only\n  a   =  1,\n   2\nb=3", "a = 1\na = 2\n"])
def test_settings_of_postfix_come_back_to_the_letter(tmp_path, theirs):
    place = tmp_path / "etc/postfix/main.cf"
    place.parent.mkdir(parents=True)
    place.write_text(theirs)
    items = [
        {"tool": "postconf", "name": name, "value": value} for name, value in {"a": "7, 8", "new": "inet:x:1"}.items()
    ]
    assert ask(tmp_path, "apply", document={"settings": items})["error"] == ""
    assert ask(tmp_path, "apply", document={"settings": items})["changed"] is False
    assert "a = 7, 8\n" in place.read_text()
    assert ask(tmp_path, "undo")["left"] == []
    assert place.read_text().rstrip("\n") == theirs.rstrip("\n")


def test_lines_of_authorized_keys_are_ours_alone(tmp_path):
    line = 'restrict,command="/bin/true" ssh-ed25519 AAAA ours'
    wanted = {"authorized_keys": [{"account": "root", "line": line}]}
    assert ask(tmp_path, "apply", document=wanted)["error"] == ""
    place = tmp_path / "root/.ssh/authorized_keys"
    assert place.read_text() == f"{line}\n"
    place.write_text(f"ssh-rsa theirs\n{line}\n")
    assert ask(tmp_path, "apply", document=wanted)["changed"] is False
    assert ask(tmp_path, "undo")["left"] == []
    assert place.read_text() == "ssh-rsa theirs\n"


def test_nothing_is_left_of_a_file_that_only_we_wrote(tmp_path):
    line = "ssh-ed25519 AAAA ours"
    ask(tmp_path, "apply", document={"authorized_keys": [{"account": "root", "line": line}]})
    ask(tmp_path, "undo")
    assert not (tmp_path / "root").exists()


def test_leftovers_take_what_software_wrote_and_leave_what_was_there(tmp_path):
    log = tmp_path / "var/log/x"
    log.mkdir(parents=True)
    (log / "theirs.log").write_text("1")
    assert ask(tmp_path, "apply", document={"leftovers": ["/var/log/x/*.log"]})["error"] == ""
    (log / "ours.log").write_text("2")
    assert ask(tmp_path, "undo")["left"] == []
    assert [place.name for place in log.iterdir()] == ["theirs.log"]


@pytest.mark.parametrize("pattern", ["/var", "/*", "/*/x", "/home/a/b", "/root/x/y"])
def test_leftovers_that_are_too_wide_are_refused(tmp_path, pattern):
    assert "too wide" in ask(tmp_path, "apply", document={"leftovers": [pattern]})["error"]


def test_keys_are_made_once_and_only_their_public_part_leaves(tmp_path):
    common = {"owner": "root", "group": "root", "mode": "0640"}
    items = [
        {
            "path": "/etc/nachtwacht/agent/agent.key",
            "kind": "x509",
            "subject": "ws-01",
            "names": ["DNS:ws-01"],
            **common,
        },
        {"path": "/etc/nachtwacht/x/responder", "kind": "ssh", "subject": "responder", "names": [], **common},
    ]
    answer = ask(tmp_path, "apply", document={"keys": items})
    assert answer["error"] == ""
    request, public = (answer["outputs"][item["path"]] for item in items)
    assert request.startswith("-----BEGIN CERTIFICATE REQUEST-----")
    assert public.startswith("ssh-ed25519 ")
    key = (tmp_path / "etc/nachtwacht/agent/agent.key").read_text()
    assert ask(tmp_path, "apply", document={"keys": items})["outputs"] == answer["outputs"]
    items[0]["names"] = ["ws-01", "10.0.0.1"]
    renewed = ask(tmp_path, "apply", document={"keys": items})
    assert renewed["outputs"][items[0]["path"]] != request
    assert (tmp_path / "etc/nachtwacht/agent/agent.key").read_text() == key
    assert ask(tmp_path, "undo")["left"] == []
    assert not (tmp_path / "etc").exists()


def test_the_search_finds_what_was_left(tmp_path):
    wanted = {"files": [{"path": "/etc/nachtwacht/x", "content": "1", "mode": "0644", **OURS}]}
    ask(tmp_path, "apply", document=wanted)
    entries = ask(tmp_path, "inventory", "")["records"]["module@host/step"]
    left = {one["resource"] for one in ask(tmp_path, "search", "", entries=entries)["left"]}
    assert {"files:/etc/nachtwacht/x", "file:/etc/nachtwacht"} <= left
    ask(tmp_path, "undo")
    assert ask(tmp_path, "search", "", entries=entries)["left"] == []


def test_a_broken_sudoers_file_never_takes_its_place(tmp_path):
    wanted = {"files": [{"path": "/etc/sudoers.d/nachtwacht", "content": "nonsense here\n", "mode": "0440", **OURS}]}
    answer = ask(tmp_path, "apply", document=wanted)
    assert "visudo" in answer["error"]
    assert list((tmp_path / "etc/sudoers.d").iterdir()) == []
    assert ask(tmp_path, "undo")["left"] == []
    assert not (tmp_path / "etc").exists()

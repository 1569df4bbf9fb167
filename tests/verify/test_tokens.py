"""One-time identifiers: valid where they have to travel, and never the same twice."""

import re
import subprocess

from nachtwacht.verify import tokens


def test_a_word_is_a_dns_label_and_unique():
    words = {tokens.word() for _ in range(100)}
    assert len(words) == 100
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,61}[a-z0-9]", word) for word in words)


def test_the_fingerprint_is_the_one_that_openssh_shows(tmp_path):
    key = tokens.login_key()
    public = tmp_path / "key.pub"
    public.write_text(key.public + " canary\n")
    shown = subprocess.run(["ssh-keygen", "-lf", str(public)], capture_output=True, text=True, check=True).stdout
    assert shown.split()[1] == key.fingerprint

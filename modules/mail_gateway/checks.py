"""What an auditor may believe of the mail server: mail is written down, and never held up by that."""

from __future__ import annotations

from testinfra.host import Host

from nachtwacht.model.state import Site

UNIT = "nachtwacht-mail.service"
SOCKET = "/var/spool/postfix/nachtwacht/milter.sock"
FOLDER = "/var/log/nachtwacht/mail"


def check_watch_runs(host: Host, site: Site) -> None:
    """The program that writes mail down runs and starts again with the machine, as an account of its own."""
    service = host.service(UNIT)
    assert service.is_running, f"{UNIT} does not run"
    assert service.is_enabled, f"{UNIT} does not start with the machine"
    assert host.check_output("systemctl show --property=User --value %s", UNIT) == "nw-mail"


def check_postfix_asks_it(host: Host, site: Site) -> None:
    """Postfix shows every incoming mail to it, and goes on without it when it does not answer."""
    milters = host.check_output("postconf -h smtpd_milters")
    assert "unix:nachtwacht/milter.sock" in milters, milters
    assert "default_action=accept" in milters, milters


def check_only_postfix_can_speak_to_it(host: Host, site: Site) -> None:
    """Only Postfix can hand mail to it, so that nobody else can invent a record."""
    assert host.file(SOCKET).is_socket, f"{SOCKET} is not there"
    assert host.run("runuser -u postfix -- test -w %s", SOCKET).rc == 0, "Postfix cannot reach it"
    assert host.run("runuser -u nobody -- test -w %s", SOCKET).rc != 0, "everybody can reach it"


def check_postfix_runs(host: Host, site: Site) -> None:
    """Postfix itself runs with a configuration that it accepts."""
    assert host.run("postfix status").rc == 0, "Postfix does not run"
    assert host.run("postconf -n").stderr == "", "Postfix complains about its configuration"


def check_record_is_private(host: Host, site: Site) -> None:
    """The log shipper can read the record of mail, and other accounts cannot."""
    assert host.run("runuser -u nachtwacht -- ls %s", FOLDER).rc == 0, "the log shipper cannot read it"
    assert host.run("runuser -u nobody -- ls %s", FOLDER).rc != 0, "everybody can read it"

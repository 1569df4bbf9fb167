#!/bin/sh
# Runs in mmdebstrap before the base layer is closed: ROOT, list of packages to fetch.
set -eu
root=$1
list=$2

# Fetched and not installed, each on its own, so that two that exclude each other may both be there.
chroot "$root" apt-get clean
sed 's/#.*//' "$list" | while read -r package; do
    [ -z "$package" ] || chroot "$root" apt-get install -y -qq --download-only --no-install-recommends "$package"
done
printf 'Binary::apt::APT::Keep-Downloaded-Packages "true";\nAPT::Keep-Downloaded-Packages "true";\n' > "$root/etc/apt/apt.conf.d/01keep-archives"
printf 'Apt::Install-Recommends "false";\n' > "$root/etc/apt/apt.conf.d/02no-recommends"
printf 'force-unsafe-io\n' > "$root/etc/dpkg/dpkg.cfg.d/unsafe-io"

# Each host gets an identity of its own.
rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/resolv.conf"
: > "$root/etc/machine-id"
: > "$root/etc/resolv.conf"

# There is no hardware here, and nobody at a console; apt works when it is told to.
for unit in systemd-udevd.service systemd-modules-load.service getty.target console-getty.service \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
    systemd-firstboot.service ssh.socket; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit"
done
chroot "$root" systemctl enable ssh.service

# The log-in uid marks which host a process belongs to (the audit relay); a host may not change it, and need not.
sed -i -E 's/^(session[[:space:]].*pam_loginuid\.so)/# \1/' "$root"/etc/pam.d/* "$root"/usr/lib/pam.d/*

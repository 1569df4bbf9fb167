# The first look at a host, and the frame for our state: facts | frame | remove.
set -eu
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
home=/var/lib/nachtwacht
group=nachtwacht

facts() {
    . /etc/os-release
    echo "system=${ID:-}"
    echo "version=${VERSION_ID:-}"
    echo "architecture=$(uname -m)"
    echo "python=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)"
    if [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; then echo "root=yes"; else echo "root=no"; fi
    echo "free_mb=$(df -Pm /var/lib | awk 'NR == 2 { print $4 }')"
    if [ -d "$home" ]; then echo "frame=yes"; else echo "frame=no"; fi
    echo "time=$(date +%s.%N)"
}

frame() {
    [ -d "$home" ] || mkdir -m 0755 "$home"
    for part in state displaced blobs; do
        [ -d "$home/$part" ] || mkdir -m 0700 "$home/$part"
    done
    if ! getent group "$group" >/dev/null; then
        : > "$home/.made-group"
        groupadd --system "$group"
    fi
}

remove() {
    [ -d "$home" ] || exit 0
    held=$(ls "$home/state" 2>/dev/null || true)
    if [ -n "$held" ]; then
        echo $held
        exit 3
    fi
    if [ -e "$home/.made-group" ] && getent group "$group" >/dev/null; then
        if getent passwd "$group" >/dev/null; then
            echo "the account $group is still there" >&2
            exit 1
        fi
        groupdel "$group"
    fi
    rm -rf "$home"
}

case "$1" in
    facts) facts ;;
    frame) frame ;;
    remove) remove ;;
    *) echo "unknown word $1" >&2; exit 2 ;;
esac

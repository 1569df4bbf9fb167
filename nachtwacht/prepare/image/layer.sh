#!/bin/sh
# Makes a layer over another in a private mount namespace: BASE LAYER PACKAGE…
set -eu
base=$1
layer=$2
shift 2
work=$(dirname "$layer")/work
mkdir -p "$layer" "$work/upper.work" "$work/root"
mount -t overlay -o "lowerdir=$base,upperdir=$layer,workdir=$work/upper.work" overlay "$work/root"
root=$work/root
mount --bind /dev "$root/dev"
mount -t proc proc "$root/proc"
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y -qq --no-install-recommends "$@"
rm "$root/usr/sbin/policy-rc.d"
umount "$root/proc" "$root/dev" "$root"

#!/bin/bash
# For maintainers: both README commands on a fresh Debian 12, in a chroot made by debootstrap, from a clone of HEAD at a
# path with spaces; each twice, the second time to see that it takes seconds. Also: without root it must say what to do.
# Needs root, debootstrap, git and the network; about 3 GB under FOLDER. Not part of CI.
# usage: scripts/bare_machine_test.sh [FOLDER]     default build/bare; MIRROR=URL for a Debian mirror of your own;
#        ONLY=run or ONLY=test for one of the two commands
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    echo "bare_machine_test: needs root and debootstrap (apt-get install debootstrap)" >&2
    exit 1
fi
mirror=${MIRROR:-http://deb.debian.org/debian}
folder=$(mkdir -p "${1:-build/bare}" && cd "${1:-build/bare}" && pwd)
base=$folder/debian-12.tar machine=$folder/machine clone="/opt/a clone of orepolitik"

# inside USER COMMAND: in the chroot, with a /proc and /dev that vanish with the command.
inside() {
    unshare --mount --pid --fork bash -euc '
        mount -t proc proc "$0/proc"
        mount --rbind /dev "$0/dev"
        exec chroot --userspec="$1" "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp/home-"$1" bash -euc "$2"
    ' "$machine" "$1" "cd '$clone'; $2"
}

step "fresh Debian 12"
if [ ! -f "$base" ]; then
    rm -rf "$machine"
    debootstrap --variant=minbase bookworm "$machine" "$mirror" >"$folder/debootstrap.log"
    tar -C "$machine" -cf "$base.part" . && mv "$base.part" "$base"
fi
rm -rf "$machine"
mkdir -p "$machine"
tar -C "$machine" -xf "$base"
cp /etc/resolv.conf "$machine/etc/"
git clone --quiet --no-hardlinks . "$machine$clone"

step "without root: says what is missing, fails"
if inside nobody "scripts/run.sh"; then
    echo "run.sh should have failed" >&2
    exit 1
fi
for script in ${ONLY:-run test}; do
    step "$script.sh"
    inside root "scripts/$script.sh" >"$folder/$script.log" 2>&1 || {
        tail -60 "$folder/$script.log"
        exit 1
    }
    tail -3 "$folder/$script.log"
    grep '^== .*: [0-9]* s$' "$folder/$script.log"
done
for script in ${ONLY:-run test}; do
    step "$script.sh, again"
    inside root "cd /tmp; '$clone/scripts/$script.sh'" | tail -3
done
step "pictures"
inside root "ls -l results/pictures"
end_step

#!/bin/bash
# Submits a sweep to SLURM: an array whose size follows from the design, and a job that merges when it has ended.
# Submitted again, it does what is missing or has failed.
# usage: submit.sh DESIGN.yaml DIR [--parts N] [sbatch options, such as --time=4:00:00 --cpus-per-task=4]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ $# -lt 2 ]; then
    sed -n 's/^# usage: /usage: /p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
design=$(realpath "$1") folder=$(realpath -m "$2")
shift 2
built=$here/../../build/release/orepolitik
installed=$here/../../../../bin/orepolitik
[ -x "$built" ] || built=$installed
export OREPOLITIK_PROGRAM=${OREPOLITIK_PROGRAM:-$(command -v orepolitik || realpath -m "$built")}

checked=$("$OREPOLITIK_PROGRAM" check "$design")
echo "$checked"
runs=$(sed -n 's/.*OK (\([0-9]*\) runs.*/\1/p' <<<"$checked")
# Runs are kept in at most 256 files; more parts than files have nothing to do, and a part should be worth its start.
parts=$((runs / 8 < 1 ? 1 : runs / 8 > 256 ? 256 : runs / 8))
if [ "${1:-}" = --parts ]; then
    parts=$2
    shift 2
fi
mkdir -p "$folder"
array=$(sbatch --parsable --array="0-$((parts - 1))" --output="$folder/slurm-%a.log" "$@" "$here/sweep.sbatch" \
    "$design" "$folder" "$parts")
merge=$(sbatch --parsable --dependency="afterany:$array" --output="$folder/slurm-merge.log" "$here/merge.sbatch" \
    "$folder")
echo "array $array of $parts parts, then merge $merge; logs in $folder"

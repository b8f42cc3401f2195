#!/bin/bash
# Installs the Debian 12 packages that building, running and (on request) testing need; only what is missing.
# Leaves alone: anything that would remove a package, and machines where it is not root (it says what to type there).
# usage: scripts/setup.sh [run|test|deep]        deep: what fuzz.sh needs as well
set -euo pipefail

build_packages=(
    g++ cmake ninja-build ccache git
    libtbb-dev libboost1.74-dev librandom123-dev libeigen3-dev
    libyaml-cpp-dev libcsv-dev libhdf5-dev libisal-dev
    libcli11-dev libspdlog-dev libfmt-dev nlohmann-json3-dev
)
plot_packages=(python3 python3-numpy python3-pandas python3-xarray python3-h5netcdf python3-matplotlib python3-geopandas
               python3-yaml libjs-chart.js)
test_packages=(
    libgtest-dev libgmock-dev libbenchmark-dev coinor-libclp-dev clang-format clang-tidy
    netcdf-bin python3-netcdf4 python3-h5py python3-pytest chromium r-base-core r-cran-ncdf4 valgrind
    openmpi-bin slurm-wlm munge gcovr
)
deep_packages=(clang libclang-rt-14-dev)

wanted=("${build_packages[@]}" "${plot_packages[@]}")
case "${1:-run}" in
    run) ;;
    test) wanted+=("${test_packages[@]}") ;;
    deep) wanted+=("${test_packages[@]}" "${deep_packages[@]}") ;;
    *)
        echo "usage: scripts/setup.sh [run|test|deep]" >&2
        exit 2
        ;;
esac

if [ "${OREPOLITIK_SKIP_SETUP:-}" = 1 ]; then
    echo "setup: skipped, because OREPOLITIK_SKIP_SETUP=1"
    exit 0
fi
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "setup: this is not a Debian system. Install the equivalents of these packages," >&2
    echo "then set OREPOLITIK_SKIP_SETUP=1: ${wanted[*]}" >&2
    exit 1
fi

installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
missing=()
for package in "${wanted[@]}"; do
    grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "setup: all ${#wanted[@]} packages are there"
    exit 0
fi

install=(apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300)
if [ "$(id -u)" -ne 0 ]; then
    echo "setup: missing packages: ${missing[*]}" >&2
    echo "setup: an administrator can install them with:" >&2
    echo "    sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi

echo "setup: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq || echo "setup: could not refresh the package lists; going on with those at hand" >&2
if ! plan=$("${install[@]}" -s "${missing[@]}" 2>&1); then
    echo "$plan" >&2
    echo "setup: apt-get cannot install these packages here (Orepolitik is built for Debian 12, bookworm)" >&2
    exit 1
fi
if removed=$(grep '^Remv' <<<"$plan"); then
    echo "setup: refused, because installing would remove packages that are in use here:" >&2
    echo "$removed" >&2
    exit 1
fi
"${install[@]}" -qq -o Dpkg::Use-Pty=0 "${missing[@]}" >/dev/null
echo "setup: installed ${#missing[@]} packages"

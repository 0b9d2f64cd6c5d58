#!/usr/bin/env bash
# Fetches what a bare Debian machine lacks, and nothing that is already there.
#   deploy/set_up.sh run    what the product needs
#   deploy/set_up.sh test   that, and what its tests need
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
RUN_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2)
TEST_PACKAGES=(chromium-headless-shell libatomic1 poppler-utils) # libatomic1: for the Node that Playwright brings

export NODE_DISABLE_COMPILE_CACHE=1 # npm would leave it in /tmp

say() { printf '%s\n' "$*" >&2; }

uv_is_here() { [ "$(.tools/uv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" = "$UV_VERSION" ]; }

pip_is_here() { python3 -m pip --version >/dev/null 2>&1; }

packages_for_uv() { # Debian's own Python comes without pip and without what makes one
    uv_is_here || pip_is_here || python3 -c 'import ensurepip' 2>/dev/null || printf 'python3-venv'
}

missing_packages() {
    local name
    for name in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s ' "$name"
    done
}

debian_packages() { # all of them in one call: where there is no root, one command is printed
    local missing become
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "This machine has no apt-get. Install the counterparts of: $missing"
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        become=$(command -v sudo >/dev/null && printf 'sudo ' || true)
        say "These Debian packages are missing: $missing"
        say "Run this once as root, then start again:"
        say "    ${become}apt-get update && ${become}apt-get install --no-install-recommends $missing"
        exit 1
    fi
    say "Installing Debian packages: $missing"
    # shellcheck disable=SC2086 # a list of names
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; } \
        >.tools/debian.log 2>&1 || { tail -n 20 .tools/debian.log >&2; exit 1; }
}

uv_itself() {
    if uv_is_here; then return 0; fi
    say "Installing uv $UV_VERSION"
    rm -rf .tools/uv
    if pip_is_here; then
        python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
            --target .tools/uv "uv==$UV_VERSION"
    else
        python3 -m venv --clear .tools/pip
        .tools/pip/bin/pip install --quiet --disable-pip-version-check --target .tools/uv "uv==$UV_VERSION"
    fi
}

python_packages() { # $1: uv's extra flags, kept in the stamp so that `test` after `run` adds what is missing
    local want have quiet
    want="$(cat uv.lock pyproject.toml | sha256sum | cut -d' ' -f1) $1"
    have=$(cat .tools/python.stamp 2>/dev/null || true)
    [ -x .venv/bin/python ] || have=
    # what the tests need may stay when only the product is started
    case "$have" in "$want" | "${want%% *} ") return 0 ;; esac
    say "Installing Python packages from uv.lock"
    [ -t 2 ] || quiet=--quiet
    # shellcheck disable=SC2086 # a list of flags
    UV_PYTHON_DOWNLOADS=never .tools/uv/bin/uv sync ${quiet:-} --frozen $1
    printf '%s' "$want" >.tools/python.stamp
}

node_packages() { # folders with a package-lock.json; what is installed is remembered by its checksum
    local folder want
    for folder in "$@"; do
        want=$(sha256sum "$folder/package-lock.json" | cut -d' ' -f1)
        [ "$(cat "$folder/node_modules/.stamp" 2>/dev/null)" = "$want" ] && continue
        say "Installing Node packages of $folder"
        .venv/bin/npm ci --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$folder" >/dev/null
        printf '%s' "$want" >"$folder/node_modules/.stamp"
    done
}

mkdir -p .tools
case "${1:-}" in
run)
    debian_packages $(packages_for_uv) "${RUN_PACKAGES[@]}"
    uv_itself
    python_packages --no-dev
    ;;
test)
    debian_packages $(packages_for_uv) "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
    uv_itself
    python_packages ""
    node_packages $(find tests -name node_modules -prune -o -name package-lock.json -printf '%h\n' | sort)
    ;;
*)
    say "Usage: deploy/set_up.sh run|test"
    exit 2
    ;;
esac
.venv/bin/python -m web.build_styles
.venv/bin/python -m web.designer.build_islands

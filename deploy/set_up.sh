#!/usr/bin/env bash
# Fetches what a bare Debian machine lacks, and nothing that is already there.
#   deploy/set_up.sh run    what the product needs
#   deploy/set_up.sh test   that, and what its tests need
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
RUN_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2)
TEST_PACKAGES=(chromium poppler-utils)

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
    local name
    for name in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s ' "$name"
    done
}

debian_packages() {
    local missing
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "This machine has no apt-get. Install the counterparts of: $missing"
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        say "These Debian packages are missing: $missing"
        say "Run this once, then start again:"
        say "    sudo apt-get update && sudo apt-get install --no-install-recommends $missing"
        exit 1
    fi
    say "Installing Debian packages: $missing"
    # shellcheck disable=SC2086 # a list of names
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; } \
        >.tools/debian.log 2>&1 || { tail -n 20 .tools/debian.log >&2; exit 1; }
}

uv_itself() {
    [ "$(.tools/uv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" = "$UV_VERSION" ] && return 0
    say "Installing uv $UV_VERSION"
    rm -rf .tools/uv
    if python3 -m pip --version >/dev/null 2>&1; then
        python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
            --target .tools/uv "uv==$UV_VERSION"
    else
        python3 -c 'import ensurepip' 2>/dev/null || debian_packages python3-venv
        python3 -m venv .tools/pip
        .tools/pip/bin/pip install --quiet --disable-pip-version-check --target .tools/uv "uv==$UV_VERSION"
    fi
}

python_packages() { # $1: uv's extra flags, kept in the stamp so that `test` after `run` adds what is missing
    local want
    want="$(cat uv.lock pyproject.toml | sha256sum | cut -d' ' -f1) $1"
    if [ "$(cat .tools/python.stamp 2>/dev/null)" = "$want" ] && [ -x .venv/bin/python ]; then return 0; fi
    # what the tests need may stay when only the product is started
    if [ -z "${1#--no-dev}" ] && [ "$(cat .tools/python.stamp 2>/dev/null)" = "${want%% *} " ]; then return 0; fi
    say "Installing Python packages from uv.lock"
    # shellcheck disable=SC2086 # a list of flags
    UV_PYTHON_DOWNLOADS=never .tools/uv/bin/uv sync --quiet --frozen $1
    printf '%s' "$want" >.tools/python.stamp
}

node_packages() { # folders with a package-lock.json; what is installed is remembered by its checksum
    local folder want
    for folder in "$@"; do
        want=$(sha256sum "$folder/package-lock.json" | cut -d' ' -f1)
        [ "$(cat "$folder/node_modules/.stamp" 2>/dev/null)" = "$want" ] && continue
        say "Installing Node packages of $folder"
        .venv/bin/npm ci --silent --no-audit --no-fund --prefix "$folder"
        printf '%s' "$want" >"$folder/node_modules/.stamp"
    done
}

mkdir -p .tools
case "${1:-}" in
run)
    uv_itself
    debian_packages "${RUN_PACKAGES[@]}"
    python_packages --no-dev
    ;;
test)
    uv_itself
    debian_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
    python_packages ""
    node_packages $(git ls-files 'tests/*/package-lock.json' 'tests/**/package-lock.json' | sort -u | xargs -r -n1 dirname)
    ;;
*)
    say "Usage: deploy/set_up.sh run|test"
    exit 2
    ;;
esac
.venv/bin/python -m web.build_styles

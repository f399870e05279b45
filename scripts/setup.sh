#!/bin/sh
# Prepares .venv from requirements-dev.lock. Does nothing when it is up to date.
# Needs git, make and any Python; says in plain words what is missing otherwise.
set -eu

cd "$(dirname "$0")/.."
LOCK=requirements-dev.lock
VENV=.venv
TOOLS=.cache/tools
UV_VERSION=0.13.9

say() { printf '[setup] %s\n' "$*" >&2; }

[ -w "${HOME:-/nonexistent}" ] || export UV_CACHE_DIR="$PWD/.cache/uv"
export UV_PYTHON_INSTALL_DIR="$PWD/.cache/python"
export PIP_DISABLE_PIP_VERSION_CHECK=1

stamp() { cat "$LOCK" scripts/setup.sh | cksum; }

if [ "$(cat "$VENV/.stamp" 2>/dev/null)" = "$(stamp)" ] && "$VENV/bin/python" -c "" 2>/dev/null; then
    exit 0
fi

runs() { # runs PYTHON CODE: whether this interpreter exists and runs the code
    command -v "$1" >/dev/null 2>&1 && "$1" -c "$2" >/dev/null 2>&1
}

NEW_ENOUGH="import sys, sqlite3, ssl; assert sys.version_info >= (3, 11) and sys.version_info.releaselevel == 'final'"
MAKES_VENV="import sys, venv, ensurepip; assert sys.version_info >= (3, 8)"

find_python() { # print an interpreter for the project; the version of the production image first
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3 python \
        "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.1[1-9].*/bin/python \
        "$UV_PYTHON_INSTALL_DIR"/*/bin/python3.1[1-9] python3.14; do
        if runs "$name" "$NEW_ENOUGH"; then command -v "$name"; return; fi
    done
    return 1
}

find_any_python() { # print an interpreter that can make a virtual environment, of whatever age
    for name in ${PYTHON:-} python3 python python3.13 python3.12 python3.11 python3.10 python3.9 python3.8 \
        "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.*/bin/python; do
        if runs "$name" "$MAKES_VENV"; then command -v "$name"; return; fi
    done
    return 1
}

fetch_uv() { # fetch_uv PYTHON: uv in an environment of its own; print where it is
    [ -x "$TOOLS/bin/uv" ] || { "$1" -m venv --clear "$TOOLS" && "$TOOLS/bin/python" -m pip install -q "uv==$UV_VERSION"; } >&2
    echo "$TOOLS/bin/uv"
}

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

make_venv() { # an environment with uv in it, made by whatever is at hand
    if python=$(find_python) && runs "$python" "$MAKES_VENV"; then
        say "Using $python ($("$python" -V))."
        "$python" -m venv --clear "$VENV"
        return
    fi
    any=$(find_any_python) || return 1
    say "$any makes no environment of the right version alone; fetching uv to help."
    uv=$(fetch_uv "$any") || return 1
    if [ -z "${python:-}" ]; then
        say "No Python 3.11 or newer here; uv tries to fetch one."
        "$uv" python install --no-bin 3.11 >&2 || return 1
        python=$(find_python) || return 1
    fi
    say "Using $python ($("$python" -V))."
    "$uv" venv -q --clear --seed --python "$python" "$VENV"
}

missing() {
    cat >&2 <<'TEXT'

This project needs Python 3.11 or newer, with the modules venv and ensurepip. None was found, and none could be fetched.
Any one of these helps; then run the same command again:
  Debian 12, Ubuntu 24.04 or newer:  sudo apt-get install python3 python3-venv
  Fedora:                            sudo dnf install python3
  macOS with Homebrew:               brew install python@3.13
  anywhere:                          an interpreter of your own, named by PYTHON=/path/to/python3.11 make demo
TEXT
    exit 1
}

can_install() { [ -x "$VENV/bin/uv" ] || "$VENV/bin/python" -c "import pip"; }

if ! { "$VENV/bin/python" -c "$NEW_ENOUGH" && can_install; } 2>/dev/null; then
    if ! make_venv; then
        can_apt || missing
        say "Installing python3 and python3-venv with apt-get."
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv; } >&2 || missing
        make_venv || missing
    fi
fi

say "Installing what $LOCK names (hashes are checked)…"
UV="$VENV/bin/uv"
[ -x "$UV" ] || "$VENV/bin/python" -m pip install -q "uv==$UV_VERSION" >&2 || UV="$TOOLS/bin/uv"
if ! { [ -x "$UV" ] && "$UV" pip sync -q --require-hashes --python "$VENV/bin/python" "$LOCK"; }; then
    say "uv could not do it; trying with pip."
    "$VENV/bin/python" -m pip install -q --require-hashes -r "$LOCK" >&2 || {
        say "The packages could not be installed. Is there a way to the package index from here?"
        exit 1
    }
fi
stamp >"$VENV/.stamp"
say "Ready: $("$VENV/bin/python" -V) in $VENV."

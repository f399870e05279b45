#!/bin/sh
# Writes requirements.lock (production) and requirements-dev.lock from pyproject.toml; see docs/decisions/0001-lock-files.md.
set -eu

cd "$(dirname "$0")/.."

compile() { # compile LOCK OPTION…
    lock=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
        --python-version 3.11 --output-file "$lock" "$@" pyproject.toml >/dev/null
}

compile requirements.lock "$@"
# The second file takes the versions of the first, so that tests run on what production runs.
compile requirements-dev.lock --constraints requirements.lock --group dev "$@"

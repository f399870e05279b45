#!/usr/bin/env bash
# A real Elasticsearch for tests and measurements: one node without security, on free ports of the loopback.
#
#   scripts/elasticsearch.sh obtain         bring the distribution into the cache, checksum compared
#   scripts/elasticsearch.sh at-hand        say by the exit code whether it can start without fetching anything
#   scripts/elasticsearch.sh start FOLDER   start a node whose files are all in FOLDER, and print its address
#   scripts/elasticsearch.sh again FOLDER   start a stopped node again, on the same ports and with what it holds
#   scripts/elasticsearch.sh stop FOLDER    end that node, and only that one
#
# This is the distribution the makers test their plugins with: the server without most of its modules. Production runs
# the full image of docker-compose.yml. JAVA_HOME names a Java of 17 or later when none is found; ES_HEAP is its memory.
set -euo pipefail

VERSION=8.19.0
SHA256=14833b2d86c30656901f92049f81fb5777a8e4545413c8656cd1a21b55173033
COORDINATES=org.elasticsearch.distribution.integ-test-zip:elasticsearch:$VERSION:zip
IN_REPOSITORY=org/elasticsearch/distribution/integ-test-zip/elasticsearch/$VERSION/elasticsearch-$VERSION.zip
CENTRAL=https://repo1.maven.org/maven2
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/wspolna-sprawa
KEPT=$CACHE/elasticsearch-$VERSION.zip
MAVEN=${M2_REPOSITORY:-$HOME/.m2/repository}/$IN_REPOSITORY
DEADLINE=120

say() { printf '[elasticsearch] %s\n' "$*" >&2; }

is_whole() { [ -f "$1" ] && echo "$SHA256  $1" | sha256sum --check --status; }

kept() { # print where the whole archive is, or fail
    local file
    for file in "$KEPT" "$MAVEN"; do
        if is_whole "$file"; then echo "$file"; return; fi
    done
    return 1
}

archive() { # print where the whole archive is, and fetch it first when it is nowhere
    if kept; then return; fi
    mkdir -p "$CACHE"
    say "fetching $VERSION from Maven Central (97 MB)"
    if command -v mvn >/dev/null &&
        mvn -q -B dependency:get -Dartifact="$COORDINATES" -Dtransitive=false >&2 && is_whole "$MAVEN"; then
        echo "$MAVEN"
        return
    fi
    python3 -c 'import sys, urllib.request; urllib.request.urlretrieve(sys.argv[1], sys.argv[2])' \
        "$CENTRAL/$IN_REPOSITORY" "$KEPT.part"
    is_whole "$KEPT.part" || { say "what was fetched is not elasticsearch-$VERSION.zip: checksum differs"; exit 1; }
    mv "$KEPT.part" "$KEPT"
    echo "$KEPT"
}

java_home() { # print a Java of 17 or later
    local home
    for home in ${JAVA_HOME:-} /usr/lib/jvm/java-{17,21}-* /usr/lib/jvm/*-{17,21}*; do
        if [ -x "$home/bin/java" ]; then echo "$home"; return; fi
    done
    say "no Java of 17 or later here; on Debian: apt-get install openjdk-17-jre-headless"
    exit 1
}

unprivileged() { # Elasticsearch refuses to run as root
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u nobody -- "$@"); else "$@"; fi
}

free_ports() { # two of them at once, so that they differ
    python3 -c 'import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(each.getsockname()[1] for each in held))'
}

furnish() { # furnish FOLDER: unpack the node and say how it runs
    local file ports
    file=$(archive)
    mkdir -p "$1"
    python3 -m zipfile -e "$file" "$1"
    mv "$1/elasticsearch-$VERSION" "$1/node"
    chmod +x "$1"/node/bin/*
    read -ra ports <<<"$(free_ports)"
    cat >"$1/node/config/elasticsearch.yml" <<YML
discovery.type: single-node
xpack.security.enabled: false
network.host: 127.0.0.1
http.port: ${ports[0]}
transport.port: ${ports[1]}
cluster.routing.allocation.disk.threshold_enabled: false
YML
    echo "http://127.0.0.1:${ports[0]}" >"$1/url"
    mkdir -p "$1/tmp"
    chmod 755 "$1"
    [ "$(id -u)" != 0 ] || chown -R nobody "$1"
}

answers() { python3 -c 'import sys, urllib.request
urllib.request.urlopen(sys.argv[1] + "/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=3)' "$1" 2>/dev/null; }

run() { # run FOLDER: start the node and wait until it answers
    local heap=${ES_HEAP:-512m} home url end
    home=$(java_home)
    url=$(cat "$1/url")
    unprivileged env ES_JAVA_HOME="$home" ES_TMPDIR="$1/tmp" ES_JAVA_OPTS="-Xms$heap -Xmx$heap" \
        "$1/node/bin/elasticsearch" -d -p "$1/pid" >"$1/log" 2>&1 </dev/null || { cat "$1/log" >&2; exit 1; }
    end=$((SECONDS + DEADLINE))
    until answers "$url"; do
        if [ $SECONDS -ge $end ] || ! kill -0 "$(cat "$1/pid")" 2>/dev/null; then
            say "it does not answer"
            tail -n 40 "$1"/node/logs/*.log >&2 || true
            exit 1
        fi
        sleep 0.3
    done
    echo "$url"
}

stop() { # stop FOLDER
    local pid
    pid=$(cat "$1/pid" 2>/dev/null) || return 0
    kill "$pid" 2>/dev/null || return 0
    for _attempt in $(seq 100); do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
}

case ${1:-}-$# in
obtain-1) archive ;;
at-hand-1) kept >/dev/null && java_home >/dev/null 2>&1 ;;
start-2) furnish "$2" && run "$2" ;;
again-2) run "$2" ;;
stop-2) stop "$2" ;;
*) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

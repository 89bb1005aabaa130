#!/bin/sh
# The broker against zmq_proxy under the same load, and what its loop allocates once warm.
# use: script/bench.d/broker.sh [ROUND_TRIPS]
set -eu
cd "$(dirname "$0")/../.."
swift build -c release --product broker-load >&2
bin=$(swift build -c release --show-bin-path)
cc -O2 -shared -fPIC -o "$bin/malloc-count.so" script/bench.d/malloc-count.c -ldl
"$bin/broker-load" "${1:-500000}"
LD_PRELOAD="$bin/malloc-count.so" "$bin/broker-load" "${1:-500000}" | grep '^broker:' | sed 's/^broker:.*message, /broker: /'

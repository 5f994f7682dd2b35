#!/bin/sh
# Compiles a careless C program against the shared library and lets it open, sample, fail and free under the address and
# leak sanitizers.
#
#   Tests/CShotlogTests/run.sh [ROUNDS]     (3 without)
#
# SHOTLOG_LIBRARY names the folder of libShotlogC.so; .build/debug without, where it is built if need be.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ -z "${SHOTLOG_LIBRARY:-}" ]; then
  (cd "$root" && swift build --product ShotlogC)
  SHOTLOG_LIBRARY=$root/.build/debug
fi
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
clang -fuse-ld=lld -std=gnu17 -g -O1 -Wall -Wextra -Werror -fno-omit-frame-pointer \
  -fsanitize=address,undefined -fno-sanitize-recover=all -I "$root/Sources/CShotlog/include" \
  -o "$build/misuse" "$here/misuse.c" -L "$SHOTLOG_LIBRARY" -lShotlogC -Wl,-rpath,"$SHOTLOG_LIBRARY" -lpthread
ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=$here/leaks.txt:print_suppressions=0 \
  "$build/misuse" "$root/Fixtures/media/h264-bframes.mp4" "${1:-3}"

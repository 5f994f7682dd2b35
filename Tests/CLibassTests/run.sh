#!/bin/sh
# Builds the shim of libass with the sanitizers and draws scripts put together by lot.
#
#   Tests/CLibassTests/run.sh [SCRIPTS]     (400 without)
#
# libass itself is not instrumented.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
clang -fuse-ld=lld -std=gnu17 -g -O1 -Wall -Wextra -Werror -fno-omit-frame-pointer \
  -fsanitize=address,undefined -fno-sanitize-recover=all \
  -I "$root/Sources/CLibass/include" -o "$build/clibass_tests" \
  "$here/clibass_tests.c" "$root/Sources/CLibass/clibass.c" -lass
ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 "$build/clibass_tests" "${1:-400}"

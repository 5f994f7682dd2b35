#!/bin/sh
# Builds the C shim with the sanitizers and walks all fixtures and some mutated copies of them.
#
#   Tests/CMediaTests/run.sh [MUTATIONS [SEED]]     (500 and 1 without)
#
# CMEDIA_BUILD names a folder to keep what is built. FFmpeg's own libraries are not instrumented.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${CMEDIA_BUILD:-$(mktemp -d)}
[ -n "${CMEDIA_BUILD:-}" ] || trap 'rm -rf "$build"' EXIT
libraries="libavformat libavcodec libavfilter libavutil libswscale libswresample"
mkdir -p "$build"
# shellcheck disable=SC2046
clang -fuse-ld=lld -std=gnu17 -g -O1 -Wall -Wextra -Werror -fno-omit-frame-pointer \
  -fsanitize=address,undefined -fno-sanitize-recover=all \
  -I "$root/Sources/CMedia/include" $(pkg-config --cflags $libraries) \
  -o "$build/cmedia_tests" "$here/cmedia_tests.c" "$root"/Sources/CMedia/*.c \
  $(pkg-config --libs $libraries) -lm
ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1:detect_stack_use_after_return=1 \
UBSAN_OPTIONS=print_stacktrace=1 \
LSAN_OPTIONS=suppressions=$here/leaks.txt:print_suppressions=0 \
  "$build/cmedia_tests" "$root/Fixtures" "${1:-500}" "${2:-1}"

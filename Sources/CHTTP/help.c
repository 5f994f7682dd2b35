#define _GNU_SOURCE
#include <string.h>
#include <zlib.h>

#include "internal.h"

const char *chttp_reason(int status) { return MHD_get_reason_phrase_for((unsigned)status); }

int64_t chttp_find(const uint8_t *bytes, size_t size, const uint8_t *needle, size_t needle_size) {
  const uint8_t *found = memmem(bytes, size, needle, needle_size);
  return found ? found - bytes : -1;
}

size_t chttp_gzip_bound(size_t size) { return compressBound((uLong)size) + 32; }

size_t chttp_gzip(const uint8_t *bytes, size_t size, uint8_t *buffer, size_t capacity) {
  z_stream stream = {0};
  enum { GZIP_WINDOW = 15 + 16, LEVEL = 5, MEMORY = 8 };
  if (size > UINT32_MAX || capacity > UINT32_MAX) return 0;
  if (deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY)) return 0;
  stream.next_in = (Bytef *)bytes;
  stream.avail_in = (uInt)size;
  stream.next_out = buffer;
  stream.avail_out = (uInt)capacity;
  bool is_whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  size_t written = stream.total_out;
  deflateEnd(&stream);
  return is_whole ? written : 0;
}

#include <libavutil/mem.h>
#include <libavutil/sha.h>
#include <string.h>

#include "include/cmedia.h"

void cmedia_digest(const uint8_t *bytes, size_t size, uint8_t digest[32]) {
  memset(digest, 0, 32);
  struct AVSHA *sha = av_sha_alloc();
  if (!sha) return;
  av_sha_init(sha, 256);
  av_sha_update(sha, bytes, size);
  av_sha_final(sha, digest);
  av_free(sha);
}

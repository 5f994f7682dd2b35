// What the files of this target share and nobody outside sees.
#pragma once

#include <curl/curl.h>
#include <stdatomic.h>

#include "include/ccurl.h"

struct ccurl_transfer {
  CURLM *multi;
  CURL *easy;
  atomic_bool is_cancelled;
  // Of the request that runs.
  const ccurl_request *request;
  const ccurl_callbacks *callbacks;
  ccurl_outcome verdict;  // why we ended it ourselves; CCURL_DONE: we did not
  bool was_refused, has_head;
  char *lines;
  size_t line_bytes, header_bytes;
  int64_t body_bytes;
  int64_t started, moved;  // nanoseconds of the monotonic clock
  int64_t counted;         // bytes seen when it last moved
  char tried[64];          // the last address that was allowed
  char detail[CURL_ERROR_SIZE];
};

int64_t monotonic_now(void);
/// Whether the request is to end now; sets the verdict.
bool is_due(ccurl_transfer *transfer);
/// Makes `easy` ready for the request; a list to be freed after it.
CURLcode prepare(ccurl_transfer *transfer, struct curl_slist **headers);

#include <curl/curl.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "include/ccurl.h"

/// A copy on the C heap, so that `free` is right for it.
static char *part(CURLU *url, CURLUPart what, unsigned flags) {
  char *text = NULL;
  if (curl_url_get(url, what, &text, flags)) return NULL;
  char *copy = strdup(text);
  curl_free(text);
  return copy;
}

static void lower(char *text) {
  for (; *text; text++) *text = (char)tolower((unsigned char)*text);
}

static bool is_ascii(const char *text) {
  for (; *text; text++) {
    if ((unsigned char)*text > 0x7f) return false;
  }
  return true;
}

bool ccurl_url_parse(const char *text, const char *base, ccurl_url *result) {
  *result = (ccurl_url){0};
  CURLU *url = curl_url();
  if (!url) return false;
  char *port = NULL;
  // A redirect may hold spaces, as browsers allow.
  unsigned flags = CURLU_DISALLOW_USER | (base ? CURLU_URLENCODE : 0);
  if (base && curl_url_set(url, CURLUPART_URL, base, CURLU_DISALLOW_USER)) goto fail;
  if (curl_url_set(url, CURLUPART_URL, text, flags)) goto fail;
  if (curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0)) goto fail;
  result->text = part(url, CURLUPART_URL, 0);
  result->scheme = part(url, CURLUPART_SCHEME, 0);
  result->host = part(url, CURLUPART_HOST, 0);
  port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  if (!result->text || !result->scheme || !result->host || !port || !*result->host) goto fail;
  // What other letters mean would depend on the locale of the process.
  if (!is_ascii(result->host)) goto fail;
  lower(result->scheme);
  lower(result->host);
  if (strcmp(result->scheme, "http") && strcmp(result->scheme, "https")) goto fail;
  result->port = atoi(port);
  free(port);
  curl_url_cleanup(url);
  return true;

fail:
  free(port);
  curl_url_cleanup(url);
  ccurl_url_clear(result);
  return false;
}

void ccurl_url_clear(ccurl_url *url) {
  free(url->text);
  free(url->scheme);
  free(url->host);
  *url = (ccurl_url){0};
}

int64_t ccurl_parse_date(const char *text) { return curl_getdate(text, NULL); }

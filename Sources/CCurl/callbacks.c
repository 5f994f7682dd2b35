// What libcurl calls while a transfer runs.
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "internal.h"

static size_t end(ccurl_transfer *transfer, ccurl_outcome verdict) {
  if (transfer->verdict == CCURL_DONE) transfer->verdict = verdict;
  return 0;
}

static bool keep(ccurl_transfer *transfer, const char *bytes, size_t size) {
  char *lines = realloc(transfer->lines, transfer->line_bytes + size);
  if (!lines) return false;
  memcpy(lines + transfer->line_bytes, bytes, size);
  transfer->lines = lines;
  transfer->line_bytes += size;
  return true;
}

static size_t on_header(char *bytes, size_t one, size_t size, void *context) {
  ccurl_transfer *transfer = context;
  (void)one;
  if (is_due(transfer)) return 0;
  transfer->header_bytes += size;
  if ((int64_t)transfer->header_bytes > transfer->request->max_header_bytes) {
    return end(transfer, CCURL_HEADERS_TOO_LARGE);
  }
  if (transfer->has_head) return size;  // a trailer
  // An interim answer may come before the real one.
  if (size >= 5 && !memcmp(bytes, "HTTP/", 5)) transfer->line_bytes = 0;
  if (!keep(transfer, bytes, size)) return end(transfer, CCURL_FAILED);
  if (size > 2 || (bytes[0] != '\r' && bytes[0] != '\n')) return size;
  long status = 0;
  curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
  if (status < 200) return size;
  transfer->has_head = true;
  const ccurl_callbacks *callbacks = transfer->callbacks;
  if (!callbacks->head(callbacks->context, (int)status, transfer->lines, transfer->line_bytes)) {
    return end(transfer, CCURL_STOPPED);
  }
  return size;
}

static size_t on_body(char *bytes, size_t one, size_t size, void *context) {
  ccurl_transfer *transfer = context;
  (void)one;
  if (is_due(transfer)) return 0;
  transfer->body_bytes += (int64_t)size;
  if (transfer->body_bytes > transfer->request->max_body_bytes) {
    return end(transfer, CCURL_BODY_TOO_LARGE);
  }
  const ccurl_callbacks *callbacks = transfer->callbacks;
  if (!callbacks->body(callbacks->context, (const uint8_t *)bytes, size)) {
    return end(transfer, CCURL_STOPPED);
  }
  return size;
}

static size_t on_read(char *buffer, size_t one, size_t size, void *context) {
  ccurl_transfer *transfer = context;
  (void)one;
  if (is_due(transfer)) return CURL_READFUNC_ABORT;
  const ccurl_callbacks *callbacks = transfer->callbacks;
  int64_t count = callbacks->read(callbacks->context, (uint8_t *)buffer, size);
  if (count >= 0 && (size_t)count <= size) return (size_t)count;
  end(transfer, CCURL_STOPPED);
  return CURL_READFUNC_ABORT;
}

static curl_socket_t on_open(void *context, curlsocktype purpose, struct curl_sockaddr *target) {
  ccurl_transfer *transfer = context;
  (void)purpose;
  ccurl_address address = {0};
  switch (target->family) {
    case AF_INET: {
      const struct sockaddr_in *v4 = (const struct sockaddr_in *)&target->addr;
      address.size = 4;
      address.port = ntohs(v4->sin_port);
      memcpy(address.bytes, &v4->sin_addr, 4);
      break;
    }
    case AF_INET6: {
      const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&target->addr;
      address.size = 16;
      address.port = ntohs(v6->sin6_port);
      memcpy(address.bytes, &v6->sin6_addr, 16);
      break;
    }
    default: return CURL_SOCKET_BAD;
  }
  const ccurl_callbacks *callbacks = transfer->callbacks;
  if (!callbacks->may_connect(callbacks->context, &address)) {
    transfer->was_refused = true;
    return CURL_SOCKET_BAD;
  }
  inet_ntop(target->family, address.bytes, transfer->tried, sizeof transfer->tried);
  return socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

#define SET(option, value)                                             \
  do {                                                                 \
    CURLcode code = curl_easy_setopt(easy, CURLOPT_##option, (value)); \
    if (code) return code;                                             \
  } while (0)

static CURLcode prepare_body(ccurl_transfer *transfer) {
  CURL *easy = transfer->easy;
  const ccurl_request *request = transfer->request;
  if (!strcmp(request->method, "HEAD")) {
    SET(NOBODY, 1L);
    return CURLE_OK;
  }
  // Also says no to what is announced as too large, before a byte of it.
  SET(MAXFILESIZE_LARGE, (curl_off_t)request->max_body_bytes);
  if (request->body_size == CCURL_NO_BODY) {
    SET(HTTPGET, 1L);
  } else {
    SET(UPLOAD, 1L);
    SET(INFILESIZE_LARGE, (curl_off_t)request->body_size);
    SET(READFUNCTION, on_read);
    SET(READDATA, transfer);
    // A kept connection may turn out to be dead, and libcurl would send all of it again unasked and uncounted.
    SET(FRESH_CONNECT, 1L);
  }
  SET(CUSTOMREQUEST, request->method);
  return CURLE_OK;
}

static bool add_line(struct curl_slist **list, const char *text, size_t size) {
  char *line = strndup(text, size);
  struct curl_slist *longer = line ? curl_slist_append(*list, line) : NULL;
  free(line);
  if (longer) *list = longer;
  return longer;
}

static bool list_headers(const char *lines, struct curl_slist **list) {
  // libcurl would wait a second for "100 Continue" from servers that never send it.
  if (!add_line(list, "Expect:", 7)) return false;
  for (const char *end; (end = strchr(lines, '\n')); lines = end + 1) {
    if (!add_line(list, lines, (size_t)(end - lines))) return false;
  }
  return true;
}

CURLcode prepare(ccurl_transfer *transfer, struct curl_slist **headers) {
  CURL *easy = transfer->easy;
  const ccurl_request *request = transfer->request;
  curl_easy_reset(easy);
  if (!list_headers(request->headers, headers)) return CURLE_OUT_OF_MEMORY;
  SET(ERRORBUFFER, transfer->detail);
  SET(NOSIGNAL, 1L);  // nothing of libcurl's raises one since 7.87, which QUICK_EXIT needs
  SET(QUICK_EXIT, 1L);  // otherwise a cancelled transfer waits for its name look-up
  SET(URL, request->url);
  SET(DISALLOW_USERNAME_IN_URL, 1L);
  SET(PROTOCOLS_STR, "http,https");
  SET(FOLLOWLOCATION, 0L);
  SET(HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(PROXY, request->proxy ? request->proxy : "");
  SET(NOPROXY, "");
  SET(SUPPRESS_CONNECT_HEADERS, 1L);
  if (request->certificates) {
    SET(CAINFO, request->certificates);
    SET(CAPATH, NULL);
  }
  SET(SSL_VERIFYPEER, 1L);
  SET(SSL_VERIFYHOST, 2L);
  SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  SET(HTTPHEADER, *headers);
  SET(ACCEPT_ENCODING, "");
  // A model may think for minutes, and what lies between must not forget the connection.
  SET(TCP_KEEPALIVE, 1L);
  SET(OPENSOCKETFUNCTION, on_open);
  SET(OPENSOCKETDATA, transfer);
  SET(HEADERFUNCTION, on_header);
  SET(HEADERDATA, transfer);
  SET(WRITEFUNCTION, on_body);
  SET(WRITEDATA, transfer);
  // libcurl takes 0 for five minutes.
  double seconds = request->connect_seconds > 0 ? request->connect_seconds : 2e6;
  SET(CONNECTTIMEOUT_MS, (long)(seconds < 2e6 ? seconds * 1000 + 1 : 2e9));
  return prepare_body(transfer);
}

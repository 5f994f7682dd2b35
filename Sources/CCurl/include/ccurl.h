// libcurl behind one header: one request, streamed both ways, with an address check before each
// connection. Mechanics only: who may be talked to, what is asked again, and what a failure means to a
// person, is decided in Swift.
//
// Ownership: every `…_create` has one `…_free`, which accepts NULL. Strings handed to a callback are
// valid during it. A transfer is used by one thread at a time, but for `ccurl_transfer_cancel`.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Addresses --------------------------------------------------------------------------------------

/// The parts of an absolute `http` or `https` URL, each on the heap.
typedef struct {
  char *_Nullable text;    // all of it, normalised, without its fragment
  char *_Nullable scheme;  // lower case
  char *_Nullable host;    // lower case; IPv6 in brackets
  int port;
} ccurl_url;

/// Takes a URL apart as the transfer will; `base` is what a relative one stands on. False for what is
/// none, for other protocols, for one with a user name or a password in it, and for a host that is not ASCII.
bool ccurl_url_parse(const char *text, const char *_Nullable base, ccurl_url *url);
void ccurl_url_clear(ccurl_url *url);

/// Seconds since 1970 of a date in a header, or -1.
int64_t ccurl_parse_date(const char *text);

// Transfers --------------------------------------------------------------------------------------

/// One request at a time; connections stay open from one to the next.
typedef struct ccurl_transfer ccurl_transfer;

ccurl_transfer *_Nullable ccurl_transfer_create(void);
void ccurl_transfer_free(ccurl_transfer *_Nullable transfer);
/// Ends the request that runs, or the next one, at once. Any thread may call it.
void ccurl_transfer_cancel(ccurl_transfer *transfer);
/// Forgets an earlier cancellation.
void ccurl_transfer_rearm(ccurl_transfer *transfer);

/// Where a connection is about to go.
typedef struct {
  uint8_t bytes[16];
  int size;  // 4 or 16
  int port;
} ccurl_address;

typedef struct {
  void *_Nullable context;
  /// Whether to connect there. The address is the one that the socket will be connected to.
  bool (*may_connect)(void *_Nullable context, const ccurl_address *address);
  /// Gets status and header lines once, before the body. False ends the transfer.
  bool (*head)(void *_Nullable context, int status, const char *lines, size_t size);
  /// Gets the decoded body in order. May block, which holds the sender back. False ends the transfer.
  bool (*body)(void *_Nullable context, const uint8_t *bytes, size_t size);
  /// Fills as much of `buffer` as it likes, at least a byte; 0 at the end, negative to give up.
  int64_t (*_Nullable read)(void *_Nullable context, uint8_t *buffer, size_t size);
} ccurl_callbacks;

#define CCURL_NO_BODY (-2)
#define CCURL_UNKNOWN_SIZE (-1)

typedef struct {
  const char *method, *url;
  const char *headers;  // "Name: value", each ended by a line feed
  int64_t body_size;
  const char *_Nullable proxy;         // NULL: none, whatever the environment says
  const char *_Nullable certificates;  // a PEM file of the authorities to trust; NULL: the system's
  // Seconds; 0: no limit.
  double connect_seconds, idle_seconds, total_seconds;
  int64_t max_header_bytes, max_body_bytes;
} ccurl_request;

typedef enum {
  CCURL_DONE,
  CCURL_CANCELLED,
  CCURL_STOPPED,           // by a callback
  CCURL_REFUSED,           // no address was allowed
  CCURL_NO_SUCH_HOST,
  CCURL_UNREACHABLE,
  CCURL_TLS,
  CCURL_CONNECT_TIMED_OUT,
  CCURL_IDLE_TIMED_OUT,
  CCURL_TOTAL_TIMED_OUT,
  CCURL_HEADERS_TOO_LARGE,
  CCURL_BODY_TOO_LARGE,
  CCURL_CUT,               // the connection ended too early
  CCURL_NOT_HTTP,          // what came is no valid answer
  CCURL_FAILED,
} ccurl_outcome;

typedef struct {
  ccurl_outcome outcome;
  char remote[64];  // the address talked to, or tried last; empty: none
  int64_t sent, received;
  double seconds;
  char detail[256];  // libcurl's words for a failure
} ccurl_report;

ccurl_report ccurl_transfer_run(ccurl_transfer *transfer, const ccurl_request *request,
                                const ccurl_callbacks *callbacks);

#pragma clang assume_nonnull end

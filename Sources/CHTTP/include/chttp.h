// libmicrohttpd behind one header: start, receive, answer, stream, stop. Mechanics only: what a request
// means, who is refused and in which words, is decided in Swift.
//
// Threads: a few of libmicrohttpd's, each with connections of its own, and one keeper that accepts, watches
// deadlines and notices clients that have gone. Callbacks run on those threads; `received` and `begun` may
// write files but must not wait for other requests.
//
// Ownership: an exchange has two owners, the connection and whoever answers; the latter lets go of it with
// `chttp_exchange_release`, at any time, also after the server is gone.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef struct chttp_server chttp_server;
typedef struct chttp_exchange chttp_exchange;

typedef struct {
  const char *name;
  const char *value;
} chttp_field;

/// A request before its body; valid during the callback.
typedef struct {
  const char *method;
  const char *target;  // as it came: neither decoded nor cut at "?"
  const char *version;
  const char *remote;  // the client's address as text
  const chttp_field *fields;
  size_t count;
} chttp_head;

typedef struct {
  void *_Nullable context;
  /// A head has come. Gives what stands for the request from now on, retained once, or NULL to cut the
  /// connection. `chttp_refuse` may be called before it returns.
  void *_Nullable (*_Nonnull begun)(
    void *_Nullable context, chttp_exchange *exchange, const chttp_head *head);
  /// A piece of the body has come. `chttp_refuse` may be called before it returns.
  void (*received)(void *request, const uint8_t *bytes, size_t size);
  /// All of it has come: somebody is to call `chttp_answer`, once, from any thread.
  void (*ready)(void *request);
  /// A stream that was full has room again.
  void (*drained)(void *request);
  /// The client has gone or will not be waited for any more.
  void (*gone)(void *request);
  /// The last of an exchange: whether its answer left as a whole, and how much of a stream did.
  void (*finished)(void *request, bool is_whole, uint64_t streamed);
  void (*retain)(void *request);
  void (*release)(void *request);
  /// Writes an answer from status line to end, for a client that is late (408) or one too many (503), and
  /// gives its size; the request is NULL before its head has come.
  size_t (*refusal)(
    void *_Nullable context, void *_Nullable request, const char *remote, int status,
    uint8_t *buffer, size_t capacity);
} chttp_callbacks;

typedef struct {
  const char *address;
  uint16_t port;  // 0 takes any that is free
  int threads;
  size_t head_bytes;  // what a head may weigh before libmicrohttpd itself refuses it
  int connections;
  int connections_per_address;
  double idle_seconds;  // without a byte, and between requests
  double head_seconds;  // from the first byte of a request to the end of its head
  double body_seconds;  // after which a body must have come at `body_rate`
  double body_rate;     // bytes a second
  double linger_seconds;  // how long a refused client may go on sending before it looks at the answer
} chttp_settings;

/// 0, or why not: EINVAL for an address that is none, or what `bind` said.
int chttp_start(
  const chttp_settings *settings, const chttp_callbacks *callbacks,
  chttp_server *_Nullable *_Nonnull server);
uint16_t chttp_port(const chttp_server *server);
/// Accepts nobody from now on, closes idle connections, and the others after their answer.
void chttp_drain(chttp_server *server);
/// Ends every connection at once.
void chttp_cut(chttp_server *server);
/// Ends what still runs and waits for the threads.
void chttp_free(chttp_server *_Nullable server);

// Answering --------------------------------------------------------------------------------------

typedef enum { CHTTP_NOTHING, CHTTP_BYTES, CHTTP_FILE, CHTTP_STREAM } chttp_body_kind;

typedef struct {
  chttp_body_kind kind;
  const uint8_t *_Nullable bytes;  // copied
  int file;                        // belongs to the exchange from now on
  uint64_t offset;
  uint64_t size;  // of bytes or of the part of the file
} chttp_body;

/// Answers; false if the client is gone or memory is short, in which case nothing is sent.
bool chttp_answer(
  chttp_exchange *exchange, int status, const chttp_field *_Nullable fields, size_t count,
  const chttp_body *body);
/// Inside `begun` or `received`: sends these bytes as they are, reads no more of the body, and closes.
void chttp_refuse(chttp_exchange *exchange, const uint8_t *bytes, size_t size);

typedef enum { CHTTP_ROOM, CHTTP_FULL, CHTTP_GONE } chttp_room;

/// Takes bytes of a stream; if it is full now, `drained` says when to go on.
chttp_room chttp_stream_write(chttp_exchange *exchange, const uint8_t *bytes, size_t size);
/// Ends a stream, or breaks it off so that the client can tell.
void chttp_stream_end(chttp_exchange *exchange, bool is_whole);
void chttp_exchange_release(chttp_exchange *exchange);

// Help -------------------------------------------------------------------------------------------

/// The words that belong to a status.
const char *chttp_reason(int status);
/// Where `needle` begins in `bytes`, or -1.
int64_t chttp_find(const uint8_t *bytes, size_t size, const uint8_t *needle, size_t needle_size);
/// The most that compressing may give.
size_t chttp_gzip_bound(size_t size);
/// Compresses; 0 if that failed.
size_t chttp_gzip(const uint8_t *bytes, size_t size, uint8_t *buffer, size_t capacity);

#pragma clang assume_nonnull end

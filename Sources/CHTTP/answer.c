// How a request is answered, from any thread.
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "internal.h"

/// Bytes of a stream that may wait, and how few must be left before there is room again.
enum { FULL = 128 << 10, LOW = 32 << 10, BLOCK = 4 << 10 };

void chttp_release(chttp_exchange *exchange) {
  if (atomic_fetch_sub(&exchange->owners, 1) > 1) return;
  pthread_mutex_destroy(&exchange->lock);
  free(exchange->target);
  free(exchange->pending);
  free(exchange);
}

void chttp_exchange_release(chttp_exchange *exchange) { chttp_release(exchange); }

void chttp_park(chttp_exchange *exchange) {
  exchange->is_parked = true;
  MHD_suspend_connection(exchange->connection);
}

void chttp_unpark(chttp_exchange *exchange) {
  if (!exchange->is_parked || !exchange->connection) return;
  exchange->is_parked = false;
  MHD_resume_connection(exchange->connection);
}

void chttp_lose(chttp_exchange *exchange) {
  pthread_mutex_lock(&exchange->lock);
  exchange->is_gone = true;
  chttp_unpark(exchange);
  pthread_mutex_unlock(&exchange->lock);
}

void chttp_lose_stream(chttp_exchange *exchange) {
  pthread_mutex_lock(&exchange->lock);
  if (exchange->is_stream) {
    exchange->is_gone = true;
    chttp_unpark(exchange);
  }
  pthread_mutex_unlock(&exchange->lock);
}

void chttp_refuse(chttp_exchange *exchange, const uint8_t *bytes, size_t size) {
  chttp_server *server = exchange->server;
  exchange->is_refused = true;
  pthread_mutex_lock(&server->lock);
  guest *guest = exchange->guest;
  // libmicrohttpd can answer before a body or after it, but not in its midst, and would then close a
  // socket with unread bytes in it, which takes the answer back.
  if (guest->state != CUT) {
    guest->state = CUT;
    guest->lingers = true;
    send(guest->socket, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    shutdown(guest->socket, SHUT_WR);
  }
  pthread_mutex_unlock(&server->lock);
}

static ssize_t read_stream(void *context, uint64_t position, char *buffer, size_t most) {
  (void)position;
  chttp_exchange *exchange = context;
  ssize_t count = 0;
  bool has_room = false;
  pthread_mutex_lock(&exchange->lock);
  if (exchange->is_gone || exchange->is_broken) {
    count = MHD_CONTENT_READER_END_WITH_ERROR;
  } else if (exchange->length) {
    size_t size = exchange->length < most ? exchange->length : most;
    memcpy(buffer, exchange->pending + exchange->start, size);
    exchange->start += size;
    exchange->length -= size;
    exchange->streamed += size;
    has_room = exchange->is_full && exchange->length <= LOW;
    if (has_room) exchange->is_full = false;
    count = (ssize_t)size;
  } else if (exchange->is_ended) {
    count = MHD_CONTENT_READER_END_OF_STREAM;
  } else {
    // A thousand quiet streams are to weigh nothing.
    free(exchange->pending);
    exchange->pending = NULL;
    exchange->start = exchange->capacity = 0;
    chttp_park(exchange);
  }
  pthread_mutex_unlock(&exchange->lock);
  if (has_room) exchange->server->callbacks.drained(exchange->request);
  return count;
}

static void free_stream(void *context) { chttp_release(context); }

static struct MHD_Response *make_response(chttp_exchange *exchange, const chttp_body *body) {
  static char nothing[1];
  struct MHD_Response *response = NULL;
  switch (body->kind) {
    case CHTTP_NOTHING:
      return MHD_create_response_from_buffer(0, nothing, MHD_RESPMEM_PERSISTENT);
    case CHTTP_BYTES:
      return MHD_create_response_from_buffer(
        (size_t)body->size, body->bytes ? (void *)body->bytes : nothing, MHD_RESPMEM_MUST_COPY);
    case CHTTP_FILE:
      response = MHD_create_response_from_fd_at_offset64(body->size, body->file, body->offset);
      if (!response) close(body->file);
      return response;
    case CHTTP_STREAM:
      atomic_fetch_add(&exchange->owners, 1);
      response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, BLOCK, read_stream, exchange, free_stream);
      if (!response) chttp_release(exchange);
      return response;
  }
  return NULL;
}

bool chttp_answer(
  chttp_exchange *exchange, int status, const chttp_field *fields, size_t count,
  const chttp_body *body
) {
  struct MHD_Response *response = make_response(exchange, body);
  for (size_t i = 0; response && i < count; i++) {
    if (MHD_add_response_header(response, fields[i].name, fields[i].value) == MHD_YES) continue;
    MHD_destroy_response(response);
    response = NULL;
  }
  bool is_made = response;
  pthread_mutex_lock(&exchange->lock);
  bool is_taken = exchange->connection && !exchange->is_answered;
  if (is_taken) {
    exchange->is_answered = true;
    exchange->is_stream = body->kind == CHTTP_STREAM;
    exchange->response = response;
    exchange->status = (unsigned)status;
    chttp_unpark(exchange);
  }
  pthread_mutex_unlock(&exchange->lock);
  if (!is_taken && response) MHD_destroy_response(response);
  return is_taken && is_made;
}

static bool append(chttp_exchange *exchange, const uint8_t *bytes, size_t size) {
  size_t needed = exchange->length + size;
  if (needed < size) return false;
  if (exchange->start + needed > exchange->capacity && exchange->start) {
    memmove(exchange->pending, exchange->pending + exchange->start, exchange->length);
    exchange->start = 0;
  }
  if (needed > exchange->capacity) {
    size_t capacity = needed < FULL / 2 ? needed : needed + FULL / 2;
    uint8_t *pending = realloc(exchange->pending, capacity);
    if (!pending) return false;
    exchange->pending = pending;
    exchange->capacity = capacity;
  }
  memcpy(exchange->pending + exchange->start + exchange->length, bytes, size);
  exchange->length = needed;
  return true;
}

chttp_room chttp_stream_write(chttp_exchange *exchange, const uint8_t *bytes, size_t size) {
  pthread_mutex_lock(&exchange->lock);
  chttp_room room = CHTTP_GONE;
  bool is_open = exchange->connection && !exchange->is_gone && !exchange->is_ended;
  if (is_open && !exchange->is_broken) {
    exchange->is_broken = size && !append(exchange, bytes, size);
    exchange->is_full |= exchange->length >= FULL;
    if (!exchange->is_broken) room = exchange->is_full ? CHTTP_FULL : CHTTP_ROOM;
    chttp_unpark(exchange);
  }
  pthread_mutex_unlock(&exchange->lock);
  return room;
}

void chttp_stream_end(chttp_exchange *exchange, bool is_whole) {
  pthread_mutex_lock(&exchange->lock);
  exchange->is_ended = true;
  exchange->is_broken |= !is_whole;
  chttp_unpark(exchange);
  pthread_mutex_unlock(&exchange->lock);
}

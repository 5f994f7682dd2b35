// What libmicrohttpd calls for a request, up to its answer.
#include <stdlib.h>
#include <string.h>

#include "internal.h"

void *chttp_on_target(void *context, const char *target, struct MHD_Connection *connection) {
  (void)connection;
  chttp_exchange *exchange = calloc(1, sizeof *exchange);
  if (!exchange) return NULL;
  exchange->target = strdup(target);
  if (!exchange->target || pthread_mutex_init(&exchange->lock, NULL)) {
    free(exchange->target);
    free(exchange);
    return NULL;
  }
  exchange->server = context;
  atomic_store(&exchange->owners, 1);
  return exchange;
}

/// Notes what the connection does from now on; false if it is to end instead.
static bool enter(chttp_exchange *exchange, guest_state state) {
  chttp_server *server = exchange->server;
  guest *guest = exchange->guest;
  pthread_mutex_lock(&server->lock);
  bool goes_on = !server->is_cutting && guest->state != CUT;
  if (goes_on) {
    guest->since = guest->moved = chttp_now();
    guest->received = 0;
    guest->is_told = false;
    guest->state = state;
  }
  pthread_mutex_unlock(&server->lock);
  return goes_on;
}

/// Lets the keeper see the request.
static void attach(chttp_exchange *exchange) {
  pthread_mutex_lock(&exchange->server->lock);
  exchange->guest->exchange = exchange;
  pthread_mutex_unlock(&exchange->server->lock);
}

static bool notice(chttp_exchange *exchange, size_t size) {
  chttp_server *server = exchange->server;
  pthread_mutex_lock(&server->lock);
  bool goes_on = exchange->guest->state == RECEIVING;
  exchange->guest->moved = chttp_now();
  exchange->guest->received += size;
  pthread_mutex_unlock(&server->lock);
  return goes_on;
}

typedef struct {
  chttp_field *fields;
  size_t count, capacity;
} field_list;

static enum MHD_Result add_field(
  void *context, enum MHD_ValueKind kind, const char *name, const char *value
) {
  (void)kind;
  field_list *list = context;
  if (list->count == list->capacity) {
    size_t capacity = list->capacity ? list->capacity * 2 : 16;
    chttp_field *fields = realloc(list->fields, capacity * sizeof *fields);
    if (!fields) return MHD_NO;
    list->fields = fields;
    list->capacity = capacity;
  }
  list->fields[list->count++] = (chttp_field){name, value ? value : ""};
  return MHD_YES;
}

static enum MHD_Result begin(
  chttp_exchange *exchange, struct MHD_Connection *connection, const char *method,
  const char *version
) {
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  exchange->guest = info ? info->socket_context : NULL;
  if (!exchange->guest) return MHD_NO;
  exchange->is_begun = true;
  exchange->connection = connection;
  if (!enter(exchange, RECEIVING)) return MHD_NO;
  field_list list = {0};
  // A list cut short would be another request.
  int count = MHD_get_connection_values(connection, MHD_HEADER_KIND, NULL, NULL);
  int listed = MHD_get_connection_values(connection, MHD_HEADER_KIND, add_field, &list);
  if (listed == count && list.count == (size_t)count) {
    const chttp_callbacks *callbacks = &exchange->server->callbacks;
    const chttp_head head = {
      .method = method,
      .target = exchange->target,
      .version = version,
      .remote = exchange->guest->remote,
      .fields = list.fields ? list.fields : &(chttp_field){"", ""},
      .count = list.count,
    };
    // The one who answers is the second owner.
    atomic_fetch_add(&exchange->owners, 1);
    exchange->request = callbacks->begun(callbacks->context, exchange, &head);
    if (exchange->request) {
      attach(exchange);
    } else {
      chttp_release(exchange);
    }
  }
  free(list.fields);
  return exchange->request && !exchange->is_refused ? MHD_YES : MHD_NO;
}

static enum MHD_Result dispatch(chttp_exchange *exchange) {
  exchange->is_dispatched = true;
  if (!enter(exchange, HANDLING)) return MHD_NO;
  pthread_mutex_lock(&exchange->lock);
  bool goes_on = !exchange->is_gone;
  if (goes_on) chttp_park(exchange);
  pthread_mutex_unlock(&exchange->lock);
  if (goes_on) exchange->server->callbacks.ready(exchange->request);
  return goes_on ? MHD_YES : MHD_NO;
}

static enum MHD_Result send_answer(chttp_exchange *exchange) {
  pthread_mutex_lock(&exchange->lock);
  struct MHD_Response *response = exchange->response;
  exchange->response = NULL;
  unsigned status = exchange->status;
  bool is_late = !exchange->is_answered && !exchange->is_gone;
  if (is_late) chttp_park(exchange);
  pthread_mutex_unlock(&exchange->lock);
  if (is_late) return MHD_YES;
  if (!response) return MHD_NO;
  exchange->is_queued = true;
  enum MHD_Result result = MHD_NO;
  if (enter(exchange, ANSWERING)) {
    bool is_last = atomic_load(&exchange->server->is_draining);
    if (is_last) MHD_add_response_header(response, "Connection", "close");
    result = MHD_queue_response(exchange->connection, status, response);
  }
  MHD_destroy_response(response);
  return result;
}

enum MHD_Result chttp_on_request(
  void *context, struct MHD_Connection *connection, const char *url, const char *method,
  const char *version, const char *bytes, size_t *size, void **state
) {
  (void)context, (void)url;
  chttp_exchange *exchange = *state;
  if (!exchange) return MHD_NO;
  if (!exchange->is_begun) return begin(exchange, connection, method, version);
  if (!exchange->request || exchange->is_refused || exchange->is_queued) return MHD_NO;
  if (*size) {
    if (exchange->is_dispatched || !notice(exchange, *size)) return MHD_NO;
    exchange->server->callbacks.received(exchange->request, (const uint8_t *)bytes, *size);
    *size = 0;
    return exchange->is_refused ? MHD_NO : MHD_YES;
  }
  return exchange->is_dispatched ? send_answer(exchange) : dispatch(exchange);
}

void chttp_on_completed(
  void *context, struct MHD_Connection *connection, void **state,
  enum MHD_RequestTerminationCode code
) {
  (void)connection;
  chttp_server *server = context;
  chttp_exchange *exchange = *state;
  *state = NULL;
  if (!exchange) return;
  pthread_mutex_lock(&server->lock);
  guest *guest = exchange->guest;
  if (guest) {
    guest->exchange = NULL;
    guest->since = chttp_now();
    guest->begun = 0;
    guest->is_told = false;
    guest->arrived = chttp_arrived_bytes(guest->socket);
    if (guest->state != CUT) guest->state = WAITING;
  }
  pthread_mutex_unlock(&server->lock);
  pthread_mutex_lock(&exchange->lock);
  exchange->connection = NULL;
  exchange->is_parked = false;
  struct MHD_Response *response = exchange->response;
  exchange->response = NULL;
  uint64_t streamed = exchange->streamed;
  pthread_mutex_unlock(&exchange->lock);
  if (response) MHD_destroy_response(response);
  if (exchange->request) {
    bool is_whole = exchange->is_queued && code == MHD_REQUEST_TERMINATED_COMPLETED_OK;
    server->callbacks.finished(exchange->request, is_whole, streamed);
    server->callbacks.release(exchange->request);
  }
  chttp_release(exchange);
}

#pragma once

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>

#include "chttp.h"

/// What a connection is waiting for.
typedef enum {
  WAITING,    // for a head
  RECEIVING,  // a body
  HANDLING,   // for the answer to be thought of
  ANSWERING,
  CUT,
} guest_state;

/// One connection. All of it belongs to the server's lock.
typedef struct guest {
  int socket;
  uint64_t serial;
  int worker;
  struct sockaddr_storage address;
  char remote[INET6_ADDRSTRLEN];
  guest_state state;
  int64_t since;     // when it came into this state
  int64_t begun;     // when the first byte of a head was noticed, or 0
  uint64_t arrived;  // bytes before this head
  int64_t moved;     // when a piece of a body last came
  uint64_t received; // bytes of this body
  bool is_told;      // that its client has gone
  bool lingers;
  chttp_exchange *exchange;
} guest;

/// A socket whose client is still sending what nobody reads.
typedef struct {
  int socket;
  int64_t until;
  int64_t moved;
} lingerer;

enum { LINGERERS = 256 };

struct chttp_server {
  chttp_settings settings;
  chttp_callbacks callbacks;
  struct MHD_Daemon **workers;
  int *loads;
  int listener;
  int bell;
  uint16_t port;
  pthread_t keeper;
  bool has_keeper;
  atomic_bool is_draining, is_ending;
  pthread_mutex_t lock;
  bool is_cutting;
  guest **guests;  // by socket
  int capacity;
  int connections;
  uint64_t serial;  // the keeper's own
  lingerer lingering[LINGERERS];
  int lingerers;
};

struct chttp_exchange {
  atomic_int owners;
  chttp_server *server;
  guest *guest;
  char *target;
  void *request;
  bool is_begun, is_dispatched, is_refused, is_queued;  // the worker's own
  pthread_mutex_t lock;  // of all that follows
  struct MHD_Connection *connection;
  struct MHD_Response *response;
  unsigned status;
  bool is_answered, is_stream, is_parked, is_gone, is_ended, is_broken, is_full;
  uint8_t *pending;
  size_t start, length, capacity;
  uint64_t streamed;
};

int64_t chttp_now(void);
int64_t chttp_nanoseconds(double seconds);
/// Bytes that have ever come over a socket.
uint64_t chttp_arrived_bytes(int socket);
void chttp_ring(chttp_server *server);
void *chttp_keep(void *server);
/// Accepts who is waiting; false if there are no descriptors left for them.
bool chttp_accept_some(chttp_server *server);
/// Throws away what refused clients still send.
void chttp_swallow_all(chttp_server *server, int64_t now);
/// Keeps a socket open until its client has seen what was said; the lock is held.
bool chttp_linger(chttp_server *server, int socket);
/// Stops libmicrohttpd from going on with a request until there is something to say; its lock is held.
void chttp_park(chttp_exchange *exchange);
void chttp_unpark(chttp_exchange *exchange);
/// Ends an exchange whether it is answered or not.
void chttp_lose(chttp_exchange *exchange);
/// Ends it if it is a stream.
void chttp_lose_stream(chttp_exchange *exchange);
void chttp_release(chttp_exchange *exchange);

void *chttp_on_target(void *server, const char *target, struct MHD_Connection *connection);
enum MHD_Result chttp_on_request(
  void *server, struct MHD_Connection *connection, const char *url, const char *method,
  const char *version, const char *bytes, size_t *size, void **state);
void chttp_on_completed(
  void *server, struct MHD_Connection *connection, void **state,
  enum MHD_RequestTerminationCode code);

// The thread that watches over all connections.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

enum { TICK = 100 };  // milliseconds
#define GRACE 1000000000LL

int64_t chttp_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int64_t chttp_nanoseconds(double seconds) {
  return seconds > 0 && seconds < 3e8 ? (int64_t)(seconds * 1e9) : 300000000000000000LL;
}

uint64_t chttp_arrived_bytes(int socket) {
  struct tcp_info info = {0};
  socklen_t size = sizeof info;
  return getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) ? 0 : info.tcpi_bytes_received;
}

// Watching ---------------------------------------------------------------------------------------

/// What is to be done for a connection once the lock is free.
typedef struct {
  enum { TELL_IT_IS_LATE, TELL_SWIFT } what;
  int socket;
  uint64_t serial;
  int64_t since;
  chttp_exchange *exchange;
  void *request;
  char remote[INET6_ADDRSTRLEN];
} errand;

typedef struct {
  errand *errands;
  int count;
  struct pollfd *sockets;  // of those whose client may go
  nfds_t watched;
  int capacity;
} walk;

static bool has_place(walk *walk, int needed) {
  if (needed <= walk->capacity) return true;
  int capacity = needed * 2;
  errand *errands = realloc(walk->errands, (size_t)capacity * sizeof *errands);
  if (errands) walk->errands = errands;
  struct pollfd *sockets = realloc(walk->sockets, (size_t)capacity * sizeof *sockets);
  if (sockets) walk->sockets = sockets;
  if (errands && sockets) walk->capacity = capacity;
  return errands && sockets;
}

static void add_errand(chttp_server *server, walk *walk, guest *guest, int what) {
  errand *errand = &walk->errands[walk->count++];
  errand->what = what;
  errand->socket = guest->socket;
  errand->serial = guest->serial;
  errand->since = guest->since;
  errand->exchange = guest->exchange;
  errand->request = guest->exchange ? guest->exchange->request : NULL;
  memcpy(errand->remote, guest->remote, sizeof errand->remote);
  if (errand->exchange) atomic_fetch_add(&errand->exchange->owners, 1);
  if (errand->request) server->callbacks.retain(errand->request);
  guest->is_told = true;
}

/// Wakes the worker, which finds an end where it waits for more.
static void end(guest *guest) {
  guest->state = CUT;
  shutdown(guest->socket, SHUT_RDWR);
}

static void look_at_waiting(chttp_server *server, walk *walk, guest *guest, int64_t now) {
  if (!guest->begun && chttp_arrived_bytes(guest->socket) != guest->arrived) guest->begun = now;
  int64_t idle = chttp_nanoseconds(server->settings.idle_seconds);
  if (atomic_load(&server->is_draining)) idle = TICK * 1000000LL;
  if (guest->begun) {
    int64_t most = chttp_nanoseconds(server->settings.head_seconds);
    if (now - guest->begun > most && !guest->is_told) add_errand(server, walk, guest, TELL_IT_IS_LATE);
  } else if (now - guest->since > idle) {
    end(guest);
  }
}

static void look_at_receiving(chttp_server *server, walk *walk, guest *guest, int64_t now) {
  const chttp_settings *settings = &server->settings;
  int64_t passed = now - guest->since;
  bool is_idle = now - guest->moved > chttp_nanoseconds(settings->idle_seconds);
  bool is_slow = passed > chttp_nanoseconds(settings->body_seconds) &&
    (double)guest->received < (double)passed / 1e9 * settings->body_rate;
  bool is_late = guest->exchange && !guest->is_told && (is_idle || is_slow);
  if (is_late) add_errand(server, walk, guest, TELL_IT_IS_LATE);
}

/// libmicrohttpd does not always notice that the rest of a request will never come.
static void look_at_hung_up(chttp_server *server, walk *walk, guest *guest, int64_t now) {
  bool is_answered = guest->state == HANDLING || guest->state == ANSWERING;
  if (is_answered && guest->exchange) add_errand(server, walk, guest, TELL_SWIFT);
  if (is_answered) return;
  int unread = 0;
  int64_t last = guest->moved > guest->since ? guest->moved : guest->since;
  if (ioctl(guest->socket, FIONREAD, &unread) || unread || now - last < GRACE) return;
  end(guest);
}

static void look_around(chttp_server *server, walk *walk, int64_t now) {
  walk->count = 0;
  walk->watched = 0;
  if (!has_place(walk, server->connections)) return;
  for (int i = 0; i < server->capacity && walk->count < walk->capacity; i++) {
    guest *guest = server->guests[i];
    if (!guest) continue;
    if (guest->state == WAITING) look_at_waiting(server, walk, guest, now);
    if (guest->state == RECEIVING) look_at_receiving(server, walk, guest, now);
    if (guest->state != CUT && !guest->is_told && walk->watched < (nfds_t)walk->capacity) {
      walk->sockets[walk->watched++] = (struct pollfd){guest->socket, POLLRDHUP, 0};
    }
  }
  if (poll(walk->sockets, walk->watched, 0) <= 0) return;
  for (nfds_t i = 0; i < walk->watched && walk->count < walk->capacity; i++) {
    if (walk->sockets[i].revents) {
      look_at_hung_up(server, walk, server->guests[walk->sockets[i].fd], now);
    }
  }
}

/// Tells a client that it is late, unless it has come to the next thing meanwhile.
static void tell_it_is_late(chttp_server *server, errand *errand) {
  uint8_t text[8192];
  const chttp_callbacks *callbacks = &server->callbacks;
  size_t size = callbacks->refusal(
    callbacks->context, errand->request, errand->remote, 408, text, sizeof text);
  pthread_mutex_lock(&server->lock);
  guest *guest = server->guests[errand->socket];
  if (guest && guest->serial == errand->serial && guest->since == errand->since &&
      (guest->state == WAITING || guest->state == RECEIVING)) {
    // Under the lock, or the worker could close the connection before.
    send(guest->socket, text, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    end(guest);
  }
  pthread_mutex_unlock(&server->lock);
}

static void run_errand(chttp_server *server, errand *errand) {
  if (errand->what == TELL_IT_IS_LATE) tell_it_is_late(server, errand);
  if (errand->what == TELL_SWIFT && errand->request) {
    // First, or the writer would take its end for a whole one.
    chttp_lose_stream(errand->exchange);
    server->callbacks.gone(errand->request);
  }
  if (errand->request) server->callbacks.release(errand->request);
  if (errand->exchange) chttp_release(errand->exchange);
}

// The loop ---------------------------------------------------------------------------------------

static nfds_t list_sockets(chttp_server *server, struct pollfd *sockets, bool accepts) {
  nfds_t count = 0;
  sockets[count++] = (struct pollfd){server->bell, POLLIN, 0};
  sockets[count++] = (struct pollfd){accepts ? server->listener : -1, POLLIN, 0};
  pthread_mutex_lock(&server->lock);
  for (int i = 0; i < server->lingerers; i++) {
    sockets[count++] = (struct pollfd){server->lingering[i].socket, POLLIN, 0};
  }
  pthread_mutex_unlock(&server->lock);
  return count;
}

static bool is_deserted(chttp_server *server) {
  pthread_mutex_lock(&server->lock);
  bool is_deserted = !server->connections && !server->lingerers;
  pthread_mutex_unlock(&server->lock);
  return is_deserted;
}

static void walk_around(chttp_server *server, walk *walk) {
  int64_t now = chttp_now();
  pthread_mutex_lock(&server->lock);
  look_around(server, walk, now);
  pthread_mutex_unlock(&server->lock);
  for (int i = 0; i < walk->count; i++) run_errand(server, &walk->errands[i]);
}

void *chttp_keep(void *context) {
  chttp_server *server = context;
  struct pollfd sockets[LINGERERS + 2];
  walk walk = {0};
  int64_t last = 0;
  bool has_descriptors = true;
  while (!atomic_load(&server->is_ending)) {
    nfds_t count = list_sockets(server, sockets, has_descriptors && server->listener >= 0);
    poll(sockets, count, is_deserted(server) && has_descriptors ? -1 : TICK);
    uint64_t rings;
    if (read(server->bell, &rings, sizeof rings) < 0 && errno != EAGAIN) break;
    if (atomic_load(&server->is_draining) && server->listener >= 0) {
      close(server->listener);
      server->listener = -1;
    }
    if (server->listener >= 0) has_descriptors = chttp_accept_some(server);
    int64_t now = chttp_now();
    chttp_swallow_all(server, now);
    if (now - last < TICK * 1000000LL) continue;
    last = now;
    walk_around(server, &walk);
  }
  free(walk.errands);
  free(walk.sockets);
  return NULL;
}

// Who comes in, and who has to leave.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "internal.h"

// Lingering --------------------------------------------------------------------------------------

bool chttp_linger(chttp_server *server, int socket) {
  if (server->lingerers == LINGERERS || atomic_load(&server->is_ending)) return false;
  int64_t now = chttp_now();
  int64_t until = now + chttp_nanoseconds(server->settings.linger_seconds);
  server->lingering[server->lingerers++] = (lingerer){socket, until, now};
  chttp_ring(server);
  return true;
}

/// Throws away what has come; false once there is no reason to wait for more.
static bool swallow(lingerer *one, int64_t now) {
  static char waste[1 << 16];
  // A client that says nothing for a while has seen the answer.
  if (now > one->until || now > one->moved + 2000000000LL) return false;
  for (int i = 0; i < 64; i++) {
    ssize_t count = recv(one->socket, waste, sizeof waste, MSG_DONTWAIT);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;
    one->moved = now;
  }
  return true;
}

void chttp_swallow_all(chttp_server *server, int64_t now) {
  pthread_mutex_lock(&server->lock);
  for (int i = 0; i < server->lingerers;) {
    if (swallow(&server->lingering[i], now)) {
      i++;
    } else {
      close(server->lingering[i].socket);
      server->lingering[i] = server->lingering[--server->lingerers];
    }
  }
  pthread_mutex_unlock(&server->lock);
}

// Accepting --------------------------------------------------------------------------------------

static bool is_same_host(const struct sockaddr_storage *a, const struct sockaddr_storage *b) {
  if (a->ss_family != b->ss_family) return false;
  if (a->ss_family == AF_INET) {
    return ((const struct sockaddr_in *)a)->sin_addr.s_addr ==
      ((const struct sockaddr_in *)b)->sin_addr.s_addr;
  }
  const struct sockaddr_in6 *left = (const void *)a, *right = (const void *)b;
  return !memcmp(&left->sin6_addr, &right->sin6_addr, sizeof left->sin6_addr);
}

static void write_remote(guest *guest) {
  const struct sockaddr_in6 *v6 = (const void *)&guest->address;
  const struct sockaddr_in *v4 = (const void *)&guest->address;
  const void *bytes = &v4->sin_addr;
  int family = guest->address.ss_family;
  if (family == AF_INET6) {
    bool is_mapped = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
    bytes = is_mapped ? (const void *)&v6->sin6_addr.s6_addr[12] : (const void *)&v6->sin6_addr;
    if (is_mapped) family = AF_INET;
  }
  inet_ntop(family, bytes, guest->remote, sizeof guest->remote);
}

static bool is_crowded(const chttp_server *server, const guest *new) {
  if (server->connections >= server->settings.connections) return true;
  int same = 0;
  for (int i = 0; i < server->capacity; i++) {
    if (server->guests[i] && is_same_host(&server->guests[i]->address, &new->address)) same++;
  }
  return same >= server->settings.connections_per_address;
}

static bool make_place(chttp_server *server, int socket) {
  if (socket < server->capacity) return true;
  int capacity = (socket + 1) * 2;
  guest **guests = realloc(server->guests, (size_t)capacity * sizeof *guests);
  if (!guests) return false;
  memset(guests + server->capacity, 0, (size_t)(capacity - server->capacity) * sizeof *guests);
  server->guests = guests;
  server->capacity = capacity;
  return true;
}

/// Counts a connection in; false if there is no place for it.
static bool admit(chttp_server *server, guest *new) {
  if (is_crowded(server, new) || !make_place(server, new->socket)) return false;
  for (int i = 1; i < server->settings.threads; i++) {
    if (server->loads[i] < server->loads[new->worker]) new->worker = i;
  }
  // What libmicrohttpd dropped without a word may have left its place behind.
  if (server->guests[new->socket]) {
    server->loads[server->guests[new->socket]->worker]--;
    server->connections--;
    free(server->guests[new->socket]);
  }
  server->guests[new->socket] = new;
  server->loads[new->worker]++;
  server->connections++;
  return true;
}

static void forget(chttp_server *server, guest *guest) {
  pthread_mutex_lock(&server->lock);
  server->guests[guest->socket] = NULL;
  server->loads[guest->worker]--;
  server->connections--;
  pthread_mutex_unlock(&server->lock);
  free(guest);
}

/// Says that there is no place and ends the connection in one direction; the other is the client's to end.
static void turn_away(chttp_server *server, int socket, const char *remote) {
  uint8_t text[8192];
  const chttp_callbacks *callbacks = &server->callbacks;
  size_t size = callbacks->refusal(callbacks->context, NULL, remote, 503, text, sizeof text);
  send(socket, text, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  shutdown(socket, SHUT_WR);
}

static void welcome(
  chttp_server *server, int socket, struct sockaddr_storage *address, socklen_t size
) {
  guest *new = calloc(1, sizeof *new);
  if (!new) {
    close(socket);
    return;
  }
  new->socket = socket;
  new->serial = ++server->serial;
  new->address = *address;
  new->since = chttp_now();
  write_remote(new);
  pthread_mutex_lock(&server->lock);
  bool is_in = admit(server, new);
  int worker = new->worker;
  pthread_mutex_unlock(&server->lock);
  if (is_in) {
    enum MHD_Result result =
      MHD_add_connection(server->workers[worker], socket, (struct sockaddr *)address, size);
    if (result != MHD_YES) forget(server, new);
    return;
  }
  turn_away(server, socket, new->remote);
  free(new);
  pthread_mutex_lock(&server->lock);
  bool lingers = chttp_linger(server, socket);
  pthread_mutex_unlock(&server->lock);
  if (!lingers) close(socket);
}

bool chttp_accept_some(chttp_server *server) {
  for (int i = 0; i < 64; i++) {
    struct sockaddr_storage address = {0};
    socklen_t size = sizeof address;
    int socket = accept4(
      server->listener, (struct sockaddr *)&address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) {
      return errno != EMFILE && errno != ENFILE && errno != ENOMEM && errno != ENOBUFS;
    }
    welcome(server, socket, &address, size);
  }
  return true;
}

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "internal.h"

void chttp_ring(chttp_server *server) {
  uint64_t one = 1;
  // A bell that cannot take more has been rung already.
  if (write(server->bell, &one, sizeof one) < 0) return;
}

/// Targets are decoded in Swift, where what is wrong with them can be said.
static size_t leave_as_it_is(void *context, struct MHD_Connection *connection, char *text) {
  (void)context, (void)connection;
  return strlen(text);
}

static void on_connection(
  void *context, struct MHD_Connection *connection, void **state,
  enum MHD_ConnectionNotificationCode code
) {
  chttp_server *server = context;
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  if (!info) return;
  int socket = info->connect_fd;
  pthread_mutex_lock(&server->lock);
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    *state = server->guests[socket];
    if (server->is_cutting) shutdown(socket, SHUT_RDWR);
  } else if (*state) {
    guest *guest = *state;
    *state = NULL;
    server->guests[socket] = NULL;
    server->connections--;
    server->loads[guest->worker]--;
    if (guest->lingers) {
      int copy = fcntl(socket, F_DUPFD_CLOEXEC, 0);
      if (copy >= 0 && !chttp_linger(server, copy)) close(copy);
    }
    free(guest);
  }
  pthread_mutex_unlock(&server->lock);
}

static int listen_at(const chttp_settings *settings, chttp_server *server) {
  struct addrinfo hints = {.ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM}, *found = NULL;
  char port[8];
  snprintf(port, sizeof port, "%u", settings->port);
  if (getaddrinfo(settings->address, port, &hints, &found) || !found) return EINVAL;
  int code = 0, on = 1, off = 0;
  server->listener =
    socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, found->ai_protocol);
  struct sockaddr_storage bound = {0};
  socklen_t size = sizeof bound;
  if (server->listener < 0) {
    code = errno;
  } else {
    setsockopt(server->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (found->ai_family == AF_INET6) {
      setsockopt(server->listener, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    }
    if (bind(server->listener, found->ai_addr, found->ai_addrlen) ||
        listen(server->listener, SOMAXCONN) ||
        getsockname(server->listener, (struct sockaddr *)&bound, &size)) {
      code = errno;
    }
  }
  server->port = ntohs(
    bound.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&bound)->sin6_port
                                : ((struct sockaddr_in *)&bound)->sin_port);
  freeaddrinfo(found);
  return code;
}

static int start_workers(chttp_server *server) {
  const chttp_settings *settings = &server->settings;
  for (int i = 0; i < settings->threads; i++) {
    // The keeper minds all deadlines but that of a client that does not take its answer.
    unsigned patience = settings->idle_seconds < 1e6 ? (unsigned)settings->idle_seconds + 2 : 0;
    server->workers[i] = MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0, NULL,
      NULL, chttp_on_request, server, MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings->head_bytes,
      MHD_OPTION_CONNECTION_LIMIT, (unsigned)settings->connections + 1,
      MHD_OPTION_CONNECTION_TIMEOUT, patience, MHD_OPTION_NOTIFY_COMPLETED, chttp_on_completed, server,
      MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_URI_LOG_CALLBACK, chttp_on_target,
      server, MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL, MHD_OPTION_END);
    if (!server->workers[i]) return errno ? errno : ENOMEM;
  }
  return 0;
}

static int begin(chttp_server *server) {
  const chttp_settings *settings = &server->settings;
  server->workers = calloc((size_t)settings->threads, sizeof *server->workers);
  server->loads = calloc((size_t)settings->threads, sizeof *server->loads);
  server->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (!server->workers || !server->loads || server->bell < 0) return ENOMEM;
  int code = listen_at(settings, server);
  if (!code) code = start_workers(server);
  if (!code) code = pthread_create(&server->keeper, NULL, chttp_keep, server);
  server->has_keeper = !code;
  return code;
}

int chttp_start(
  const chttp_settings *settings, const chttp_callbacks *callbacks, chttp_server **out
) {
  chttp_server *server = calloc(1, sizeof *server);
  if (!server) return ENOMEM;
  server->settings = *settings;
  server->callbacks = *callbacks;
  server->listener = server->bell = -1;
  pthread_mutex_init(&server->lock, NULL);
  int code = begin(server);
  server->settings.address = "";
  if (code) {
    chttp_free(server);
  } else {
    *out = server;
  }
  return code;
}

uint16_t chttp_port(const chttp_server *server) { return server->port; }

void chttp_drain(chttp_server *server) {
  atomic_store(&server->is_draining, true);
  chttp_ring(server);
}

void chttp_cut(chttp_server *server) {
  atomic_store(&server->is_draining, true);
  pthread_mutex_lock(&server->lock);
  server->is_cutting = true;
  for (int i = 0; i < server->capacity; i++) {
    guest *guest = server->guests[i];
    if (!guest) continue;
    // A client in the midst of sending may otherwise take very long to notice.
    struct linger now = {.l_onoff = guest->exchange != NULL};
    setsockopt(guest->socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    shutdown(guest->socket, SHUT_RDWR);
    if (guest->exchange) chttp_lose(guest->exchange);
  }
  pthread_mutex_unlock(&server->lock);
  chttp_ring(server);
}

void chttp_free(chttp_server *server) {
  if (!server) return;
  if (server->has_keeper) {
    atomic_store(&server->is_ending, true);
    chttp_cut(server);
    pthread_join(server->keeper, NULL);
  }
  for (int i = 0; server->workers && i < server->settings.threads; i++) {
    if (server->workers[i]) MHD_stop_daemon(server->workers[i]);
  }
  for (int i = 0; i < server->lingerers; i++) close(server->lingering[i].socket);
  for (int i = 0; i < server->capacity; i++) free(server->guests[i]);
  if (server->listener >= 0) close(server->listener);
  if (server->bell >= 0) close(server->bell);
  pthread_mutex_destroy(&server->lock);
  free(server->guests);
  free(server->workers);
  free(server->loads);
  free(server);
}

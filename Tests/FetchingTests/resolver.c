// Stands before the system's resolver: the name rebinding.test is somebody public, then this machine, and so on.
// What goes to the public address is refused here, so that nobody outside ever hears of it.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>

static const char *const names[] = {"93.184.216.34", "127.0.0.1"};
static atomic_uint count;

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
  int (*next)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
      dlsym(RTLD_NEXT, "getaddrinfo");
  if (node && !strcmp(node, "rebinding.test")) node = names[atomic_fetch_add(&count, 1) % 2];
  return next(node, service, hints, found);
}

int connect(int descriptor, const struct sockaddr *address, socklen_t size) {
  int (*next)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "connect");
  const struct sockaddr_in *v4 = (const struct sockaddr_in *)address;
  if (address->sa_family == AF_INET && v4->sin_addr.s_addr == inet_addr(names[0])) {
    errno = ECONNREFUSED;
    return -1;
  }
  return next(descriptor, address, size);
}

// Starting processes, speaking to them, and learning of their ends.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cconfine.h"

struct pipes {
  int ours[3];
  int theirs[3];
};

static void close_all(int *descriptors) {
  for (int place = 0; place < 3; place++) {
    if (descriptors[place] >= 0) close(descriptors[place]);
    descriptors[place] = -1;
  }
}

/// Moves a descriptor out of the way of the three that the child gets.
static int lift(int descriptor) {
  if (descriptor > 2) return descriptor;
  int lifted = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  int code = errno;
  close(descriptor);
  errno = code;
  return lifted;
}

static int make_pipes(struct pipes *pipes) {
  for (int place = 0; place < 3; place++) {
    int ends[2];
    // Other threads may start programs meanwhile.
    if (pipe2(ends, O_CLOEXEC)) return errno;
    bool writes = place == 0;
    pipes->ours[place] = lift(ends[writes]);
    pipes->theirs[place] = lift(ends[!writes]);
    if (pipes->ours[place] < 0 || pipes->theirs[place] < 0) return errno;
    if (fcntl(pipes->ours[place], F_SETFL, O_NONBLOCK)) return errno;
  }
  return 0;
}

static int start(
  const char *path, char *const *arguments, char *const *environment, const int *theirs,
  pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int code = posix_spawn_file_actions_init(&actions);
  if (code) return code;
  code = posix_spawnattr_init(&attributes);
  if (code) {
    posix_spawn_file_actions_destroy(&actions);
    return code;
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setflags(
    &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  for (int place = 0; place < 3 && !code; place++) {
    code = posix_spawn_file_actions_adddup2(&actions, theirs[place], place);
  }
#ifdef __GLIBC__
  // Elsewhere everything of ours is closed because it was opened so.
  if (!code) code = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
  if (!code) code = posix_spawn(process, path, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return code;
}

int cconfine_start(
  const char *path, char *const *arguments, char *const *environment, cconfine_child *child) {
  struct pipes pipes = {{-1, -1, -1}, {-1, -1, -1}};
  pid_t process = 0;
  int code = make_pipes(&pipes);
  if (!code) code = start(path, arguments, environment, pipes.theirs, &process);
  close_all(pipes.theirs);
  if (code) {
    close_all(pipes.ours);
    return code;
  }
  *child = (cconfine_child){
    process, (int)syscall(SYS_pidfd_open, process, 0), pipes.ours[0], pipes.ours[1], pipes.ours[2]};
  return 0;
}

bool cconfine_has_ended(int32_t process) {
  siginfo_t information = {0};
  int code = waitid(P_PID, (id_t)process, &information, WEXITED | WNOHANG | WNOWAIT);
  return code ? errno == ECHILD : information.si_pid == process;
}

void cconfine_signal(int32_t process, int signal) {
  if (process > 1) kill(-process, signal);
}

int cconfine_reap(int32_t process, cconfine_end *end) {
  int status = 0;
  struct rusage use = {0}, ours = {0};
  pid_t reaped;
  do {
    reaped = wait4(process, &status, 0, &use);
  } while (reaped < 0 && errno == EINTR);
  if (reaped < 0) return errno;
  getrusage(RUSAGE_SELF, &ours);
  end->is_signal = WIFSIGNALED(status);
  end->code = end->is_signal ? WTERMSIG(status) : WEXITSTATUS(status);
  end->cpu_microseconds = (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1000000LL +
                          use.ru_utime.tv_usec + use.ru_stime.tv_usec;
  // A child begins on its parent's memory, and the system counts that as its own.
  end->peak_memory = use.ru_maxrss > ours.ru_maxrss ? use.ru_maxrss * 1024LL : 0;
  return 0;
}

int64_t cconfine_write(int descriptor, const uint8_t *bytes, size_t size) {
  sigset_t broken, before, pending;
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  sigpending(&pending);
  pthread_sigmask(SIG_BLOCK, &broken, &before);
  ssize_t count = write(descriptor, bytes, size);
  int code = errno;
  if (count < 0 && code == EPIPE && !sigismember(&pending, SIGPIPE)) {
    const struct timespec at_once = {0};
    while (sigtimedwait(&broken, NULL, &at_once) < 0 && errno == EINTR) continue;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return count < 0 ? -code : count;
}

int cconfine_make_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void cconfine_ring(int bell) {
  uint64_t one = 1;
  ssize_t count = write(bell, &one, sizeof one);
  (void)count;
}

void cconfine_hush(int bell) {
  uint64_t rings;
  ssize_t count = read(bell, &rings, sizeof rings);
  (void)count;
}

int cconfine_make_memory(void) { return memfd_create("shotlog", MFD_CLOEXEC); }

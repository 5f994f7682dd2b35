#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "internal.h"

struct cmedia_interrupt {
  atomic_bool is_cancelled;
  _Atomic int64_t deadline;  // nanoseconds of the monotonic clock; 0: none
};

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

cmedia_interrupt *cmedia_interrupt_create(void) { return calloc(1, sizeof(cmedia_interrupt)); }

void cmedia_interrupt_free(cmedia_interrupt *interrupt) { free(interrupt); }

void cmedia_interrupt_cancel(cmedia_interrupt *interrupt) {
  atomic_store_explicit(&interrupt->is_cancelled, true, memory_order_relaxed);
}

void cmedia_interrupt_set_deadline(cmedia_interrupt *interrupt, double seconds) {
  // Nobody waits for ten years, and more would overflow.
  double bounded = seconds < 3e8 ? seconds : 3e8;
  int64_t deadline = seconds > 0 ? now() + (int64_t)(bounded * 1e9) : 0;
  atomic_store_explicit(&interrupt->deadline, deadline, memory_order_relaxed);
}

cmedia_interrupt_state cmedia_interrupt_check(const cmedia_interrupt *interrupt) {
  if (atomic_load_explicit(&interrupt->is_cancelled, memory_order_relaxed)) return CMEDIA_CANCELLED;
  int64_t deadline = atomic_load_explicit(&interrupt->deadline, memory_order_relaxed);
  return deadline && now() >= deadline ? CMEDIA_TIMED_OUT : CMEDIA_RUNNING;
}

int interrupt_callback(void *interrupt) {
  return cmedia_interrupt_check(interrupt) != CMEDIA_RUNNING;
}

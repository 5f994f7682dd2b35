/// The last failure of each thread.
#ifndef SHOTLOG_LAST_FAILURE_H
#define SHOTLOG_LAST_FAILURE_H

#include <stdint.h>

/// Remembers a failure for the calling thread; of long words, the beginning.
void shotlog_remember_failure(int32_t code, const char *_Nonnull message);

#endif

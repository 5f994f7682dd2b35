// The system's ways to bound a process, behind one header. Mechanics only: what a process may do, and what its end
// means, is decided in Swift.
//
// Functions give 0 or an error number unless they say otherwise. The first half is for the process that is to be
// bounded, before it has a second thread: what threads there are already stay free of some of it.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// What a process may use; negative for no limit.
typedef struct {
  int64_t memory;  // bytes that it may write to and that are its own
  int64_t cpu_seconds;
  int64_t file_size;
  int64_t open_files;
  int64_t niceness;  // how much more it lets others go first, 0 to 19
} cconfine_limits;

/// Limits a process, or the calling one if that is 0. It cannot lift what it is given, and leaves no core.
int cconfine_limit(int32_t process, const cconfine_limits *limits);

/// Gives up all rights that other programs would bring, and makes this process the first to end when memory does.
int cconfine_renounce_gains(void);

/// Gives up what an administrator may do, but for reading files, and hides the memory from others of the same user.
int cconfine_renounce_rights(void);

/// Has this process killed when the thread that started it ends; ESRCH if its parent is not that process any more.
/// A parent of 0 stands for whoever it is.
int cconfine_die_with_parent(int32_t parent);

/// Allows files below some paths to be read and below others to be made and written, and no other file; paths that
/// are not there are passed over. Without `network`, connections over TCP are refused as well.
///
/// Gives the version of Landlock that does it, 0 if the kernel has none, or a negative error number.
int cconfine_files(
  const char *_Nonnull const *_Nullable readable, size_t readable_count,
  const char *_Nonnull const *_Nullable writable, size_t writable_count, bool programs,
  bool network);

/// Refuses calls that reach into other processes or into the system; without `network` sockets, without `processes`
/// new ones and other programs.
int cconfine_calls(bool network, bool processes);

/// How many threads this process has; 0 if nobody knows.
int cconfine_threads(void);

/// A child process, with our ends of its pipes, which do not block.
typedef struct {
  int32_t process;
  int end;     // readable once it has ended; -1 if the kernel has no such thing
  int input;   // to write to
  int output;  // to read from
  int errors;  // to read from
} cconfine_child;

/// Starts a program in a process group of its own, with nothing open but three pipes and with no signal blocked or
/// ignored.
int cconfine_start(
  const char *path, char *_Nullable const *_Nonnull arguments,
  char *_Nullable const *_Nonnull environment, cconfine_child *child);

/// How a process ended.
typedef struct {
  bool is_signal;
  int code;  // the exit code, or the signal
  int64_t cpu_microseconds;
  int64_t peak_memory;  // in bytes; 0 if it never had more than this process once had
} cconfine_end;

/// Whether a child has ended; it stays to be reaped.
bool cconfine_has_ended(int32_t process);

/// Sends a signal to a child's group.
void cconfine_signal(int32_t process, int signal);

/// Waits for a child that has ended, and lets go of its name.
int cconfine_reap(int32_t process, cconfine_end *end);

/// Writes without being killed where nobody reads; gives how much, or a negative error number.
int64_t cconfine_write(int descriptor, const uint8_t *bytes, size_t size);

/// Makes a descriptor that becomes readable when `cconfine_ring` is called, until `cconfine_hush` is; -1 for none.
int cconfine_make_bell(void);
void cconfine_ring(int bell);
void cconfine_hush(int bell);

/// Makes a file that lies in memory alone and has no name; -1 for none.
int cconfine_make_memory(void);

#pragma clang assume_nonnull end

// What a process may use, and the rights that it gives up.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cconfine.h"

/// `extra` is what lies between being told and being ended.
static int limit(int32_t process, int what, int64_t value, int64_t extra) {
  if (value < 0) return 0;
  struct rlimit present;
  if (prlimit(process, what, NULL, &present)) return errno;
  rlim_t soft = (rlim_t)value, hard = (rlim_t)value + (rlim_t)extra;
  // Nobody but an administrator may raise it.
  if (present.rlim_max != RLIM_INFINITY && hard > present.rlim_max) hard = present.rlim_max;
  if (soft > hard) soft = hard;
  struct rlimit wanted = {soft, hard};
  return prlimit(process, what, &wanted, NULL) ? errno : 0;
}

int cconfine_limit(int32_t process, const cconfine_limits *limits) {
  int code = limit(process, RLIMIT_CORE, 0, 0);
  // Address space would count what is only reserved, which Swift and the allocator do plentifully.
  if (!code) code = limit(process, RLIMIT_DATA, limits->memory, 0);
  if (!code) code = limit(process, RLIMIT_CPU, limits->cpu_seconds, 2);
  if (!code) code = limit(process, RLIMIT_FSIZE, limits->file_size, 0);
  if (!code) code = limit(process, RLIMIT_NOFILE, limits->open_files, 0);
  // Threads that are there already keep theirs.
  if (!code && limits->niceness > 0) {
    int present = getpriority(PRIO_PROCESS, (id_t)process);
    if (setpriority(PRIO_PROCESS, (id_t)process, present + (int)limits->niceness)) code = errno;
  }
  return code;
}

int cconfine_renounce_gains(void) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return errno;
  int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file >= 0) {
    // Best effort: some containers do not let it be written.
    ssize_t count = write(file, "1000", 4);
    (void)count;
    close(file);
  }
  return 0;
}

int cconfine_renounce_rights(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct rights[2] = {0};
  if (syscall(SYS_capget, &header, rights)) return errno;
  // An administrator's server reads its users' files.
  uint32_t kept = rights[0].permitted & (1u << CAP_DAC_READ_SEARCH);
  rights[0] = (struct __user_cap_data_struct){.effective = kept, .permitted = kept};
  rights[1] = (struct __user_cap_data_struct){0};
  if (syscall(SYS_capset, &header, rights)) return errno;
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) ? errno : 0;
}

int cconfine_die_with_parent(int32_t parent) {
  pid_t before = getppid();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)) return errno;
  // It may have died before that was said.
  return getppid() == (parent ? parent : before) ? 0 : ESRCH;
}

int cconfine_threads(void) {
  DIR *folder = opendir("/proc/self/task");
  if (!folder) return 0;
  int count = 0;
  for (struct dirent *entry; (entry = readdir(folder));) count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

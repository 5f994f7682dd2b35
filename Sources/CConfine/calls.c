// Which calls of the system a process may make.
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cconfine.h"

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifndef MACHINE

int cconfine_calls(bool network, bool processes) {
  (void)network, (void)processes;
  return ENOSYS;
}

#else

enum { most_steps = 256, system_call_seccomp = SYS_seccomp };

struct filter {
  struct sock_filter steps[most_steps];
  unsigned short count;
};

static void step(struct filter *filter, uint16_t code, uint32_t value, uint8_t yes, uint8_t no) {
  if (filter->count < most_steps) {
    filter->steps[filter->count] = (struct sock_filter)BPF_JUMP(code, value, yes, no);
  }
  filter->count++;
}

static void load(struct filter *filter, size_t offset) {
  step(filter, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void answer(struct filter *filter, uint32_t verdict) {
  step(filter, BPF_RET | BPF_K, verdict, 0, 0);
}

/// Refuses one call, whose number is loaded.
static void refuse(struct filter *filter, long call, int code) {
  step(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 1);
  answer(filter, SECCOMP_RET_ERRNO | (uint32_t)code);
}

/// Refuses one call unless its first argument is one of those.
static void refuse_unless(
  struct filter *filter, long call, const uint32_t *values, uint8_t count, int code) {
  step(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, (uint8_t)(count + 3));
  load(filter, offsetof(struct seccomp_data, args[0]));
  for (uint8_t place = 0; place < count; place++) {
    step(filter, BPF_JMP | BPF_JEQ | BPF_K, values[place], (uint8_t)(count - place), 0);
  }
  answer(filter, SECCOMP_RET_ERRNO | (uint32_t)code);
  answer(filter, SECCOMP_RET_ALLOW);
}

static const long foreign[] = {
  // Other processes.
  SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_tkill,
  SYS_pidfd_send_signal, SYS_pidfd_open, 438 /* pidfd_getfd */,
  // Other views of files.
  SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, SYS_move_mount,
  SYS_open_tree, SYS_fsopen, SYS_fspick, SYS_fsmount, SYS_open_by_handle_at, SYS_swapon, SYS_swapoff,
  SYS_quotactl,
  // The kernel itself, and parts of it where bugs were many.
  SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_syslog,
  SYS_acct, SYS_sethostname, SYS_setdomainname, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex,
  SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key,
  SYS_personality,
};

int cconfine_calls(bool network, bool processes) {
  struct filter filter = {.count = 0};
  load(&filter, offsetof(struct seccomp_data, arch));
  step(&filter, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
  answer(&filter, SECCOMP_RET_KILL_PROCESS);
  load(&filter, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
  // The numbers of the x32 interface, under which the same calls could be made.
  step(&filter, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
  answer(&filter, SECCOMP_RET_ERRNO | ENOSYS);
#endif
  for (size_t place = 0; place < sizeof foreign / sizeof *foreign; place++) {
    refuse(&filter, foreign[place], EPERM);
  }
  // Its work escapes all filters.
  refuse(&filter, 425 /* io_uring_setup */, ENOSYS);
  uint32_t own = (uint32_t)getpid();
  const uint32_t ourselves[] = {0, own};
  refuse_unless(&filter, SYS_kill, ourselves, 2, EPERM);
  refuse_unless(&filter, SYS_tgkill, ourselves, 2, EPERM);
  refuse_unless(&filter, SYS_rt_sigqueueinfo, ourselves, 2, EPERM);
  refuse_unless(&filter, SYS_rt_tgsigqueueinfo, ourselves, 2, EPERM);
  refuse_unless(&filter, SYS_prlimit64, ourselves, 2, EPERM);
  if (network) {
    // Netlink to sort the addresses of a name; nothing local, where other programs might obey.
    const uint32_t families[] = {AF_INET, AF_INET6, AF_NETLINK};
    refuse_unless(&filter, SYS_socket, families, 3, EACCES);
  } else {
    refuse(&filter, SYS_socket, EACCES);
    refuse(&filter, SYS_socketpair, EACCES);
  }
  if (!processes) {
#ifdef SYS_fork
    refuse(&filter, SYS_fork, EPERM);
    refuse(&filter, SYS_vfork, EPERM);
#endif
    refuse(&filter, SYS_execve, EPERM);
    refuse(&filter, SYS_execveat, EPERM);
    // Its flags lie in memory, where no filter sees them; the C library then takes the older call.
    refuse(&filter, 435 /* clone3 */, ENOSYS);
    step(&filter, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4);
    load(&filter, offsetof(struct seccomp_data, args[0]));
    step(&filter, BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0);
    answer(&filter, SECCOMP_RET_ERRNO | EPERM);
    answer(&filter, SECCOMP_RET_ALLOW);
  }
  answer(&filter, SECCOMP_RET_ALLOW);
  if (filter.count > most_steps) return E2BIG;
  struct sock_fprog program = {filter.count, filter.steps};
  long code = syscall(
    system_call_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
  // A positive one names a thread that could not be brought along.
  return code < 0 ? errno : code > 0 ? EBUSY : 0;
}

#endif

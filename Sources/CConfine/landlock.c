// Which files a process may touch. The numbers are the kernel's; its header on older systems has but the first.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cconfine.h"

enum {
  create_ruleset = 444,
  add_rule = 445,
  restrict_self = 446,
  ask_version = 1,
  rule_path_beneath = 1,
};

#define EXECUTE (1ull << 0)
#define WRITE_FILE (1ull << 1)
#define READ_FILE (1ull << 2)
#define READ_DIR (1ull << 3)
#define REMOVE_FILE (1ull << 5)
#define MAKE_REG (1ull << 8)
#define REFER (1ull << 13)
#define TRUNCATE (1ull << 14)
#define IOCTL_DEV (1ull << 15)
#define OF_FILES (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV)
#define READING (READ_FILE | READ_DIR)
// No folders, so that what is made can be taken away, and no links, so that it is what it seems.
#define WRITING (READING | WRITE_FILE | REMOVE_FILE | MAKE_REG | TRUNCATE)

struct ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scope;
};

struct path_beneath {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

static int allow(int rules, const char *path, uint64_t access) {
  int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return 0;
  struct stat status;
  int code = 0;
  if (fstat(place, &status)) {
    code = errno;
  } else {
    if (!S_ISDIR(status.st_mode)) access &= OF_FILES;
    struct path_beneath beneath = {access, place};
    if (syscall(add_rule, rules, rule_path_beneath, &beneath, 0)) code = errno;
  }
  close(place);
  return code;
}

int cconfine_files(
  const char *const *readable, size_t readable_count, const char *const *writable,
  size_t writable_count, bool programs, bool network) {
  long version = syscall(create_ruleset, NULL, 0, ask_version);
  if (version <= 0) return 0;
  uint64_t handled = (1ull << 13) - 1;
  if (version >= 2) handled |= REFER;
  if (version >= 3) handled |= TRUNCATE;
  if (version >= 5) handled |= IOCTL_DEV;
  struct ruleset ruleset = {.files = handled};
  size_t size = sizeof ruleset.files;
  if (version >= 4) {
    ruleset.network = network ? 0 : 3;  // to listen, to connect
    size += sizeof ruleset.network;
  }
  if (version >= 6) {
    ruleset.scope = 3;  // abstract sockets and signals of others
    size += sizeof ruleset.scope;
  }
  int rules = (int)syscall(create_ruleset, &ruleset, size, 0);
  if (rules < 0) return -errno;
  int code = 0;
  uint64_t reading = READING | (programs ? EXECUTE : 0);
  for (size_t place = 0; place < readable_count && !code; place++) {
    code = allow(rules, readable[place], reading & handled);
  }
  for (size_t place = 0; place < writable_count && !code; place++) {
    code = allow(rules, writable[place], WRITING & handled);
  }
  if (!code && syscall(restrict_self, rules, 0)) code = errno;
  close(rules);
  return code ? -code : (int)version;
}

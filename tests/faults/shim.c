/* A disk that fails, for tests: loaded before the program (LD_PRELOAD), it stands between it and the system.

   Every write, sync, truncation, opening, rename, link and removal below one folder is counted. The one that is asked
   for fails, is written in part, or ends the process; or everything is noted, with what was written, so that the states
   that a power cut may leave can be made from it. Reading is never touched. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <unistd.h>

/* What happens from the call `target` on. */
enum { NOTHING, ONCE, LASTING, SHORT_ONCE, FILLING, KILLED, TORN };

static char folder[PATH_MAX];
static size_t folder_length;
static int watching, mode, error_number, log_fd = -1;
static long counted, target;
static char kinds[1 << 16];

#define REAL(type, name, ...)                              \
    static type (*real)(__VA_ARGS__);                      \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* --- what the tests call ------------------------------------------------------------------------------------- */

void faults_watch(const char *path, int how, int number, long at, int log) {
    snprintf(folder, sizeof folder, "%s", path);
    folder_length = strlen(folder);
    counted = 0, target = at, mode = how, error_number = number, log_fd = log;
    watching = 1;
}

void faults_stop(void) { watching = 0; }

long faults_counted(void) { return counted; }

const char *faults_kinds(void) {
    kinds[counted < (long)sizeof kinds ? counted : (long)sizeof kinds - 1] = 0;
    return kinds;
}

/* --- which calls count --------------------------------------------------------------------------------------- */

static int within(const char *path) {
    return !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

static int path_of(int fd, char *into) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, into, PATH_MAX - 1);
    if (length < 0) return 0;
    into[length] = 0;
    return 1;
}

static int path_at(int fd, const char *path, char *into) {
    if (!path) return 0;
    if (*path == '/') {
        snprintf(into, PATH_MAX, "%s", path);
        return 1;
    }
    char base[PATH_MAX];
    if (fd == AT_FDCWD ? !getcwd(base, sizeof base) : !path_of(fd, base)) return 0;
    return snprintf(into, PATH_MAX, "%s/%s", base, path) < PATH_MAX;
}

static int watched_fd(int fd) {
    char path[PATH_MAX];
    return watching && fd > 2 && fd != log_fd && path_of(fd, path) && within(path);
}

static int watched_at(int fd, const char *path, char *into) {
    return watching && path_at(fd, path, into) && within(into);
}

/* --- the log of what was done ---------------------------------------------------------------------------------- */

struct entry {
    uint64_t kind, file;
    int64_t offset;
    uint64_t length;
};

static void put(const void *data, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    for (const char *at = data; length;) {
        ssize_t done = real(log_fd, at, length);
        if (done <= 0) abort();
        at += done, length -= done;
    }
}

static void note(char kind, uint64_t file, int64_t offset, const void *data, size_t length) {
    if (log_fd < 0 || !watching) return;
    int before = errno;
    struct entry entry = {(uint64_t)kind, file, offset, length};
    put(&entry, sizeof entry);
    put(data, length);
    errno = before;
}

static uint64_t number_of(int fd) {
    struct stat looked;
    return fstat(fd, &looked) ? 0 : looked.st_ino;
}

static void note_names(char kind, uint64_t file, const char *one, const char *other) {
    char both[2 * PATH_MAX];
    size_t length = snprintf(both, PATH_MAX, "%s", one) + 1;
    if (other) length += snprintf(both + length, PATH_MAX, "%s", other) + 1;
    note(kind, file, 0, both, length);
}

void faults_say(const char *text) { note('A', 0, 0, text, strlen(text)); }

/* --- what happens to one call ---------------------------------------------------------------------------------- */

/* 0: it goes on as it is; -1: it fails with errno; 1: only a part is written. */
static int fate(char kind) {
    long now = __atomic_add_fetch(&counted, 1, __ATOMIC_SEQ_CST);
    if (now < (long)sizeof kinds) kinds[now - 1] = kind;
    if (!target || now < target) return 0;
    /* What a full disk has no room for: contents and names. What is removed or made durable needs none. */
    int needs_room = kind == 'w' || kind == 'c' || kind == 'm' || kind == 'l';
    switch (mode) {
    case ONCE:
        if (now > target) return 0;
        errno = error_number;
        return -1;
    case LASTING:
        errno = error_number;
        return error_number == ENOSPC && !needs_room ? 0 : -1;
    case SHORT_ONCE:
        return now == target && kind == 'w';
    case FILLING:
        if (now == target && kind == 'w') return 1;
        errno = ENOSPC;
        return needs_room ? -1 : 0;
    case KILLED:
        kill(getpid(), SIGKILL);
        for (;;) pause();
    case TORN:
        if (kind == 'w') return 1;
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    return 0;
}

static size_t part_of(size_t length) { return length > 1024 ? length / 2 / 512 * 512 : length > 1 ? length / 2 : length; }

static void end_if_torn(void) {
    if (mode == TORN && counted >= target) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
}

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!watched_fd(fd)) return real(fd, data, length);
    int how = fate('w');
    if (how < 0) return -1;
    off_t at = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    ssize_t done = real(fd, data, how ? part_of(length) : length);
    if (how) end_if_torn();
    if (done > 0) note('W', number_of(fd), at, data, done);
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (!watched_fd(fd)) return real(fd, data, length, at);
    int how = fate('w');
    if (how < 0) return -1;
    ssize_t done = real(fd, data, how ? part_of(length) : length, at);
    if (how) end_if_torn();
    if (done > 0) note('W', number_of(fd), at, data, done);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return pwrite64(fd, data, length, at); }

/* Copying inside the system: whoever asks writes by itself where there is none. */
ssize_t sendfile64(int to, int from, off64_t *at, size_t length) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    if (!watched_fd(to)) return real(to, from, at, length);
    errno = EINVAL;
    return -1;
}

ssize_t sendfile(int to, int from, off_t *at, size_t length) { return sendfile64(to, from, at, length); }

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t length, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    if (!watched_fd(to)) return real(from, from_at, to, to_at, length, flags);
    errno = EINVAL;
    return -1;
}

static int synced(int fd, int (*real)(int)) {
    if (!watched_fd(fd)) return real(fd);
    if (fate('s') < 0) return -1;
    int done = real(fd);
    struct stat looked;
    char path[PATH_MAX];
    if (!done && !fstat(fd, &looked) && path_of(fd, path)) note_names(S_ISDIR(looked.st_mode) ? 'D' : 'S', looked.st_ino, path, 0);
    return done;
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return synced(fd, real);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return synced(fd, real);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    if (!watched_fd(fd)) return real(fd, size);
    if (fate('t') < 0) return -1;
    int done = real(fd, size);
    if (!done) note('T', number_of(fd), size, "", 0);
    return done;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int opened(int at, const char *name, int flags, mode_t rights) {
    REAL(int, "openat64", int, const char *, int, ...);
    char path[PATH_MAX];
    struct stat looked;
    if (!watched_at(at, name, path)) return real(at, name, flags, rights);
    if (flags & O_DIRECTORY && !(flags & O_CREAT)) return real(at, name, flags, rights); /* read by who removes a tree */
    int there = !stat(path, &looked);
    if (fate(there ? 'o' : flags & O_CREAT ? 'c' : 'o') < 0) return -1;
    int fd = real(at, name, flags, rights);
    if (fd >= 0 && !there && flags & O_CREAT) note_names('C', number_of(fd), path, 0);
    if (fd >= 0 && there && flags & O_TRUNC) note('T', number_of(fd), 0, "", 0);
    return fd;
}

#define RIGHTS(flags)                           \
    mode_t rights = 0;                          \
    if ((flags) & (O_CREAT | O_TMPFILE)) {      \
        va_list more;                           \
        va_start(more, flags);                  \
        rights = va_arg(more, mode_t);          \
        va_end(more);                           \
    }

int open(const char *name, int flags, ...) {
    RIGHTS(flags)
    return opened(AT_FDCWD, name, flags, rights);
}

int open64(const char *name, int flags, ...) {
    RIGHTS(flags)
    return opened(AT_FDCWD, name, flags, rights);
}

int openat(int at, const char *name, int flags, ...) {
    RIGHTS(flags)
    return opened(at, name, flags, rights);
}

int openat64(int at, const char *name, int flags, ...) {
    RIGHTS(flags)
    return opened(at, name, flags, rights);
}

int renameat(int from_at, const char *from, int to_at, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    char one[PATH_MAX], other[PATH_MAX];
    int counts = watched_at(from_at, from, one);
    counts = watched_at(to_at, to, other) || counts;
    if (counts && fate('r') < 0) return -1;
    int done = real(from_at, from, to_at, to);
    if (counts && !done) note_names('R', 0, one, other);
    return done;
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    char one[PATH_MAX], other[PATH_MAX];
    int counts = watched_at(from_at, from, one);
    counts = watched_at(to_at, to, other) || counts;
    if (counts && fate('l') < 0) return -1;
    int done = real(from_at, from, to_at, to, flags);
    if (counts && !done) note_names('L', 0, one, other);
    return done;
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int at, const char *name, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char path[PATH_MAX];
    if (!watched_at(at, name, path)) return real(at, name, flags);
    if (fate('u') < 0) return -1;
    int done = real(at, name, flags);
    if (!done) note_names(flags & AT_REMOVEDIR ? 'X' : 'U', 0, path, 0);
    return done;
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int at, const char *name, mode_t rights) {
    REAL(int, "mkdirat", int, const char *, mode_t);
    char path[PATH_MAX];
    if (!watched_at(at, name, path)) return real(at, name, rights);
    struct stat looked;
    if (!stat(path, &looked)) return real(at, name, rights); /* it is there: nothing is made */
    if (fate('m') < 0) return -1;
    int done = real(at, name, rights);
    if (!done) note_names('M', 0, path, 0);
    return done;
}

int mkdir(const char *name, mode_t rights) { return mkdirat(AT_FDCWD, name, rights); }

/* A disk that is full says so to whoever asks. */
int statvfs64(const char *name, struct statvfs64 *into) {
    REAL(int, "statvfs64", const char *, struct statvfs64 *);
    int done = real(name, into);
    char path[PATH_MAX];
    int full = mode == FILLING || (mode == LASTING && error_number == ENOSPC);
    if (!done && full && counted >= target && watched_at(AT_FDCWD, name, path)) into->f_bavail = into->f_bfree = 0;
    return done;
}

int statvfs(const char *name, struct statvfs *into) {
    REAL(int, "statvfs", const char *, struct statvfs *);
    int done = real(name, into);
    char path[PATH_MAX];
    int full = mode == FILLING || (mode == LASTING && error_number == ENOSPC);
    if (!done && full && counted >= target && watched_at(AT_FDCWD, name, path)) into->f_bavail = into->f_bfree = 0;
    return done;
}

/* Preloaded into what is compared: the clock stands still, at the second that STILL_CLOCK says, and
 * chance always says the same, so that two runs of the same commands differ only where the programs do. */
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t now(void) {
  const char *second = getenv("STILL_CLOCK");
  return second ? atol(second) : 1770000000; /* 2026-02-02 02:40 UTC */
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  (void)clock;
  time->tv_sec = now();
  time->tv_nsec = 0;
  return 0;
}

time_t time(time_t *out) {
  time_t second = now();
  if (out) *out = second;
  return second;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  (void)zone;
  time->tv_sec = now();
  time->tv_usec = 0;
  return 0;
}

/* std::random_device::_M_getval() of libstdc++ */
unsigned _ZNSt13random_device9_M_getvalEv(void *device) {
  (void)device;
  return 0x5a11;
}

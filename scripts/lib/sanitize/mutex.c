// What the thread sanitizer has to be told about Synchronization.Mutex.
//
// Where nobody waits, a Mutex is locked and unlocked by atomic accesses in the code that uses it,
// which the sanitizer sees. Where somebody does, both happen in Swift's own library, which is not
// built with the sanitizer: all that such a lock keeps apart would look like a race. These stand
// before the library's three functions, call them, and say what they have done.
//
// `scripts/check --sanitize thread` links this into the programs that it builds.

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

// Not there in a program that is built without the sanitizer, such as one that only helps to build.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

typedef SWIFT void lock_function(uint32_t state, SELF);
typedef SWIFT bool try_lock_function(SELF);
typedef SWIFT void unlock_function(SELF);

lock_function lock __asm__(LOCK);
try_lock_function try_lock __asm__(TRY_LOCK);
unlock_function unlock __asm__(UNLOCK);

SWIFT void lock(uint32_t state, SELF) {
  ((lock_function *)dlsym(RTLD_NEXT, LOCK))(state, self);
  if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT bool try_lock(SELF) {
  bool locked = ((try_lock_function *)dlsym(RTLD_NEXT, TRY_LOCK))(self);
  if (locked && __tsan_acquire) __tsan_acquire(self);
  return locked;
}

SWIFT void unlock(SELF) {
  if (__tsan_release) __tsan_release(self);
  ((unlock_function *)dlsym(RTLD_NEXT, UNLOCK))(self);
}

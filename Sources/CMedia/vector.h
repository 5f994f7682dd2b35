// Loops worth compiling more than once: the best one for the machine is chosen when the program starts.
#pragma once

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
// The choice is made before the sanitizer is ready, which it would not survive.
#define VECTORISED
#endif
#endif
#if !defined(VECTORISED) && defined(__x86_64__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#endif
#endif
#ifndef VECTORISED
#define VECTORISED
#endif

/* clang does not know gcc's attribute malloc(deallocator, position); our code never
 * calls malloc itself. The headers that declare it come first. Included before everything
 * when clang compiles. */
#ifndef HAILONG_TESTS_FUZZ_CLANG_H
#define HAILONG_TESTS_FUZZ_CLANG_H

#include <malloc.h>
#include <stdlib.h>

#define malloc(...) malloc

#endif

/* clang does not know gcc's attribute malloc(deallocator, position); our code never
 * calls malloc itself. Included before everything when clang compiles. */
#ifndef HAILONG_TESTS_FUZZ_CLANG_H
#define HAILONG_TESTS_FUZZ_CLANG_H

#include <stdlib.h>

#define malloc(...) malloc

#endif

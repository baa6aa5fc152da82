/* Stands for the id in a prepared response: load puts a new UUID in its place. */
#ifndef HAILONG_TESTS_MARK_H
#define HAILONG_TESTS_MARK_H

#define MARK "00000000-0000-4000-8000-000000000000"

#endif

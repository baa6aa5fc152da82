/* The files of collector/assets, embedded at build time: scripts without comments and
 * indentation, see the Makefile. */
#ifndef HAILONG_COLLECTOR_ASSET_H
#define HAILONG_COLLECTOR_ASSET_H

#include <stddef.h>

enum asset {
#define ASSET(name, path, hash, served) ASSET_##name,
#include "assets.inc"
#undef ASSET
	ASSET_COUNT
};

/* Each is there as it is, and compressed. */
enum asset_coding { ASSET_PLAIN, ASSET_GZIP, ASSET_BROTLI, ASSET_CODINGS };

/* NUL-terminated. */
const char *asset_text(enum asset asset);
const char *asset_bytes(enum asset asset, enum asset_coding coding, size_t *length);

/* The file's name, and a hash of its content: an address with both never changes what it
 * means, so browsers may keep it for good. */
const char *asset_name(enum asset asset);
const char *asset_hash(enum asset asset);

/* The asset that "HASH/NAME" speaks of, or -1. */
int asset_find(const char *address);

#endif

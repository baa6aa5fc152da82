/* The files of collector/assets, embedded at build time. */
#ifndef HAILONG_COLLECTOR_ASSET_H
#define HAILONG_COLLECTOR_ASSET_H

enum asset {
#define ASSET(name, path, hash) ASSET_##name,
#include "assets.inc"
#undef ASSET
	ASSET_COUNT
};

/* NUL-terminated. */
const char *asset_text(enum asset asset);

/* The file's name, and a hash of its content: an address with both never changes what it
 * means, so browsers may keep it for good. */
const char *asset_name(enum asset asset);
const char *asset_hash(enum asset asset);

/* The asset that "HASH/NAME" speaks of, or -1. */
int asset_find(const char *address);

#endif

/* The files of collector/assets, embedded at build time. */
#ifndef HAILONG_COLLECTOR_ASSET_H
#define HAILONG_COLLECTOR_ASSET_H

enum asset {
#define ASSET(name, path) ASSET_##name,
#include "assets.inc"
#undef ASSET
	ASSET_COUNT
};

/* NUL-terminated. */
const char *asset_text(enum asset asset);

#endif

/* See asset.h. */
#include "asset.h"

#include <string.h>

#define ASSET(name, path, hash)                                                       \
	extern const char asset_##name[];                                             \
	__asm__(".pushsection .rodata\n.global asset_" #name "\n.hidden asset_" #name \
		"\nasset_" #name ":\n.incbin \"" path "\"\n.byte 0\n.popsection\n");
#include "assets.inc"
#undef ASSET

static const struct {
	const char *text, *path, *hash;
} assets[ASSET_COUNT] = {
#define ASSET(name, path, hash) [ASSET_##name] = {asset_##name, path, hash},
#include "assets.inc"
#undef ASSET
};

const char *asset_text(enum asset asset)
{
	return assets[asset].text;
}

const char *asset_name(enum asset asset)
{
	return strrchr(assets[asset].path, '/') + 1;
}

const char *asset_hash(enum asset asset)
{
	return assets[asset].hash;
}

int asset_find(const char *address)
{
	size_t hash = strcspn(address, "/");

	for (int i = 0; address[hash] && i < ASSET_COUNT; i++)
		if (strncmp(assets[i].hash, address, hash) == 0 &&
		    !assets[i].hash[hash] &&
		    strcmp(asset_name((enum asset)i), address + hash + 1) == 0)
			return i;
	return -1;
}

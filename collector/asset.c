/* See asset.h. */
#include "asset.h"

#define ASSET(name, path)                                                             \
	extern const char asset_##name[];                                             \
	__asm__(".pushsection .rodata\n.global asset_" #name "\n.hidden asset_" #name \
		"\nasset_" #name ":\n.incbin \"" path "\"\n.byte 0\n.popsection\n");
#include "assets.inc"
#undef ASSET

static const char *const assets[ASSET_COUNT] = {
#define ASSET(name, path) [ASSET_##name] = asset_##name,
#include "assets.inc"
#undef ASSET
};

const char *asset_text(enum asset asset)
{
	return assets[asset];
}

/* See asset.h. */
#include "asset.h"

#include <string.h>

/* A file between two labels, and a byte of 0 after it. */
#define EMBED(label, path)                                                \
	extern const char label[], label##_end[];                         \
	__asm__(".pushsection .rodata\n"                                  \
		".global " #label "\n.hidden " #label "\n"                \
		".global " #label "_end\n.hidden " #label "_end\n" #label \
		":\n.incbin \"" path "\"\n" #label "_end:\n"              \
		".byte 0\n.popsection\n");
#define ASSET(name, path, hash, served)      \
	EMBED(asset_##name, served)          \
	EMBED(asset_gz_##name, served ".gz") \
	EMBED(asset_br_##name, served ".br")
#include "assets.inc"
#undef ASSET

static const struct {
	const char *path, *hash;
	struct {
		const char *bytes, *end;
	} as[ASSET_CODINGS];
} assets[ASSET_COUNT] = {
#define ASSET(name, path, hash, served)                                            \
	[ASSET_##                                                                  \
		name] = {path,                                                     \
			 hash,                                                     \
			 {[ASSET_PLAIN] = {asset_##name, asset_##name##_end},      \
			  [ASSET_GZIP] = {asset_gz_##name, asset_gz_##name##_end}, \
			  [ASSET_BROTLI] = {asset_br_##name, asset_br_##name##_end}}},
#include "assets.inc"
#undef ASSET
};

const char *asset_text(enum asset asset)
{
	return assets[asset].as[ASSET_PLAIN].bytes;
}

const char *asset_bytes(enum asset asset, enum asset_coding coding, size_t *length)
{
	*length =
		(size_t)(assets[asset].as[coding].end - assets[asset].as[coding].bytes);
	return assets[asset].as[coding].bytes;
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

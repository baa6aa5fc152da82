/* See asset.h. */
#include "asset.h"

#define ASSET(name, path)                                               \
	extern const char report_asset_##name[];                        \
	__asm__(".pushsection .rodata\n.global report_asset_" #name     \
		"\n.hidden report_asset_" #name "\nreport_asset_" #name \
		":\n.incbin \"" path "\"\n.byte 0\n.popsection\n");
#include "reports.inc"
#undef ASSET

static const char *const report_assets[REPORT_ASSET_COUNT] = {
#define ASSET(name, path) [REPORT_ASSET_##name] = report_asset_##name,
#include "reports.inc"
#undef ASSET
};

const char *report_asset_text(enum report_asset asset)
{
	return report_assets[asset];
}

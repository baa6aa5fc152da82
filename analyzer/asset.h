/* The files of analyzer/assets (and docs/methods.md), embedded at build time. */
#ifndef HAILONG_ANALYZER_ASSET_H
#define HAILONG_ANALYZER_ASSET_H

enum report_asset {
#define ASSET(name, path) REPORT_ASSET_##name,
#include "reports.inc"
#undef ASSET
	REPORT_ASSET_COUNT
};

/* NUL-terminated. */
const char *report_asset_text(enum report_asset asset);

#endif

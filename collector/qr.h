/* QR codes as SVG, by libqrencode, which no other file knows. */
#ifndef HAILONG_COLLECTOR_QR_H
#define HAILONG_COLLECTOR_QR_H

#include "forms/error.h"

#include <stdio.h>

/* How much of it may be dirty: 15 % for a slip that is kept in a pocket, 25 % for a
 * poster on a wall. */
enum qr_level { QR_SLIP, QR_POSTER };

/*
 * A nested <svg> whose upper left corner and side are given, with the quiet zone of four
 * modules that the standard asks for (ISO/IEC 18004) inside, black on white. False when
 * the text does not fit into a code.
 */
bool qr_svg(FILE *out, const char *text, enum qr_level level, double x, double y,
	    double side, struct error *err) MUST_CHECK;

#endif

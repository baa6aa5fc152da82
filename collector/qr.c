/* See qr.h. */
#include "qr.h"

#include <qrencode.h>

enum { QUIET = 4 };

/* Each run of dark modules of a row is one rectangle. */
static void write_rows(FILE *out, const QRcode *code)
{
	for (int y = 0; y < code->width; y++) {
		const unsigned char *row = code->data + y * code->width;
		for (int x = 0, end; x < code->width; x = end) {
			end = x + 1;
			if (!(row[x] & 1))
				continue;
			while (end < code->width && row[end] & 1)
				end++;
			fprintf(out, "M%d %dh%dv1h-%dz", x, y, end - x, end - x);
		}
	}
}

bool qr_svg(FILE *out, const char *text, enum qr_level level, double x, double y,
	    double side, struct error *err)
{
	QRcode *code = QRcode_encodeString(
		text, 0, level == QR_POSTER ? QR_ECLEVEL_Q : QR_ECLEVEL_M, QR_MODE_8,
		1);

	if (!code)
		return error_set(err, ERROR_INPUT, "a link is too long for a QR code");
	int whole = code->width + 2 * QUIET;
	fprintf(out,
		"<svg x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" viewBox=\"-%d -%d "
		"%d %d\" shape-rendering=\"crispEdges\">\n<path fill=\"#fff\" "
		"d=\"M-%d -%dh%dv%dh-%dz\"/>\n<path d=\"",
		x, y, side, side, QUIET, QUIET, whole, whole, QUIET, QUIET, whole,
		whole, whole);
	write_rows(out, code);
	fputs("\"/>\n</svg>\n", out);
	QRcode_free(code);
	return true;
}

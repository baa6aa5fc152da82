/* Signs a ticket with a last day of one's choice, which ticket issue does not do for days
 * that are over. usage: sign-ticket SECRET-IN-HEX ROUND UNIT SERVICE DAYS-FROM-TODAY */
#include "schema/ticket.h"

#include <sodium.h>
#include <string.h>

int main(int argc, char **argv)
{
	struct receipt_key secret;
	size_t length = 0;
	int64_t days;
	char text[TICKET_BYTES];

	if (argc != 6 || sodium_init() < 0 ||
	    sodium_hex2bin(secret.bytes, sizeof(secret.bytes), argv[1], strlen(argv[1]),
			   NULL, &length, NULL) != 0 ||
	    length != sizeof(secret.bytes) || !text_integer(argv[5], &days)) {
		fputs("usage: sign-ticket SECRET-IN-HEX ROUND UNIT SERVICE "
		      "DAYS-FROM-TODAY\n",
		      stderr);
		return 2;
	}
	const struct ticket_place place = {argv[2], argv[3], argv[4]};
	const struct ticket ticket =
		ticket_new((unsigned)(ticket_day(time(NULL)) + days));
	ticket_text(&ticket, &place, &secret, text);
	puts(text);
	return 0;
}

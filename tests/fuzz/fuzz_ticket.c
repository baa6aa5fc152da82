/*
 * A ticket as somebody typed it, at the form and when the form is sent. Bytes: outcome, a
 * text; then day, nonce, a place and a character, which make a ticket that must be read,
 * and not when that one of its characters is another.
 */
#include "collector/body.h"
#include "collector/route.h"
#include "desk.h"
#include "fuzz.h"
#include "schema/response_store.h"
#include "schema/ticket.h"

#include <ctype.h>
#include <string.h>

static const struct receipt_key secret;
static const struct ticket_place here = {"r1", "U1", "S1"}; /* desk.c's */

static bool is_same_ticket(const struct ticket *a, const struct ticket *b)
{
	return a->last_day == b->last_day &&
	       memcmp(a->nonce, b->nonce, sizeof(a->nonce)) == 0;
}

static void must_write_and_read(const struct ticket *ticket)
{
	static const struct ticket_place elsewhere = {"r1", "U1", "S2"};
	char text[TICKET_BYTES];
	struct ticket read;

	ticket_text(ticket, &here, &secret, text);
	must(strlen(text) == TICKET_BYTES - 1);
	must(ticket_read(text, &here, &secret, &read) && is_same_ticket(&read, ticket));
	must(!ticket_read(text, &elsewhere, &secret, &read));
}

static void must_notice(const struct ticket *ticket, size_t place, char other)
{
	char text[TICKET_BYTES];
	struct ticket read;

	ticket_text(ticket, &here, &secret, text);
	place %= TICKET_BYTES - 1;
	if (text[place] == '-' || !isdigit((unsigned char)other) ||
	    text[place] == other)
		return;
	text[place] = other;
	must(!ticket_read(text, &here, &secret, &read));
}

static const char *make(struct input input, struct arena *arena)
{
	struct ticket ticket;
	char text[TICKET_BYTES];

	ticket.last_day = (unsigned)input_byte(&input) << 8;
	ticket.last_day |= input_byte(&input);
	for (size_t i = 0; i < sizeof(ticket.nonce); i++)
		ticket.nonce[i] = input_byte(&input);
	must_write_and_read(&ticket);
	size_t place = input_byte(&input);
	must_notice(&ticket, place, (char)input_byte(&input));
	ticket_text(&ticket, &here, &secret, text);
	return arena_strdup(arena, text);
}

/* Whether an answer with that ticket was to be kept. */
static bool hand_in(void (*page)(struct request *, struct reply *), const char *text,
		    unsigned outcome, struct arena *arena)
{
	struct desk desk;

	desk_begin(&desk, fuzz_form(0), arena);
	must(body_field(arena, &desk.request.query, "unit", here.unit) &&
	     body_field(arena, &desk.request.query, "service", here.service) &&
	     body_field(arena, outcome & 1 ? &desk.request.query : &desk.request.form,
			"ticket", text) &&
	     body_field(arena, &desk.request.form, "q1", "4"));
	page(&desk.request, &desk.reply);
	bool kept = desk.request.saving && saving_is_by_ticket(desk.request.saving);
	desk_end(&desk, outcome >> 1);
	return kept;
}

static void must_admit(const char *text, unsigned outcome, struct arena *arena)
{
	struct ticket ticket;
	bool good = ticket_read(text, &here, &secret, &ticket) &&
		    ticket.last_day >= ticket_day(time(NULL));

	hand_in(page_form, text, outcome, arena);
	must(hand_in(page_form_post, text, outcome, arena) == good);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	unsigned outcome = input_byte(&input);
	struct arena *arena = arena_new();
	const char *text = input_text(&input, arena);
	struct ticket ticket;

	if (text && ticket_read(text, &here, &secret, &ticket))
		must_write_and_read(&ticket);
	if (text && is_utf8(text))
		must_admit(text, outcome, arena);
	must_admit(make(input, arena), outcome, arena);
	arena_free(arena);
	return 0;
}

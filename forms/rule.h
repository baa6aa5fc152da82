/*
 * The rules an input can break. A rule has a short code for programs (JSON, the
 * rejects file, metrics) and a sentence for people in both languages.
 */
#ifndef HAILONG_FORMS_RULE_H
#define HAILONG_FORMS_RULE_H

enum rule {
	RULE_KEPT, /* nothing is wrong */
	/* one value */
	RULE_LEVEL,
	RULE_CHOICE,
	RULE_INTEGER,
	RULE_DECIMAL,
	RULE_NA,
	RULE_LENGTH,
	RULE_UTF8,
	RULE_CONSTRAINT,
	/* the answers together */
	RULE_REQUIRED,
	RULE_RELEVANT,
	RULE_EMPTY,
	/* what a response says of itself */
	RULE_CODE,
	RULE_TIMESTAMP,
	RULE_NUMBER,
	RULE_CHANNEL,
	RULE_SELECTION,
	RULE_ROUND,
	RULE_UNIT,
	RULE_SERVICE,
	RULE_UUID,
	RULE_UNKNOWN_ITEM,
	RULE_TICKET,
	RULE_TICKET_OVER,
	/* the file it stands in */
	RULE_COLUMNS,
	RULE_QUOTE,
	RULE_LINE_LENGTH,
	/* what is kept already */
	RULE_ID_UNIT,
	RULE_ID_CONTENT,
	RULE_COUNT
};

/* "level", "choice", … */
const char *rule_code(enum rule rule);
/* A sentence in "vi" or, for any other language, in English. */
const char *rule_text(enum rule rule, const char *language);

#endif

/* See redact.h. Each rule marks bytes; at the end what is marked is left out. */
#include "redact.h"

#include "alloc.h"
#include "text.h"

#include <stdbool.h>
#include <string.h>

enum { DIGITS_MIN = 5, GAP_MAX = 3, NAME_WORDS_MAX = 5, PHRASE_WORDS_MAX = 3 };

#define MASK "[…]"

/* Words of a text. A key is the word in small ASCII letters with its marks behind each:
 * "bộ" is "bo^.", however it was composed. */
struct word {
	size_t from, end;
	const char *key;
	bool is_marked, is_capital;
};

/* Words that follow each other, by their keys. */
struct phrase {
	const char *keys[PHRASE_WORDS_MAX];
	size_t nkeys;
};

enum list { INTRODUCING, PLACES, FAMILIES, LIST_COUNT };

struct redaction {
	struct arena *arena;
	const char *text;
	size_t length;
	bool *hidden; /* of each byte */
	struct word *words;
	size_t nwords;
	struct phrase *phrases[LIST_COUNT];
};

/* --- letters ------------------------------------------------------------------------ */

/* Each has six tones (đ has none), small and capital. */
static const struct {
	char base, shape;
	const char *letters;
} vowels[] = {
	{'a', 0, "aàáảãạAÀÁẢÃẠ"},   {'a', '(', "ăằắẳẵặĂẰẮẲẴẶ"},
	{'a', '^', "âầấẩẫậÂẦẤẨẪẬ"}, {'e', 0, "eèéẻẽẹEÈÉẺẼẸ"},
	{'e', '^', "êềếểễệÊỀẾỂỄỆ"}, {'i', 0, "iìíỉĩịIÌÍỈĨỊ"},
	{'o', 0, "oòóỏõọOÒÓỎÕỌ"},   {'o', '^', "ôồốổỗộÔỒỐỔỖỘ"},
	{'o', '+', "ơờớởỡợƠỜỚỞỠỢ"}, {'u', 0, "uùúủũụUÙÚỦŨỤ"},
	{'u', '+', "ưừứửữựƯỪỨỬỮỰ"}, {'y', 0, "yỳýỷỹỵYỲÝỶỸỴ"},
	{'d', '-', "đđđđđđĐ"},
};
static const char tones[] = {0, '`', '\'', '?', '~', '.'};

static const struct {
	const char *mark;
	char shape, tone;
} combining[] = {
	{"\xCC\x80", 0, '`'}, {"\xCC\x81", 0, '\''}, {"\xCC\x89", 0, '?'},
	{"\xCC\x83", 0, '~'}, {"\xCC\xA3", 0, '.'},  {"\xCC\x82", '^', 0},
	{"\xCC\x86", '(', 0}, {"\xCC\x9B", '+', 0},
};

struct letter {
	char base, shape, tone;
	bool is_capital;
};

static size_t sequence_length(const char *text)
{
	size_t length = 1;

	while (((unsigned char)text[length] & 0xC0) == 0x80)
		length++;
	return length;
}

static bool is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Everything beyond ASCII is, but for the signs of Latin-1 and general punctuation. */
static bool is_letter(const char *text)
{
	unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];

	if (first < 0x80)
		return is_ascii_letter(*text);
	return first != 0xC2 && !(first == 0xE2 && second <= 0x81);
}

static bool find_vowel(const char *text, size_t length, struct letter *letter)
{
	for (size_t i = 0; i < ARRAY_SIZE(vowels); i++) {
		size_t number = 0;
		for (const char *at = vowels[i].letters; *at; number++) {
			size_t step = sequence_length(at);
			if (step == length && memcmp(at, text, length) == 0) {
				*letter = (struct letter){
					vowels[i].base, vowels[i].shape,
					tones[number % ARRAY_SIZE(tones)],
					number >= ARRAY_SIZE(tones)};
				return true;
			}
			at += step;
		}
	}
	return false;
}

static struct letter read_letter(const char *text, size_t length)
{
	struct letter letter = {0};

	if (length == 1 && is_ascii_letter(*text)) {
		letter.is_capital = *text < 'a';
		letter.base = (char)(letter.is_capital ? *text + 'a' - 'A' : *text);
	} else if (!find_vowel(text, length, &letter)) {
		letter.base = '_'; /* of no word that is looked for */
	}
	return letter;
}

static bool combine(struct letter *letter, const char *text)
{
	if (!*text)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(combining); i++)
		if (strncmp(combining[i].mark, text, 2) == 0) {
			letter->shape =
				combining[i].shape ? combining[i].shape : letter->shape;
			letter->tone =
				combining[i].tone ? combining[i].tone : letter->tone;
			return true;
		}
	return false;
}

/* --- words -------------------------------------------------------------------------- */

/* The word that begins here; returns where it ends. */
static const char *read_word(struct redaction *r, const char *at, struct word *word)
{
	size_t bytes = 0;

	while (at[bytes] && is_letter(at + bytes))
		bytes += sequence_length(at + bytes);
	char *key = arena_alloc(r->arena, 3 * bytes + 1, 1);
	*word = (struct word){.key = key};
	for (const char *end = at + bytes; at < end;) {
		size_t step = sequence_length(at);
		struct letter letter = read_letter(at, step);
		for (at += step; at < end && combine(&letter, at);)
			at += 2;
		if (key == word->key)
			word->is_capital = letter.is_capital;
		word->is_marked |= letter.shape || letter.tone;
		*key++ = letter.base;
		if (letter.shape)
			*key++ = letter.shape;
		if (letter.tone)
			*key++ = letter.tone;
	}
	return at;
}

static void read_words(struct redaction *r)
{
	r->words = arena_alloc(r->arena, r->length / 2 + 1, sizeof(*r->words));
	for (const char *at = r->text; *at;) {
		if (!is_letter(at)) {
			at += sequence_length(at);
			continue;
		}
		struct word *word = &r->words[r->nwords++];
		const char *end = read_word(r, at, word);
		word->from = (size_t)(at - r->text);
		word->end = (size_t)(end - r->text);
		at = end;
	}
}

/* The length of a blank, also of one that does not break; 0: none. */
static size_t blank(const char *at)
{
	if (*at == ' ' || *at == '\t')
		return 1;
	return strncmp(at, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Whether nothing but blanks, and of these other signs, stands before the word. */
static bool follows(const struct redaction *r, size_t number, const char *others)
{
	if (number == 0 || number >= r->nwords)
		return false;
	const char *at = r->text + r->words[number - 1].end;
	const char *end = r->text + r->words[number].from;
	while (at < end) {
		size_t step = strchr(others, *at) ? 1 : blank(at);
		if (!step)
			return false;
		at += step;
	}
	return true;
}

/* --- names -------------------------------------------------------------------------- */

/* Two words before one: "cán bộ Hùng" is not "bộ Hùng". */
static const char *const introducing[] = {
	"họ và tên",   "cán bộ",   "công chức", "viên chức",	"nhân viên",
	"chuyên viên", "chủ tịch", "giám đốc",	"trưởng phòng", "phó phòng",
	"trưởng thôn", "bác sĩ",   "bác sỹ",	"giáo viên",	"đồng chí",
	"đ c",	       "họ tên",   "tên là",	"tôi là",	"tên",
	"ông",	       "bà",	   "anh",	"chị",		"em",
	"cô",	       "chú",	   "bác",	"cậu",		"dì",
	"thím",	       "mợ",	   "cụ",	"thầy",		"ngài",
	"cháu",	       "vợ",	   "chồng",	"bố",		"mẹ",
	"mr",	       "mrs",	   "ms",
};

/* Behind an officer there stands as often where he works. */
static const char *const places[] = {"một", "ubnd", "hđnd", "tthc",  "ủy",
				     "uỷ",  "sở",   "xã",   "phường"};

static const char *const families[] = {
	"nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ",	  "võ",
	"đặng",	  "bùi",  "đỗ", "hồ",	"ngô",	 "dương", "lý",	  "đinh", "trương",
};

static const struct {
	const char *const *phrases;
	size_t n;
} lists[LIST_COUNT] = {
	[INTRODUCING] = {introducing, ARRAY_SIZE(introducing)},
	[PLACES] = {places, ARRAY_SIZE(places)},
	[FAMILIES] = {families, ARRAY_SIZE(families)},
};

static void read_lists(struct redaction *r)
{
	struct word word;

	for (int list = 0; list < LIST_COUNT; list++) {
		r->phrases[list] =
			arena_alloc(r->arena, lists[list].n, sizeof(*r->phrases[list]));
		for (size_t i = 0; i < lists[list].n; i++) {
			struct phrase *phrase = &r->phrases[list][i];
			const char *at = lists[list].phrases[i];
			while (*at) {
				at = read_word(r, at, &word);
				phrase->keys[phrase->nkeys++] = word.key;
				at += *at == ' ';
			}
		}
	}
}

/* With the same marks, or with none at all. */
static bool is_key(const struct word *word, const char *key)
{
	const char *at = word->key;

	if (word->is_marked)
		return strcmp(at, key) == 0;
	for (; *key; key++)
		if (is_ascii_letter(*key) && *at++ != *key)
			return false;
	return !*at;
}

static bool match(const struct redaction *r, size_t number, const struct phrase *phrase)
{
	for (size_t n = 0; n < phrase->nkeys; n++)
		if (number + n >= r->nwords || (n && !follows(r, number + n, "/")) ||
		    !is_key(&r->words[number + n], phrase->keys[n]))
			return false;
	return true;
}

/* How many words of the text, from this one on, are a phrase of the list; 0: none. */
static size_t find(const struct redaction *r, size_t number, enum list list)
{
	for (size_t i = 0; i < lists[list].n; i++)
		if (match(r, number, &r->phrases[list][i]))
			return r->phrases[list][i].nkeys;
	return 0;
}

static void hide(struct redaction *r, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		r->hidden[i] = true;
}

/* The capitalised words from here on; how many they are. */
static size_t name_length(const struct redaction *r, size_t number)
{
	size_t n = 0;

	while (n < NAME_WORDS_MAX && number + n < r->nwords &&
	       r->words[number + n].is_capital && (!n || follows(r, number + n, "")))
		n++;
	return n;
}

static void hide_names(struct redaction *r)
{
	for (size_t i = 0; i < r->nwords; i++) {
		size_t first = i + find(r, i, INTRODUCING);
		bool is_introduced = first > i && follows(r, first, ":") &&
				     find(r, first, INTRODUCING) < 2 &&
				     !find(r, first, PLACES);
		size_t n = is_introduced ? name_length(r, first) : 0;
		if (!n && find(r, i, FAMILIES)) {
			first = i;
			n = name_length(r, i);
			n = n > 1 ? n : 0;
		}
		if (n)
			hide(r, r->words[first].from, r->words[first + n - 1].end);
	}
}

/* --- numbers and addresses ---------------------------------------------------------- */

static bool touches(char c)
{
	return is_digit(c) || is_ascii_letter(c) || (c && strchr(".-/_+(", c));
}

/* Where the run of digits ends, and how many they are. */
static size_t run_of_digits(const struct redaction *r, size_t from, size_t *ndigits)
{
	size_t end = from, gap = 0;

	*ndigits = 0;
	for (size_t at = from; at < r->length && gap <= GAP_MAX;) {
		const char *text = r->text + at;
		size_t step =
			is_digit(*text) || strchr(".,-/()_", *text) ? 1 : blank(text);
		if (!step)
			break;
		at += step;
		gap = is_digit(*text) ? 0 : gap + 1;
		*ndigits += is_digit(*text);
		end = is_digit(*text) ? at : end;
	}
	return end;
}

static void hide_numbers(struct redaction *r)
{
	for (size_t i = 0; i < r->length; i++) {
		size_t ndigits, from = i;
		if (!is_digit(r->text[i]))
			continue;
		size_t end = run_of_digits(r, i, &ndigits);
		i = end - 1;
		if (ndigits < DIGITS_MIN)
			continue;
		while (from > 0 && touches(r->text[from - 1]))
			from--;
		while (end < r->length &&
		       (is_digit(r->text[end]) || is_ascii_letter(r->text[end])))
			end++;
		hide(r, from, end);
	}
}

static bool is_address(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '@' || strncmp(text + i, "://", 3) == 0)
			return true;
	return length > 4 && strncmp(text, "www.", 4) == 0;
}

static void hide_addresses(struct redaction *r)
{
	for (size_t i = 0; i < r->length;) {
		size_t n = strcspn(r->text + i, " \t\r\n");
		if (is_address(r->text + i, n))
			hide(r, i, i + n);
		i += n ? n : 1;
	}
}

/* --- out ---------------------------------------------------------------------------- */

/* Where the next thing that is told begins behind what is hidden and the blanks between
 * two such. */
static size_t behind_hidden(const struct redaction *r, size_t at)
{
	size_t end = at;

	while (at < r->length && (r->hidden[at] || blank(r->text + at))) {
		end = r->hidden[at] ? at + 1 : end;
		at += r->hidden[at] ? 1 : blank(r->text + at);
	}
	return end;
}

/* A mask is of five bytes and there is something between two of them. */
static const char *left(const struct redaction *r)
{
	char *told = arena_alloc(r->arena, 4 * r->length + sizeof(MASK), 1),
	     *out = told;

	for (size_t i = 0; i < r->length;) {
		if (!r->hidden[i]) {
			*out++ = r->text[i++];
			continue;
		}
		memcpy(out, MASK, sizeof(MASK) - 1);
		out += sizeof(MASK) - 1;
		i = behind_hidden(r, i);
	}
	return told;
}

const char *redact(struct arena *arena, const char *text)
{
	char *whole = arena_strdup(arena, text);

	text_drop_broken(whole);
	struct redaction r = {.arena = arena, .text = whole, .length = strlen(whole)};
	r.hidden = arena_alloc(arena, r.length + 1, sizeof(*r.hidden));
	read_words(&r);
	read_lists(&r);
	hide_addresses(&r);
	hide_numbers(&r);
	hide_names(&r);
	return left(&r);
}

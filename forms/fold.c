/* See fold.h. */
#include "fold.h"

#include <string.h>

static const struct {
	char base;
	const char *marked; /* letters of two or three bytes, small and capital */
} letters[] = {
	{'a', "àáảãạăằắẳẵặâầấẩẫậÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ"},
	{'d', "đĐ"},
	{'e', "èéẻẽẹêềếểễệÈÉẺẼẸÊỀẾỂỄỆ"},
	{'i', "ìíỉĩịÌÍỈĨỊ"},
	{'o', "òóỏõọôồốổỗộơờớởỡợÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ"},
	{'u', "ùúủũụưừứửữựÙÚỦŨỤƯỪỨỬỮỰ"},
	{'y', "ỳýỷỹỵỲÝỶỸỴ"},
};

static size_t sequence_length(const char *text)
{
	size_t length = 1;

	while (((unsigned char)text[length] & 0xC0) == 0x80)
		length++;
	return length;
}

/* The plain letter of the sequence, 0 for a combining mark, -1 where it has none. */
static int base_of(const char *text, size_t length)
{
	unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];

	if (length == 2 && (first == 0xCC || (first == 0xCD && second < 0xB0)))
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(letters); i++)
		for (const char *m = letters[i].marked; *m; m += sequence_length(m))
			if (sequence_length(m) == length &&
			    memcmp(m, text, length) == 0)
				return letters[i].base;
	return -1;
}

char *fold_text(struct arena *arena, const char *text)
{
	char *folded = arena_alloc(arena, strlen(text) + 1, 1);
	size_t used = 0;

	for (size_t step; *text; text += step) {
		int base = *text;
		step = sequence_length(text);
		if (step > 1)
			base = base_of(text, step);
		if (base >= 'A' && base <= 'Z')
			base += 'a' - 'A';
		if (base > 0 && (base != ' ' || (used > 0 && folded[used - 1] != ' ')))
			folded[used++] = (char)base;
		for (size_t i = 0; base < 0 && i < step; i++)
			folded[used++] = text[i];
	}
	while (used > 0 && folded[used - 1] == ' ')
		used--;
	folded[used] = '\0';
	return folded;
}

bool fold_matches(const char *folded, const char *words)
{
	while (*words) {
		size_t length = strcspn(words, " ");
		const char *at = folded;
		while (*at && strncmp(at, words, length) != 0)
			at++;
		if (!*at && length > 0)
			return false;
		words += length + (words[length] == ' ');
	}
	return true;
}

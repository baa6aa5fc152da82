/*
 * What people wrote, before others read it: what may tell who wrote it, or about whom, is
 * replaced by "[…]". By pattern, so it is imperfect both ways; the rule errs on the side of
 * masking, and whoever publishes comments still reads them first.
 *
 *   numbers    runs of digits with spaces and . , - / ( ) _ between them, of five digits or
 *              more, with the letters that touch them: telephones (also +84 …), numbers of
 *              identity cards, codes of files (H40.01-240315-0012), number plates; and so
 *              also dates and sums of money written in digits
 *   addresses  whatever has an @ in it, or begins with www. or a scheme (://)
 *   names      up to five capitalised words behind what introduces people: "anh Nguyễn Văn
 *              A", "bà Lê Thị B", "cán bộ Hùng", "tên là Lan"; a common family name and the
 *              capitalised words behind it, at least one: "Nguyễn Văn A"
 *
 * Vietnamese may be composed or decomposed, and words that introduce may lack their marks
 * ("ba Le Thi B"); a word with other marks is another word ("có" is not "cô"). A street
 * named for a person is masked like a person. Not seen: names in small letters or alone,
 * numbers in words, and what only neighbours understand.
 */
#ifndef HAILONG_FORMS_REDACT_H
#define HAILONG_FORMS_REDACT_H

struct arena;

/* UTF-8 whatever the bytes were; lives as long as the arena. */
const char *redact(struct arena *arena, const char *text);

#endif

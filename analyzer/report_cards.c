/* See report_cards.h. */
#include "report_cards.h"

#include "forms/text.h"

void cards_begin(FILE *out, const struct cards *cards)
{
	fputs("<table class=\"figures cards\" role=\"table\">\n<caption>", out);
	html_text(out, cards->caption);
	fputs("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">", out);
	for (size_t i = 0; i < cards->nheads; i++) {
		fprintf(out, "<th scope=\"col\" role=\"columnheader\"%s><span>",
			cards->numbers & 1u << i ? " class=\"number\"" : "");
		html_text(out, cards->heads[i]);
		fputs("</span></th>", out);
	}
	fputs("</tr></thead>\n<tbody role=\"rowgroup\">\n", out);
}

void cards_row(FILE *out, const char *name, const char *link)
{
	fputs("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">", out);
	if (link)
		fprintf(out, "<a href=\"%s\">", link);
	html_text(out, name);
	fputs(link ? "</a></th>" : "</th>", out);
}

void cards_cell(FILE *out, const struct cards *cards, size_t column, const char *css)
{
	fprintf(out, "<td role=\"cell\" class=\"%s\"><span class=\"label\">", css);
	html_text(out, cards->heads[column]);
	fputs(" </span>", out);
}

void cards_cell_end(FILE *out)
{
	fputs("</td>", out);
}

void cards_row_end(FILE *out)
{
	fputs("</tr>\n", out);
}

void cards_end(FILE *out)
{
	fputs("</tbody>\n</table>\n", out);
}

/*
 * The figures of one output as cells that hang together (suppress.h).
 *
 * A cell is one domain's answers to one subject. An item is one subject, whatever
 * statistics of it are told, since the answers per level stand beside each; a factor is
 * up to three, by what it is made from: means (t2b, mean5, mean100, mean), `all` and
 * `pooled`. Weights change the numbers of the relations, not what hangs together, and
 * counts without weights are told too: cells weigh as many people as they have answers.
 *
 * Relations. A grouping covers another when it divides by the same variables and more.
 *
 *   totals   n cell of a domain = sum over the domains of a covering grouping within it
 *            + the rest: who lacks a value of the further variables, an untold cell of
 *            the people that are left, or none when nobody is
 *   corners  of several coverings at once, where what they divide by together is told
 *            too (overall; unit; service; unit,service) the rest lacks all of them, and
 *            the sums alternate: total - units - services + both = rest
 *   crossing where what two groupings have in common is not told (unit; service, without
 *            overall) both sums are of the same people, but for the difference: an
 *            untold cell of so many people, or none when both are as many
 *   means    members answered × factor = sum of its members' cells, where one of the
 *            members is told; the others are untold cells. Elsewhere a factor adds up
 *            over domains like an item, which it does exactly only where everybody
 *            answered everything
 *   pooled   answers × factor = sum over its items of answers × cell, where one is told
 *   all      of a factor of one item: the item
 *
 * Groupings by the same variables ("unit,service", "service,unit") share their cells.
 * Where people are divided between units by shares, one counts in several parts, and
 * there is no rest. Figures of units that can't be re-based are untold cells.
 * Of a grouping that figures of one entry only are made for, all entries count as told:
 * what is safe when more is told is safe, and alike cells are quick to find.
 * A variable that follows from another by the facts (a stratum from its PSU) is not
 * known here to do so.
 */
#ifndef HAILONG_ANALYZER_CELLS_H
#define HAILONG_ANALYZER_CELLS_H

#include "figures.h"

/*
 * Sets `suppressed` of all figures, which stand in the order of figures.h: for each
 * domain the entries of the agenda.
 */
void cells_suppress(struct figure *figures, size_t nfigures,
		    const struct agenda *agenda, const struct grouping *groupings,
		    uint64_t min_n);

#endif

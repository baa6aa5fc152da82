/*
 * A folder of spool segments after whatever happened to the disk. Bytes: how many are
 * read at once, then steps: 0 begins a new segment, 1 … 127 writes a record, 128 … 255
 * writes so many bytes (less 127) of the input as they are. Every record that was
 * written must be read, once and in order, and then nothing waits.
 */
#include "collector/spool.h"
#include "fuzz.h"

#include <string.h>
#include <unistd.h>

enum { SEGMENTS_MAX = 4, RECORDS_MAX = 60, RAW = 128 };

struct folder {
	char path[60];
	FILE *segment;
	unsigned nsegments, nrecords;
};

static const char *name_of(const struct folder *folder, unsigned segment,
			   const char *suffix, char path[static 100])
{
	snprintf(path, 100, "%s/%08u.spool%s", folder->path, segment, suffix);
	return path;
}

static void begin_segment(struct folder *folder)
{
	char path[100];

	if (folder->nsegments == SEGMENTS_MAX)
		return;
	if (folder->segment)
		fclose(folder->segment);
	folder->segment = fopen(name_of(folder, ++folder->nsegments, "", path), "wb");
	must(folder->segment);
}

/* Its number is in its id, and how it was written in its unit. */
static struct saving record(unsigned number, const char *unit)
{
	struct saving saving = {.round = "r1",
				.unit = unit,
				.channel = "web",
				.selection = "open",
				.answers = (const unsigned char *)"\1\377",
				.answers_size = 2};

	saving.id[15] = (unsigned char)number;
	return saving;
}

static void fill(struct folder *folder, struct input *input)
{
	char unit[RAW];

	begin_segment(folder);
	while (input->left > 0 && folder->nrecords < RECORDS_MAX) {
		unsigned step = input_byte(input);
		size_t raw = step < RAW ? 0 : step - RAW + 1;
		if (raw > input->left)
			raw = input->left;
		if (step == 0)
			begin_segment(folder);
		if (step > 0 && step < RAW) {
			memset(unit, 'H', step);
			unit[step] = '\0';
			struct saving saving = record(folder->nrecords++, unit);
			spool_encode(folder->segment, &saving);
		}
		must(fwrite(input->at, 1, raw, folder->segment) == raw);
		input->at += raw;
		input->left -= raw;
	}
	must(fclose(folder->segment) == 0);
}

static void must_read_all(struct spool *spool, const struct folder *folder, size_t most)
{
	struct arena *arena = arena_new();
	struct saving savings[1 << 4];
	struct error err = {0};
	size_t count;
	unsigned number = 0;

	must(spool_depth(spool) == folder->nrecords);
	for (;;) {
		must(spool_oldest(spool, arena, savings, most, &count, &err));
		if (count == 0)
			break;
		for (size_t i = 0; i < count; i++, number++) {
			must(savings[i].id[15] == number);
			must(spool_find(spool, &savings[i]) == SPOOL_SAME);
		}
		spool_forget(spool);
		must(spool_depth(spool) == folder->nrecords - number);
	}
	must(number == folder->nrecords);
	arena_free(arena);
}

/* What was damaged is kept, under another name; all else is gone. */
static void clear(const struct folder *folder)
{
	char path[100];

	for (unsigned s = 1; s <= folder->nsegments; s++) {
		must(access(name_of(folder, s, "", path), F_OK) != 0);
		unlink(name_of(folder, s, ".damaged", path));
	}
	must(rmdir(folder->path) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, size};
	size_t most = 1 + input_byte(&input) % 16;
	struct error err = {0};
	struct folder folder = {.path = "/tmp/hailong-fuzz.XXXXXX"};

	if (access("/dev/shm", W_OK) == 0) /* no disk there to wait for */
		snprintf(folder.path, sizeof(folder.path), "/dev/shm/hailong.XXXXXX");
	must(mkdtemp(folder.path));
	fill(&folder, &input);
	for (int opened = 0; opened < 2; opened++) {
		struct spool *spool = spool_open(folder.path, &err);
		must(spool);
		if (opened == 0) /* looked at and left: nothing is lost */
			must(spool_depth(spool) == folder.nrecords);
		else
			must_read_all(spool, &folder, most);
		spool_close(spool);
	}
	clear(&folder);
	return 0;
}

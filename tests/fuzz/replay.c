/* Runs a harness over the files named, without libFuzzer: a compiler is enough. The last
 * line told is the file at which it stopped. */
#include "fuzz.h"

#include "forms/file.h"

int main(int argc, char **argv)
{
	struct error err = {0};

	for (int i = 1; i < argc; i++) {
		size_t length;
		char *bytes = file_read(argv[i], 1 << 20, &length, &err);
		if (!bytes) {
			fprintf(stderr, "%s\n", err.message);
			return 1;
		}
		fprintf(stderr, "%s\n", argv[i]);
		/* exactly as long as it is, so that reading past its end is seen */
		uint8_t *data = xcalloc(length ? length : 1, 1);
		for (size_t b = 0; b < length; b++)
			data[b] = (uint8_t)bytes[b];
		free(bytes);
		LLVMFuzzerTestOneInput(data, length);
		free(data);
	}
	return argc > 1 ? 0 : 2;
}

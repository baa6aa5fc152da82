/* A table of fixed size: when it is full, the oldest minute's places are taken over,
 * so that a flood of addresses costs no memory. */
#include "limit.h"

#include "forms/alloc.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

enum { PLACES = 1 << 15, PROBES = 8, SECONDS_A_DAY = 86400 };

struct place {
	uint64_t peer;
	int64_t minute;
	unsigned count;
};

struct limit {
	pthread_mutex_t lock;
	unsigned most;
	int64_t day;
	unsigned char salt[crypto_shorthash_KEYBYTES];
	struct place places[PLACES];
};

struct limit *limit_new(unsigned most)
{
	struct limit *limit = xcalloc(1, sizeof(*limit));

	pthread_mutex_init(&limit->lock, NULL);
	limit->most = most;
	limit->day = -1;
	return limit;
}

void limit_free(struct limit *limit)
{
	if (!limit)
		return;
	pthread_mutex_destroy(&limit->lock);
	free(limit);
}

uint64_t limit_peer(struct limit *limit, const void *address, size_t length)
{
	int64_t today = (int64_t)time(NULL) / SECONDS_A_DAY;
	unsigned char hash[crypto_shorthash_BYTES];
	uint64_t peer;

	pthread_mutex_lock(&limit->lock);
	if (limit->day != today) {
		randombytes_buf(limit->salt, sizeof(limit->salt));
		limit->day = today;
	}
	crypto_shorthash(hash, address, length, limit->salt);
	pthread_mutex_unlock(&limit->lock);
	memcpy(&peer, hash, sizeof(peer));
	return peer;
}

/* The peer's place, or the one among its few that was used least lately. */
static struct place *find_place(struct limit *limit, uint64_t peer)
{
	struct place *oldest = NULL;

	for (uint64_t i = 0; i < PROBES; i++) {
		struct place *place = &limit->places[(peer + i) % PLACES];
		if (place->peer == peer)
			return place;
		if (!oldest || place->minute < oldest->minute)
			oldest = place;
	}
	return oldest;
}

bool limit_admit(struct limit *limit, uint64_t peer)
{
	int64_t minute = (int64_t)time(NULL) / 60;

	if (limit->most == 0)
		return true;
	pthread_mutex_lock(&limit->lock);
	struct place *place = find_place(limit, peer);
	if (place->peer != peer || place->minute != minute)
		*place = (struct place){peer, minute, 0};
	bool admitted = place->count < limit->most;
	place->count += admitted;
	pthread_mutex_unlock(&limit->lock);
	return admitted;
}

bool limit_is_reached(struct limit *limit, uint64_t peer)
{
	int64_t minute = (int64_t)time(NULL) / 60;

	if (limit->most == 0)
		return false;
	pthread_mutex_lock(&limit->lock);
	const struct place *place = find_place(limit, peer);
	bool reached = place->peer == peer && place->minute == minute &&
		       place->count >= limit->most;
	pthread_mutex_unlock(&limit->lock);
	return reached;
}

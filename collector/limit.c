/* See limit.h. */
#include "limit.h"

#include "forms/alloc.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

enum { PLACES = 1 << 15, PROBES = 8, SECONDS_A_DAY = 86400 };

struct place {
	uint64_t peer;
	int64_t began; /* ms */
	unsigned count;
};

struct limit {
	pthread_mutex_t lock;
	unsigned most;
	int64_t milliseconds;
	int64_t day;
	unsigned char salt[crypto_shorthash_KEYBYTES];
	struct place places[PLACES];
};

struct limit *limit_new(unsigned most, unsigned seconds)
{
	struct limit *limit = xcalloc(1, sizeof(*limit));

	pthread_mutex_init(&limit->lock, NULL);
	limit->most = most;
	limit->milliseconds = (int64_t)seconds * 1000;
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

uint64_t limit_peer_at(uint64_t peer, const char *place)
{
	/* FNV-1a: nobody who sends places knows the peer's hash */
	for (; place && *place; place++)
		peer = (peer ^ (unsigned char)*place) * UINT64_C(1099511628211);
	return peer * UINT64_C(1099511628211);
}

/* The peer's place, or the one among its few that was used least lately. */
static struct place *find_place(struct limit *limit, uint64_t peer)
{
	struct place *oldest = NULL;

	for (uint64_t i = 0; i < PROBES; i++) {
		struct place *place = &limit->places[(peer + i) % PLACES];
		if (place->peer == peer)
			return place;
		if (!oldest || place->began < oldest->began)
			oldest = place;
	}
	return oldest;
}

/* The monotonic clock begins at the start of the machine: a place nobody had is 0. */
static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool is_current(const struct limit *limit, const struct place *place,
		       uint64_t peer, int64_t time)
{
	return place->peer == peer && place->count > 0 &&
	       time - place->began < limit->milliseconds;
}

bool limit_admit(struct limit *limit, uint64_t peer)
{
	int64_t time = now();

	if (limit->most == 0)
		return true;
	pthread_mutex_lock(&limit->lock);
	struct place *place = find_place(limit, peer);
	if (!is_current(limit, place, peer, time))
		*place = (struct place){peer, time, 0};
	bool admitted = place->count < limit->most;
	place->count += admitted;
	pthread_mutex_unlock(&limit->lock);
	return admitted;
}

bool limit_is_reached(struct limit *limit, uint64_t peer)
{
	if (limit->most == 0)
		return false;
	pthread_mutex_lock(&limit->lock);
	const struct place *place = find_place(limit, peer);
	bool reached =
		is_current(limit, place, peer, now()) && place->count >= limit->most;
	pthread_mutex_unlock(&limit->lock);
	return reached;
}

bool limit_repeats(struct limit *limit, uint64_t peer)
{
	int64_t time = now();

	pthread_mutex_lock(&limit->lock);
	struct place *place = find_place(limit, peer);
	bool repeats = is_current(limit, place, peer, time);
	*place = (struct place){peer, time, 1};
	pthread_mutex_unlock(&limit->lock);
	return repeats;
}

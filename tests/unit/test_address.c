/* collector/address: who sent what came through proxies. */
#include "collector/address.h"
#include "tap.h"

#include "forms/alloc.h"

#include <arpa/inet.h>
#include <string.h>

static struct address address(const char *text)
{
	struct address read = {0};

	ok(address_read(text, strlen(text), &read), "an address: %s", text);
	return read;
}

static void test_read(void)
{
	static const char *const wrong[] = {
		"",	     "1.2.3",	   "1.2.3.4.5", "1.2.3.256",	 "1.2.3.4:80",
		"[::1]",     "unknown",	   "_hidden",	"1.2.3.4 ",	 "::1%eth0",
		"localhost", "0x7f.0.0.1", "2001:db8",	"1.2.3.4, ::1 ", "\"1.2.3.4\"",
	};
	struct address read;

	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		ok(!address_read(wrong[i], strlen(wrong[i]), &read),
		   "no address: \"%s\"", wrong[i]);
	struct address four = address("192.0.2.7"),
		       mapped = address("::ffff:192.0.2.7");
	ok(memcmp(&four, &mapped, sizeof(four)) == 0, "two ways to write one address");
	ok(address_sender_bytes(&four) == 16, "an IPv4 address is a sender");
	four = address("2001:db8:1:2:3::4");
	ok(address_sender_bytes(&four) == 8, "of IPv6 a /64 is a sender");
}

static void test_networks(void)
{
	static const struct {
		const char *networks, *address;
		bool within;
	} cases[] = {
		{"127.0.0.1", "127.0.0.1", true},
		{"127.0.0.1", "127.0.0.2", false},
		{"10.0.0.0/8", "10.255.1.2", true},
		{"10.0.0.0/8", "11.0.0.0", false},
		{"192.0.2.128/25", "192.0.2.129", true},
		{"192.0.2.128/25", "192.0.2.127", false},
		{"0.0.0.0/0", "203.0.113.9", true},
		{"0.0.0.0/0", "2001:db8::1", false},
		{"2001:db8::/33", "2001:db8:7fff::1", true},
		{"2001:db8::/33", "2001:db8:8000::1", false},
		{"::1,10.0.0.0/8", "::1", true},
		{"::1,10.0.0.0/8", "10.9.9.9", true},
		{"::1,10.0.0.0/8", "::2", false},
		{"10.0.0.1/32", "10.0.0.1", true},
	};
	static const char *const wrong[] = {"",		"10.0.0.0/33", "10.0.0.0/-1",
					    "::/129",	"10.0.0.0/",   "10.0.0.1,",
					    "10.0.0/8", "proxy",       "10.0.0.0/8/8",
					    "::/1000",	"10.0.0.1 "};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct proxies proxies = {0};
		struct error err = {0};
		struct address one = address(cases[i].address);
		ok(proxies_read(&proxies, cases[i].networks, &err) &&
			   proxies_have(&proxies, &one) == cases[i].within,
		   "%s is %swithin %s", cases[i].address, cases[i].within ? "" : "not ",
		   cases[i].networks);
	}
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct proxies proxies = {0};
		struct error err = {0};
		ok(!proxies_read(&proxies, wrong[i], &err), "no network: \"%s\"",
		   wrong[i]);
	}
}

static void test_sender(void)
{
	static const struct {
		const char *peer, *forwarded, *sender, *what;
	} cases[] = {
		{"10.0.0.1", NULL, "10.0.0.1", "the proxy says nothing"},
		{"10.0.0.1", "", "10.0.0.1", "the proxy says less than nothing"},
		{"10.0.0.1", "203.0.113.9", "203.0.113.9", "one proxy"},
		{"10.0.0.1", " 203.0.113.9\t", "203.0.113.9", "spaces around"},
		{"10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9", "two proxies"},
		{"10.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9",
		 "what the client wrote itself is not read"},
		{"10.0.0.1", "10.0.0.3, 203.0.113.9, 10.0.0.2", "203.0.113.9",
		 "nor is a proxy's address it wrote"},
		{"203.0.113.7", "198.51.100.1", "203.0.113.7",
		 "a stranger's header is not read"},
		{"203.0.113.7", "10.0.0.1", "203.0.113.7",
		 "nor does it make him a proxy"},
		{"10.0.0.1", "garbage", "10.0.0.1", "garbage: the proxy"},
		{"10.0.0.1", "203.0.113.9, garbage", "10.0.0.1",
		 "garbage at the right: the proxy"},
		{"10.0.0.1", "garbage, 203.0.113.9", "203.0.113.9",
		 "garbage the client wrote"},
		{"10.0.0.1", "garbage, 10.0.0.2", "10.0.0.2", "the last one believed"},
		{"10.0.0.1", ",,,", "10.0.0.1", "commas"},
		{"10.0.0.1", "203.0.113.9,", "10.0.0.1", "a comma at the end"},
		{"10.0.0.1", "2001:db8::5", "2001:db8::5", "IPv6"},
		{"::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9", "a mapped proxy"},
	};
	struct proxies proxies = {0};
	struct error err = {0};

	ok(proxies_read(&proxies, "10.0.0.0/24", &err), "proxies");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct address sender = proxies_sender(&proxies, address(cases[i].peer),
						       cases[i].forwarded);
		struct address want = address(cases[i].sender);
		ok(memcmp(&sender, &want, sizeof(want)) == 0, "%s", cases[i].what);
	}
}

int main(void)
{
	test_read();
	test_networks();
	test_sender();
	return done_testing();
}

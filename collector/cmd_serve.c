/* serve: reads its options and runs the server. */
#include "commands.h"
#include "server.h"

#include "forms/text.h"

#include <string.h>

enum { ADDRESS_BYTES = 64 };

/* "127.0.0.1:8080", "[::1]:8080", ":8080" (every address), "8080" (this machine). */
static bool read_listen(const char *text, char address[static ADDRESS_BYTES],
			uint16_t *port)
{
	const char *colon = strrchr(text, ':');
	const char *digits = colon ? colon + 1 : text;
	size_t length = colon ? (size_t)(colon - text) : 0;
	int64_t number;

	if (!text_integer(digits, &number) || number < 1 || number > 65535 ||
	    length >= ADDRESS_BYTES)
		return false;
	if (length >= 2 && text[0] == '[' && text[length - 1] == ']') {
		text++;
		length -= 2;
	}
	if (!colon)
		text = "127.0.0.1";
	else if (length == 0)
		text = "0.0.0.0";
	snprintf(address, ADDRESS_BYTES, "%.*s",
		 length ? (int)length : ADDRESS_BYTES - 1, text);
	*port = (uint16_t)number;
	return true;
}

/* What an option says where it is not given, and what 0 is called, if it may be. */
static bool read_number(const struct invocation *call, const char *option,
			const char *otherwise, const char *off, unsigned *value)
{
	const char *text = option_value(call, option);
	int64_t number;

	if (!text)
		text = otherwise;
	if (off && strcmp(text, off) == 0) {
		*value = 0;
		return true;
	}
	if (!text_integer(text, &number) || number < 1 || number > 1000000)
		return false;
	*value = (unsigned)number;
	return true;
}

enum exit_code command_serve(const struct invocation *call, struct error *err)
{
	const char *listen = option_value(call, "listen");
	const char *certificate = option_value(call, "tls-cert");
	const char *key = option_value(call, "tls-key");
	const char *proxies = option_value(call, "trusted-proxy");
	char address[ADDRESS_BYTES];
	struct server_options options = {.address = address,
					 .conninfo = option_value(call, "db"),
					 .reports = option_value(call, "reports"),
					 .spool = option_value(call, "spool"),
					 .public_reports =
						 option_value(call, "public-reports"),
					 .certificate = certificate,
					 .key = key};

	if (!read_listen(listen ? listen : "127.0.0.1:8080", address, &options.port))
		return usage_error(err, "--listen needs ADDRESS:PORT");
	if (!read_number(call, "rate-limit", "120", "off", &options.rate_limit))
		return usage_error(err, "--rate-limit needs a number or off");
	/* no limit: all may come through one address */
	if (!read_number(call, "flag-rate", options.rate_limit ? "60" : "off", "off",
			 &options.flag_rate))
		return usage_error(err, "--flag-rate needs a number or off");
	if (!read_number(call, "connections-per-address", "250", "off",
			 &options.connections))
		return usage_error(err,
				   "--connections-per-address needs a number or off");
	if (!read_number(call, "timeout", "30", NULL, &options.timeout_seconds))
		return usage_error(err, "--timeout needs a number of seconds");
	if (proxies && !proxies_read(&options.proxies, proxies, err))
		return EXIT_USAGE;
	if (!certificate != !key)
		return usage_error(err, "--tls-cert and --tls-key go together");
	return server_run(&options, err) ? EXIT_DONE : EXIT_FAILED;
}

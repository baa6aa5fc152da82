/* See policy.h. */
#include "policy.h"

#include "forms/alloc.h"

#include <sodium.h>

char *policy_text(const char *style, size_t length, enum policy_of of)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char base64[sodium_base64_ENCODED_LEN(sizeof(hash),
					      sodium_base64_VARIANT_ORIGINAL)] = "";

	const char *sheets = of == POLICY_REPORT ? "'self'" : "'none'";

	if (style) {
		crypto_hash_sha256(hash, (const unsigned char *)style, length);
		sodium_bin2base64(base64, sizeof(base64), hash, sizeof(hash),
				  sodium_base64_VARIANT_ORIGINAL);
	}
	return xasprintf("default-src 'none'; style-src %s%s%s; script-src 'self'; "
			 "connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
			 "img-src 'self' data:; form-action '%s'; base-uri 'none'; "
			 "frame-ancestors 'none'",
			 style ? "'sha256-" : sheets, base64,
			 style && of == POLICY_REPORT ? "' 'self'"
			 : style		      ? "'"
						      : "",
			 of == POLICY_PAGE ? "self" : "none");
}

/* See headers.h. */
#include "headers.h"

#include "exchange.h"
#include "server.h"

void headers_add(struct MHD_Response *response, const struct reply *reply,
		 const struct headers_of *of)
{
	static const struct http_field always[] = {
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "same-origin"},
		{"X-Frame-Options", "DENY"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
	};

	MHD_add_response_header(response, "Content-Type", reply->type);
	if (of->is_last)
		MHD_add_response_header(response, "Connection", "close");
	if (of->is_bare)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(always); i++)
		MHD_add_response_header(response, always[i].name, always[i].value);
	for (size_t i = 0; i < reply->nheaders; i++)
		MHD_add_response_header(response, reply->headers[i].name,
					reply->headers[i].value);
	if (of->is_closing)
		MHD_add_response_header(response, "Connection", "close");
	if (server_options(of->server)->certificate)
		MHD_add_response_header(response, "Strict-Transport-Security",
					"max-age=31536000");
	MHD_add_response_header(response, "Content-Security-Policy",
				reply->policy ? reply->policy
					      : server_policy(of->server));
	MHD_add_response_header(response, "Cache-Control",
				reply->cache	   ? reply->cache
				: reply->file >= 0 ? "no-cache"
						   : "no-store");
}

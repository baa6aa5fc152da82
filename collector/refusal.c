/* See refusal.h. */
#include "refusal.h"

#include "page.h"

#include <microhttpd.h>

static const struct {
	unsigned status;
	const char *code, *message; /* for programs */
	enum ui text;		    /* for people */
} refusals[] = {
	{MHD_HTTP_FORBIDDEN, "cross_site", "That was sent from a page of another site.",
	 UI_CROSS_SITE}, /* the first: only of what is foreign */
	{MHD_HTTP_BAD_REQUEST, "bad_request",
	 "The request is not well-formed, or its text is not UTF-8.", UI_BAD_REQUEST},
	{MHD_HTTP_NOT_FOUND, "not_found", "There is nothing here.", UI_NOTHING_HERE},
	{MHD_HTTP_METHOD_NOT_ALLOWED, "method", "That method is not for this address.",
	 UI_NOTHING_HERE},
	{MHD_HTTP_CONTENT_TOO_LARGE, "too_large",
	 "That is more than this address takes.", UI_TOO_LARGE},
	{MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "media_type",
	 "Send application/x-www-form-urlencoded or multipart/form-data.",
	 UI_BAD_REQUEST},
	{MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, "head_too_large",
	 "The head of the request is too large.", UI_TOO_LARGE},
	{MHD_HTTP_UNAUTHORIZED, "denied", "A surveyor's token is needed.",
	 UI_UPLOAD_DENIED},
	{MHD_HTTP_FORBIDDEN, "denied", "A surveyor's token is needed.",
	 UI_UPLOAD_DENIED},
	{MHD_HTTP_TOO_MANY_REQUESTS, "too_fast",
	 "Too many wrong tokens from one address.", UI_TOO_FAST},
	{MHD_HTTP_NOT_IMPLEMENTED, "encoding",
	 "The body may be sent whole or chunked, and in no other way.", UI_BAD_REQUEST},
	{MHD_HTTP_SERVICE_UNAVAILABLE, "away",
	 "The database can't be reached just now, or too many ask at once.", UI_AWAY},
	{MHD_HTTP_INSUFFICIENT_STORAGE, "storage", "There is no room for the file.",
	 UI_AWAY},
	{MHD_HTTP_INTERNAL_SERVER_ERROR, "internal", "Something broke here.", UI_AWAY},
};

void refusal_write(const struct request *request, struct reply *reply, unsigned status,
		   bool foreign, const char *allow)
{
	size_t i = foreign ? 0 : 1;

	while (i + 1 < ARRAY_SIZE(refusals) && refusals[i].status != status)
		i++;
	if (request->is_program)
		reply_json_error(reply, status, refusals[i].code, refusals[i].message);
	else
		page_message(reply, status, request_language(request),
			     refusals[i].text == UI_NOTHING_HERE ? UI_NOT_FOUND_TITLE
								 : UI_ERRORS_TITLE,
			     refusals[i].text);
	if (status == MHD_HTTP_UNAUTHORIZED)
		reply_header(reply, "WWW-Authenticate", "Bearer realm=\"Hai Long\"");
	if (status == MHD_HTTP_SERVICE_UNAVAILABLE)
		reply_header(reply, "Retry-After", "30");
	if (status == MHD_HTTP_TOO_MANY_REQUESTS)
		reply_header(reply, "Retry-After", "60");
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		reply_header(reply, MHD_HTTP_HEADER_ALLOW, allow);
}

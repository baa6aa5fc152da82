/*
 * Writes the demonstration's data into a folder: units, services, two rounds of a
 * household survey in strata and villages with weights, answers of those who came by
 * themselves over the web, ratings of services at the one-stop shops, these also by two
 * quarters with comments, the files that the communes handled, and figures that others
 * might have published. The same seed gives the same files. Levels are set so that the figures look like the published ones:
 * a province a little above 80 %, communes that differ by less than leaders believe.
 *
 * usage: demo-data DIR
 */
#include "forms/alloc.h"
#include "forms/form.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	COMMUNES = 30,
	VILLAGES = 8,
	PEOPLE = 5, /* interviewed in a village */
	WEB_ANSWERS = 260,
	ONE_STOP_ANSWERS = 1500,
	STEPS_ANSWERS = 1800,
	SERVICES = 12
};

static const char *const commune_names[COMMUNES] = {
	"Phường An Bình",     "Phường Tân Lập",	    "Phường Hòa Mỹ",
	"Phường Trung Sơn",   "Phường Đông Hải",    "Phường Tây Hồ Đình",
	"Phường Nam Thành",   "Phường Bắc Cường",   "Phường Minh Khai",
	"Phường Quang Trung", "Xã Vĩnh Lộc",	    "Xã Phú Xuân",
	"Xã Đại Đồng",	      "Xã Thượng Lâm",	    "Xã Hạ Trang",
	"Xã Kim Liên",	      "Xã Yên Phú",	    "Xã Thanh Hà",
	"Xã Cẩm Giang",	      "Xã Long Hưng",	    "Xã Bình Minh",
	"Xã Tân Tiến",	      "Xã Nậm Sài",	    "Xã Pa Khoang",
	"Xã Bản Lầu",	      "Xã Mường Chanh",	    "Xã Tả Phìn",
	"Xã Sơn Thủy",	      "Xã Khe Sanh Thượng", "Xã Đồi Chè"};

static const struct {
	const char *code, *vi, *en, *field;
} services[SERVICES] = {
	{"1.001193", "Đăng ký khai sinh", "Birth registration", "Hộ tịch"},
	{"1.000894", "Đăng ký kết hôn", "Marriage registration", "Hộ tịch"},
	{"1.000656", "Đăng ký khai tử", "Death registration", "Hộ tịch"},
	{"2.000635", "Cấp bản sao trích lục hộ tịch", "Copy of a civil status record",
	 "Hộ tịch"},
	{"2.000815", "Chứng thực bản sao từ bản chính", "Certified copy", "Chứng thực"},
	{"2.000884", "Chứng thực chữ ký", "Certified signature", "Chứng thực"},
	{"1.004194", "Đăng ký tạm trú", "Temporary residence", "Cư trú"},
	{"1.004222", "Đăng ký thường trú", "Permanent residence", "Cư trú"},
	{"1.012756", "Đăng ký đất đai lần đầu", "First land registration", "Đất đai"},
	{"1.012783", "Đăng ký biến động đất đai", "Change of land registration",
	 "Đất đai"},
	{"1.009994", "Cấp giấy phép xây dựng nhà ở riêng lẻ",
	 "Building permit for a house", "Xây dựng"},
	{"1.001776", "Trợ cấp xã hội hằng tháng", "Monthly social allowance",
	 "Bảo trợ xã hội"},
};

/* --- randomness: splitmix64, so that every machine draws the same --- */

static uint64_t random_bits(uint64_t *state)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static double uniform(uint64_t *state)
{
	return ((double)(random_bits(state) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(uint64_t *state)
{
	double radius = sqrt(-2 * log(uniform(state)));
	return radius * cos(6.283185307179586 * uniform(state));
}

/* A stream of its own for a thing that must not change with the rest. */
static uint64_t stream(uint64_t seed, const char *name)
{
	for (; *name; name++)
		seed = (seed ^ (unsigned char)*name) * 0x100000001B3u;
	return seed;
}

/* --- answers --- */

/* Where the five levels part on the scale of a standard normal mood: with mood 0,
 * 2 % 5 % 11 % 60 % 22 %. */
static unsigned level_of(double mood, unsigned nlevels)
{
	static const double five[] = {-2.05, -1.48, -0.92, 0.77};
	static const double three[] = {-1.4, 0.5};
	const double *cuts = nlevels == 5 ? five : three;
	unsigned level = 0;

	while (level < nlevels - 1 && (nlevels == 5 || nlevels == 3) &&
	       mood > cuts[level])
		level++;
	return level;
}

/* Of questions that are no ratings the first answers are the common ones. */
static unsigned plain_choice(const struct item *item, double chance)
{
	if (strcmp(item->name, "sex") == 0)
		return chance < 0.53;
	double skew = item->respondent ? chance : pow(chance, 4);
	return (unsigned)(skew * (double)item->list->nchoices);
}

/* One person's answers to all items, as cells after those of the response. */
static void write_answers(FILE *out, const struct form *form, double mood,
			  uint64_t *state)
{
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		uint64_t own = stream(977, item->name);
		double easy = 0.25 * normal(&own); /* some items please more */
		double chance = uniform(state);
		if (item->type == ITEM_NOTE || i == form->comment || item->relevant)
			continue;
		putc(',', out);
		if (item->type == ITEM_SELECT_ONE && item->list->is_scale) {
			double own_mood = 0.75 * mood + easy + 0.66 * normal(state);
			unsigned level = level_of(own_mood, item->list->nchoices);
			bool unused = item->na && chance < 0.04 + 0.1 * uniform(&own);
			fputs(unused ? "na" : item->list->choices[level].name, out);
		} else if (item->type == ITEM_SELECT_ONE) {
			fputs(item->list->choices[plain_choice(item, chance)].name,
			      out);
		} else if (item->type == ITEM_INTEGER) {
			fputs(chance < 0.7 ? "1" : chance < 0.92 ? "2" : "3", out);
		}
	}
}

static void write_header(FILE *out, const char *first, const struct form *form)
{
	fputs(first, out);
	for (unsigned i = 0; i < form->nitems; i++) {
		const struct item *item = &form->items[i];
		if (item->type != ITEM_NOTE && i != form->comment && !item->relevant)
			fprintf(out, ",%s", item->name);
	}
	putc('\n', out);
}

/* What a commune is like: lasting, plus something that changes by the round. */
static double commune_mood(int commune, int year)
{
	uint64_t lasting = stream(11, commune_names[commune]);
	uint64_t passing = lasting + (uint64_t)year;

	return 0.17 * normal(&lasting) + 0.05 * normal(&passing) +
	       (year > 2024 ? 0.09 : 0);
}

static int villages_of(int commune)
{
	uint64_t state = stream(5, commune_names[commune]);
	return 10 + (int)(uniform(&state) * 14);
}

static FILE *create(const char *folder, const char *name)
{
	char *path = xasprintf("%s/%s", folder, name);
	FILE *out = fopen(path, "wb");

	if (!out) {
		perror(path);
		exit(1);
	}
	free(path);
	return out;
}

static void close_file(FILE *out)
{
	if (ferror(out) || fclose(out) != 0) {
		perror("demo-data");
		exit(1);
	}
}

/* --- the files --- */

static void write_units(const char *folder)
{
	FILE *out = create(folder, "units.csv");

	fputs("code,name_vi,name_en,level,parent,valid_from,valid_to\n"
	      "00,Tỉnh Minh Họa,Example Province,province,,2025-07-01,\n",
	      out);
	for (int c = 0; c < COMMUNES; c++)
		fprintf(out, "%05d,%s,,commune,00,2025-07-01,\n", 100 + 3 * c,
			commune_names[c]);
	close_file(out);
}

static void write_services(const char *folder)
{
	FILE *out = create(folder, "services.csv");

	fputs("code,name_vi,name_en,field,level,valid_from,valid_to\n", out);
	for (int s = 0; s < SERVICES; s++)
		fprintf(out, "%s,%s,%s,%s,commune,,\n", services[s].code,
			services[s].vi, services[s].en, services[s].field);
	close_file(out);
}

/* Every commune is a stratum; of its villages eight are drawn, of a village five. */
static void write_field(const char *folder, const struct form *form, int year)
{
	char *name = xasprintf("%d.csv", year);
	FILE *out = create(folder, name);
	uint64_t state = (uint64_t)year * 7919;

	free(name);
	write_header(out,
		     "response_id,unit,channel,selection,collected_by,stratum,psu,fpc,"
		     "weight,started_at,submitted_at",
		     form);
	for (int c = 0; c < COMMUNES; c++) {
		int villages = villages_of(c);
		for (int v = 0; v < VILLAGES; v++) {
			double village = 0.22 * normal(&state);
			double adults = 180 + 240 * uniform(&state);
			for (int p = 0; p < PEOPLE; p++) {
				double mood = commune_mood(c, year) + village +
					      0.85 * normal(&state);
				fprintf(out,
					"%d-%02d-%d-%d,%05d,interview,sample,Tổ %d,"
					"%05d,%05d-%d,%d,%.1f,%d-10-%02dT%02d:%02d,"
					"%d-10-%02dT%02d:%02d",
					year, c + 1, v + 1, p + 1, 100 + 3 * c,
					c % 6 + 1, 100 + 3 * c, 100 + 3 * c, v + 1,
					villages, adults / PEOPLE * villages / VILLAGES,
					year, 1 + (c + v) % 28, 8 + p, 5 * v, year,
					1 + (c + v) % 28, 8 + p, 5 * v + 18);
				write_answers(out, form, mood, &state);
				putc('\n', out);
			}
		}
	}
	close_file(out);
}

/* Those who come by themselves are angrier, and live in town. */
static void write_web(const char *folder, const struct form *form)
{
	FILE *out = create(folder, "2025-web.csv");
	uint64_t state = 31337;

	write_header(out, "response_id,unit,channel,selection,submitted_at", form);
	for (int i = 0; i < WEB_ANSWERS; i++) {
		int c = (int)(uniform(&state) * uniform(&state) * COMMUNES);
		double mood = commune_mood(c, 2025) - 0.55 + 1.3 * normal(&state);
		fprintf(out, "web-%d,%05d,web,open,2025-10-%02dT%02d:%02d", i + 1,
			100 + 3 * c, 1 + i % 28, 7 + i % 14, 37 * i % 60);
		write_answers(out, form, mood, &state);
		putc('\n', out);
	}
	close_file(out);
}

/* Land is slower than certificates. */
static const double pleases[SERVICES] = {0.3, 0.35, 0.2,  0.3,	0.4,  0.4,
					 0.1, 0.0,  -0.5, -0.6, -0.3, 0.05};

/* Ratings at the one-stop shops: kiosk and link. */
static void write_one_stop(const char *folder, const struct form *form)
{
	FILE *out = create(folder, "one-stop.csv");
	uint64_t state = 4242;

	write_header(out, "response_id,unit,service,channel,selection,submitted_at",
		     form);
	for (int i = 0; i < ONE_STOP_ANSWERS; i++) {
		int c = (int)(uniform(&state) * COMMUNES);
		int s = (int)(sqrt(uniform(&state)) * SERVICES);
		double mood =
			commune_mood(c, 2025) + pleases[s] + 0.95 * normal(&state);
		fprintf(out, "os-%d,%05d,%s,%s,open,2025-11-%02dT%02d:%02d", i + 1,
			100 + 3 * c, services[s].code,
			uniform(&state) < 0.6 ? "kiosk" : "web", 1 + i % 28, 8 + i % 9,
			i % 60);
		write_answers(out, form, mood, &state);
		putc('\n', out);
	}
	close_file(out);
}

/* What one in twenty writes, with a name and a number that the pages have to mask. */
static const char *const comments[] = {
	"Cán bộ hướng dẫn tận tình, nhanh gọn.",
	"Chờ lâu quá, lấy số từ 7 giờ mà gần trưa mới đến lượt.",
	"Phải đi lại ba lần vì mỗi lần lại thiếu một giấy.",
	"Nộp trực tuyến báo lỗi, cuối cùng vẫn phải ra tận nơi.",
	"Chị Nguyễn Thị Mẫu làm rất nhanh, xin cảm ơn.",
	"Hẹn thứ sáu nhưng sang tuần mới có, gọi 0912 345 678 không ai nghe.",
	"Biểu mẫu khó hiểu với người lớn tuổi."};
static const char *const wishes[] = {
	"", " Nên có thêm ghế và quạt ở chỗ chờ.", " Mong nhắn tin khi có kết quả.",
	" Nên làm cả sáng thứ bảy.", " Cần bảng chỉ dẫn to hơn."};

/* Ratings in steps, in the third and the fourth quarter; the fourth is a little better. */
static void write_steps(const char *folder, const struct form *form)
{
	static const char *const channels[] = {"web", "web", "kiosk", "box", "hotline"};
	FILE *out = create(folder, "steps.csv");
	uint64_t state = 909;

	write_header(out,
		     "response_id,unit,service,channel,selection,submitted_at,comment",
		     form);
	for (int i = 0; i < STEPS_ANSWERS; i++) {
		int c = (int)(uniform(&state) * COMMUNES);
		int s = (int)(uniform(&state) * SERVICES);
		bool late = i % 2;
		double mood = 2.5 * commune_mood(c, 2025) + pleases[s] + 0.12 * late +
			      0.5 + 0.9 * normal(&state);
		bool writes = uniform(&state) < 0.05;
		fprintf(out, "st-%d,%05d,%s,%s,open,2025-%02d-%02dT%02d:%02d,%s%s%s%s",
			i + 1, 100 + 3 * c, services[s].code, channels[i / 2 % 5],
			(late ? 10 : 7) + i % 3, 1 + i % 28, 8 + i % 9, i % 60,
			writes ? "\"" : "",
			writes ? comments[(size_t)i % ARRAY_SIZE(comments)] : "",
			writes ? wishes[(size_t)(i / 7) % ARRAY_SIZE(wishes)] : "",
			writes ? "\"" : "");
		write_answers(out, form, mood, &state);
		putc('\n', out);
	}
	close_file(out);
}

/* Files of every service together, most of them on time by the books. */
static void write_transactions(const char *folder)
{
	FILE *out = create(folder, "transactions.csv");
	uint64_t state = 77;

	fputs("unit,from,to,received,on_time\n", out);
	for (int c = 0; c < COMMUNES; c++)
		for (int quarter = 3; quarter <= 4; quarter++) {
			int received = 400 + (int)(1600 * uniform(&state));
			double share = 0.9 + 0.1 * uniform(&state);
			fprintf(out, "%05d,2025-%s,%d,%d\n", 100 + 3 * c,
				quarter == 3 ? "07-01,2025-09-30" : "10-01,2025-12-31",
				received, (int)(share * received));
		}
	close_file(out);
}

/* Of a province that does not exist, so all of it is made up, and says so. */
static void write_reference(const char *folder)
{
	static const char *const rows[] = {
		"PAR INDEX,2023,00,87.35,%,31,63",
		"PAR INDEX,2024,00,88.92,%,24,63",
		"PAR INDEX,2025,00,89.40,%,12,34",
		"PCI,2021,00,63.18,điểm,35,63",
		"PCI,2022,00,64.90,điểm (cách tính 2022),29,63",
		"PCI,2023,00,66.02,điểm (cách tính 2022),22,63",
		"SIPAS,2021,00,86.70,%,28,63",
		"SIPAS,2022,00,79.55,% (QĐ 1001),33,63",
		"SIPAS,2023,00,81.94,% (QĐ 1001),38,63",
		"SIPAS,2024,00,83.61,% (QĐ 1001),29,63",
		"DDCI,2024,00100,78.20,điểm,6,30",
		"DDCI,2025,00100,80.05,điểm,4,30",
		"DDCI,2024,00145,71.80,điểm,19,30",
		"DDCI,2025,00145,70.95,điểm,22,30"};
	FILE *out = create(folder, "reference.csv");

	fputs("index,year,unit,value,measure,rank,out_of,source\n", out);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		fprintf(out, "%s,Số liệu minh họa – không có thật\n", rows[i]);
	close_file(out);
}

static struct form *load(const char *path)
{
	struct error err = {0};
	struct form *form = form_load(path, &err);

	if (!form) {
		fprintf(stderr, "demo-data: %s\n", err.message);
		exit(1);
	}
	return form;
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fputs("usage: demo-data DIR\n", stderr);
		return 2;
	}
	struct form *household = load("forms/definitions/sipas-household.json");
	struct form *service = load("forms/definitions/service-22.json");
	struct form *steps = load("forms/definitions/one-stop-9.json");
	write_units(argv[1]);
	write_services(argv[1]);
	write_field(argv[1], household, 2024);
	write_field(argv[1], household, 2025);
	write_web(argv[1], household);
	write_one_stop(argv[1], service);
	write_steps(argv[1], steps);
	write_transactions(argv[1]);
	write_reference(argv[1]);
	form_free(steps);
	form_free(household);
	form_free(service);
	return 0;
}

# Hài Lòng. "make help" lists what there is to do.

PREFIX ?= /usr/local
PORT   ?= 8080
VAR    ?= var
CFLAGS ?= -O2 -g
# SANITIZE=address,undefined (or thread) builds beside the normal programs.
BUILD  = build$(SANITIZE:%=/%)
GEN    = $(BUILD)/gen

# --- flags ---------------------------------------------------------------------------

# pkg-config is asked once, and only by a rule that compiles: "make deps" and
# "make help" work where nothing is installed yet.
LIBRARIES = libmicrohttpd json-c libpq gsl libsodium libcmark libqrencode xlsxwriter libzip \
	libxml-2.0 zlib
pkg = $(eval pkg$(1) := $$(shell pkg-config $(1) $(LIBRARIES)))$(pkg$(1))

WARNINGS = -Wall -Wextra -Wformat=2 -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wwrite-strings -Wcast-qual -Wswitch-enum \
	$(if $(filter true 1,$(CI) $(WERROR)),-Werror)
HARDENING = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	-fstack-clash-protection -ftrivial-auto-var-init=zero \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full)
SANITIZER = -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer

ALL_CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L -I. -I$(GEN) \
	$(subst -I,-isystem ,$(call pkg,--cflags)) $(WARNINGS) -fPIE -pthread \
	$(if $(SANITIZE),$(SANITIZER),$(HARDENING)) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = -pie -pthread -Wl,--as-needed,-z,relro,-z,now,-z,noexecstack \
	$(if $(SANITIZE),$(SANITIZER)) $(LDFLAGS)
LDLIBS = $(call pkg,--libs) -lcsv -lm

# --- programs ------------------------------------------------------------------------

objects   = $(patsubst %.c,$(BUILD)/%.o,$(wildcard $(addsuffix /*.c,$(1))))
SHARED    = $(call objects,forms schema)
PROGRAMS  = $(BUILD)/hailong-collector $(BUILD)/hailong-analyzer
TESTABLE  = $(filter-out %/main.o,$(SHARED) $(call objects,collector analyzer))
UNIT      = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/test_*.c))
UNIT_HELP = $(filter-out $(UNIT:%=%.o),$(call objects,tests/unit))
BENCH     = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
FUZZERS   = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_HELP = $(filter-out $(FUZZERS:%=%.o) $(if $(findstring fuzzer,$(SANITIZE)),%/replay.o),\
	$(call objects,tests/fuzz))
TOOLS     = $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/tools/*.c))

all: $(PROGRAMS) ## both programs (the default)

link = $(if $(V),,@echo "  LD  $@" &&) $(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) $(LDLIBS)

$(BUILD)/hailong-collector: $(SHARED) $(call objects,collector)
	$(link)

$(BUILD)/hailong-analyzer: $(SHARED) $(call objects,analyzer)
	$(link)

$(UNIT): %: %.o $(UNIT_HELP) $(TESTABLE)
	$(link)

$(BENCH): %: %.o $(TESTABLE)
	$(link)

# Handlers of the collector are called without its server, tests/fuzz/desk.c.
$(FUZZERS): %: %.o $(FUZZ_HELP) $(TESTABLE)
	$(link) $(foreach name,request_round server_metrics server_take_db server_give_db server_signs,\
		-Wl,--wrap=$(name))

$(BUILD)/tools/%: $(BUILD)/tests/tools/%.o $(TESTABLE)
	@mkdir -p $(@D)
	$(link)

$(BUILD)/%.o: %.c $(BUILD)/flags | $(patsubst %,$(GEN)/%.inc,queries migrations assets definitions reports)
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC  $<" &&) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

.SECONDARY:
-include $(wildcard $(BUILD)/*/*.d $(BUILD)/tests/*/*.d)

# --- embedded files ------------------------------------------------------------------

# Lists of the files that the programs carry: one macro call per file, for #include.
# A list has a line per file, its path, or what sha256sum says of it.
queries.files     = schema/queries/*.sql
queries.call      = s|.*/(.*)\.sql|QUERY(\1)|
migrations.files  = schema/migrations/*.sql
migrations.call   = s|.*/(0*([0-9]+)_.*)\.sql|MIGRATION(\2, "\1")|
identifier        = h; s|.*/||; $(1) s|[^A-Za-z0-9]|_|g; G
assets.files      = collector/assets/*
assets.list       = sha256sum
assets.call       = $(identifier); s|(.*)\n(.{12})\S* +(.*/(.*))|ASSET(\1, "\3", "\2", "$(GEN)/assets/\4")|
definitions.files = forms/definitions/*.json
definitions.call  = $(call identifier,s|\.json||;); s|(.*)\n(.*)|DEFINITION(\1, "\2")|
reports.files     = analyzer/assets/* docs/methods.md docs/report.schema.json
reports.call      = $(identifier); s|(.*)\n(.*)|ASSET(\1, "\2")|

files = $(sort $(wildcard $($(1).files)))
# Writes a file only when its content changes, so that only then others are rebuilt.
keep = @mkdir -p $(@D) && { $(1); } >$@.new && \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(GEN)/%.inc: FORCE
	$(call keep,$(or $($*.list),printf '%s\n') $(call files,$*) | sed -E '/./!d; $($*.call)')

# What browsers get of the assets: scripts without their indentation and the lines that
# are comments (so no text of a script may go on over a line's end); and all that also
# compressed, with no clock and no name inside.
SERVED = $(patsubst collector/%,$(GEN)/%,$(call files,assets))

$(SERVED): $(GEN)/assets/%: collector/assets/%
	@mkdir -p $(@D) && sed -E '$(if $(filter %.js,$@),s|^ +||; /^\/\//d)' $< >$@

$(SERVED:%=%.gz): %.gz: %
	@gzip -9nc $< >$@.new && mv $@.new $@

$(SERVED:%=%.br): %.br: %
	@brotli -cq 11 $< >$@.new && mv $@.new $@

$(BUILD)/flags: FORCE
	$(call keep,echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(LDLIBS)')

# The objects that embed their content (with .incbin, which -MMD does not see).
$(BUILD)/schema/query.o: $(call files,queries)
$(BUILD)/schema/migrate.o: $(call files,migrations) $(wildcard schema/*.sql)
$(BUILD)/collector/asset.o: $(call files,assets) $(call files,definitions) \
	$(SERVED) $(SERVED:%=%.gz) $(SERVED:%=%.br)
$(BUILD)/analyzer/asset.o: $(call files,reports)

# --- what people run -----------------------------------------------------------------

# A recipe that builds after installing asks a second make, which uses every core.
build = $(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$$(nproc))
INTEGRATION = $(sort $(wildcard tests/integration/*.t))
BROWSER     = $(sort $(wildcard tests/browser/*.t))
prove = BUILD=$(BUILD) tests/tools/cluster.sh with prove --exec ''

deps: ## install what building and running need (apt-get, as root or through sudo)
	@tests/tools/deps.sh build run

demo: ## a running demonstration: make demo [PORT=8080] [VAR=var]
	@tests/tools/deps.sh build run
	@$(build) all tools
	@BUILD=$(BUILD) exec tests/tools/demo.sh '$(PORT)' '$(VAR)'

test: ## every test; TESTS="tests/integration/cli.t ..." for some
	@tests/tools/deps.sh build run test
	@$(build) all tools unit fuzzers $(BROWSER_READY)
	@$(prove) $(or $(TESTS),$(UNIT) $(INTEGRATION) $(BROWSER))

check-san: ## unit and integration tests under ASan and UBSan
	@tests/tools/deps.sh build run test
	@$(build) check-san-run SANITIZE=address,undefined BUILD=build/asan

check-san-run: all tools unit fuzzers
	@UBSAN_OPTIONS=print_stacktrace=1 $(prove) $(or $(TESTS),$(UNIT) $(INTEGRATION))

# What the collector's threads share, and the unit tests that do not compute for long.
THREADED = tests/integration/catalogue.t $(shell grep -l start_collector tests/integration/*.t)
UNIT_QUICK = $(patsubst %.c,$(BUILD)/%,$(shell grep -L analyzer/ tests/unit/test_*.c))

check-tsan: ## the collector's integration tests under TSan
	@tests/tools/deps.sh build run test
	@$(build) check-tsan-run SANITIZE=thread BUILD=build/thread

check-tsan-run: all tools
	@TSAN_OPTIONS=halt_on_error=1 $(prove) $(or $(TESTS),$(THREADED))

check-valgrind: ## unit tests of forms, schema and collector under valgrind
	@tests/tools/deps.sh build test valgrind
	@$(build) unit
	@prove --exec 'valgrind -q --error-exitcode=9 --leak-check=full' $(or $(TESTS),$(UNIT_QUICK))

golden: all tools unit fuzzers ## rewrite tests/golden from what the programs say now
	@GOLDEN=write $(prove) $(UNIT) $(INTEGRATION)
	@git status --short tests/golden

pictures: all tools $(BROWSER_READY) ## rewrite docs/guides/pictures with a browser
	@tests/tools/deps.sh build run test
	@PICTURES=write $(prove) tests/browser/guides.t
	@git status --short docs/guides/pictures

lint: ## arrows, banned functions, format, shellcheck, cppcheck; TIDY=1 for clang-tidy
	@tests/tools/deps.sh build lint
	@$(build) $(GEN)/queries.inc
	@tests/tools/lint.sh all $(if $(TIDY),tidy)

fuzz: ## look for inputs that break a parser: make fuzz [FUZZ=json] [SECONDS=60]
	@tests/tools/deps.sh build fuzz
	@$(build) fuzzers CC=clang WARNINGS= CPPFLAGS='-include tests/fuzz/clang.h' \
		SANITIZE=fuzzer,address,undefined BUILD=build/fuzz
	@BUILD=build/fuzz tests/fuzz/run.sh $(or $(SECONDS),60) $(FUZZ)

bench: all tools $(BENCH) ## measure
	@BUILD=$(BUILD) tests/bench/run.sh

torture: ## break everything while answers come in; TORTURE=long for many rounds
	@tests/tools/deps.sh build run torture
	@$(build) all tools
	@BUILD=$(BUILD) tests/torture/run.sh $(if $(filter long,$(TORTURE)), \
		--seconds 30 --rounds 5 --seed $(or $(SEED),$$(date +%s)),--seconds 2)

unit: $(UNIT) ; @:
fuzzers: $(FUZZERS) ; @:
tools: $(TOOLS) ; @:

# npm writes this file last; once it is there no network is asked.
BROWSER_READY = tests/browser/node_modules/.package-lock.json
$(BROWSER_READY): tests/browser/package-lock.json
	cd tests/browser && npm ci --ignore-scripts --loglevel=error

MAN1  = $(wildcard docs/man/*.1)
MAN5  = $(wildcard docs/man/*.5)
FORMS = $(wildcard forms/definitions/*.json)
GUIDES   = $(wildcard docs/guides/*.md)
PICTURES = $(wildcard docs/guides/pictures/*.png)
UNITS = $(wildcard $(addprefix docs/deploy/*.,service socket timer))
USERS = docs/deploy/hailong-sysusers.conf
SYSTEM = $(DESTDIR)$(PREFIX)/lib
SHARE = $(DESTDIR)$(PREFIX)/share
# from what, into which folder, with which mode
install_files = $(if $(1),install -d $(2) && install -m $(or $(3),644) $(1) $(2))
uninstall_files = $(if $(1),rm -f $(addprefix $(2)/,$(notdir $(1))))

install: all ## into PREFIX (/usr/local), below DESTDIR
	$(call install_files,$(PROGRAMS),$(DESTDIR)$(PREFIX)/bin,755)
	$(call install_files,$(MAN1),$(SHARE)/man/man1)
	$(call install_files,$(MAN5),$(SHARE)/man/man5)
	$(call install_files,$(FORMS),$(SHARE)/hailong/forms)
	$(call install_files,$(GUIDES),$(SHARE)/doc/hailong/guides)
	$(call install_files,$(PICTURES),$(SHARE)/doc/hailong/guides/pictures)
	$(call install_files,$(USERS),$(SYSTEM)/sysusers.d)
	$(call install_files,$(UNITS),$(SYSTEM)/systemd/system)
	sed -i 's|/usr/local/|$(PREFIX)/|' $(addprefix $(SYSTEM)/systemd/system/,$(notdir $(UNITS)))

uninstall: ## take it away again
	$(call uninstall_files,$(PROGRAMS),$(DESTDIR)$(PREFIX)/bin)
	$(call uninstall_files,$(MAN1),$(SHARE)/man/man1)
	$(call uninstall_files,$(MAN5),$(SHARE)/man/man5)
	$(call uninstall_files,$(FORMS),$(SHARE)/hailong/forms)
	$(call uninstall_files,$(GUIDES),$(SHARE)/doc/hailong/guides)
	$(call uninstall_files,$(PICTURES),$(SHARE)/doc/hailong/guides/pictures)
	$(call uninstall_files,$(USERS),$(SYSTEM)/sysusers.d)
	$(call uninstall_files,$(UNITS),$(SYSTEM)/systemd/system)
	-rmdir $(SHARE)/hailong/forms $(SHARE)/hailong
	-rmdir $(addprefix $(SHARE)/doc/hailong,/guides/pictures /guides /)

clean: ## delete what was built (not the demonstration's VAR)
	rm -rf build

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

.PHONY: all deps demo test pictures check-san check-san-run check-tsan check-tsan-run \
	check-valgrind golden lint fuzz bench torture unit fuzzers tools install uninstall \
	clean help FORCE

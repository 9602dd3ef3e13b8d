# Two commands do all the set-up on a bare Debian machine with a Rust toolchain: `make demo` and `make test`.

CARGO ?= cargo
STORE ?= target/demo-store
FAZHI = $(CARGO) run --quiet --profile demo --no-default-features --locked --
# Bundles the scripts where npm is at hand and something has changed.
WEB = if command -v npm >/dev/null; then cd src/serve/web; [ -n "$$(ls dist/*.js 2>/dev/null)" ] && [ -z "$$(find scripts package-lock.json build.mjs -newer dist/licences.txt)" ] || { npm ci --silent --no-audit --no-fund && npm run --silent build; }; else echo "no npm: pages come without the drawn graph and the editor"; fi
APT = $(SUDO) apt-get -o DPkg::Lock::Timeout=300 update -qq && $(SUDO) apt-get -o DPkg::Lock::Timeout=300 install -y -qq
SUDO = $(shell [ "$$(id -u)" = 0 ] || command -v sudo)

.PHONY: demo test torture test-light test-disk test-browser lint bench install libclang web npm chromium screenshots

# A light build (no RocksDB, no libclang), a graph from the samples, questions answered, and how to go on.
demo:
	@$(WEB)
	$(CARGO) build --profile demo --no-default-features --locked
	rm -rf $(STORE)
	$(FAZHI) build tests/samples --store $(STORE)
	@echo; echo "Which laws does 新兴镇 cite?"
	$(FAZHI) query citations --set town=新兴镇 --store $(STORE)
	@echo; echo "Which citations were stale on the report's date?"
	$(FAZHI) query stale-citations --set town=怀宝镇 --store $(STORE)
	@echo; echo "Everything about one programme, each fact with its sentence:"
	$(FAZHI) show 法律明白人 --store $(STORE)
	@echo; echo "More: cargo run --profile demo --no-default-features -- query --list"
	@echo "      cargo run --profile demo --no-default-features -- show 新兴镇 --store $(STORE)"
	@echo "      cargo run --profile demo --no-default-features -- export --store $(STORE) --only-read"
	@echo "Browse: cargo run --profile demo --no-default-features -- serve --store $(STORE)      then http://127.0.0.1:7878/"

# All tests: the light build first, then those that need RocksDB, then those in a browser.
test: web lint test-light test-disk test-browser

lint:
	$(CARGO) clippy --version >/dev/null 2>&1 && $(CARGO) clippy --no-default-features --locked --all-targets -- -D warnings || { $(CARGO) clippy --version >/dev/null 2>&1 && exit 1 || echo "clippy is not installed: skipped"; }

# Hostile queries are held to the clock: those tests have the machine for themselves.
test-light:
	$(CARGO) test --no-default-features --locked --lib --bins
	$(CARGO) test --no-default-features --locked --test suite -- --skip hostile::
	$(CARGO) test --no-default-features --locked --test suite -- hostile:: --test-threads 1
	$(CARGO) test --no-default-features --locked --doc

# Hostile files, folders and servers in their full sizes, one after the other, and a table of what the worst cost, a row a threat (the whole output:
# target/torture.log). FAZHI_MUTANTS says how many files are changed at random, 20,000 if nothing does.
torture:
	@mkdir -p target; FAZHI_TORTURE=full $(CARGO) test --no-default-features --locked --test suite -- --nocapture --test-threads 1 \
		documents:: encodings:: fetch:: isolate:: parsers:: walk:: > target/torture.log 2>&1; code=$$?; \
	{ echo "TORTURE||threat|cases|worst time|worst memory|bar|found"; grep -a '^TORTURE|' target/torture.log | sort -t'|' -k2,2V; } \
		| awk -F'|' '{ printf "%-4s %-36s %7s %11s %13s  %-16s  %s\n", $$2, $$3, $$4, $$5, $$6, $$7, $$8 }'; \
	grep -a '^test result' target/torture.log; exit $$code

# What the index on disk has a part in; the rest has been tested on the light build.
test-disk: libclang
	$(CARGO) test --locked --lib -- store::
	$(CARGO) test --locked --test suite -- commands:: determinism:: killed:: questions:: serve:: bad_input::

# Main paths through the pages in a real Chromium, on servers of its own.
test-browser: web chromium
	$(CARGO) build --no-default-features --locked
	cd tests/browser && npm ci --silent --no-audit --no-fund && node run.mjs

# The picture of a page that the READMEs show.
screenshots: web chromium
	$(CARGO) build --no-default-features --locked
	cd tests/browser && npm ci --silent --no-audit --no-fund && node screenshots.mjs

# The scripts of the pages. A program built without them serves the same pages, without the drawn graph and the editor.
web: npm
	@$(WEB)

npm:
	@command -v npm >/dev/null || { echo "installing nodejs and npm"; $(APT) nodejs npm; }

chromium:
	@command -v chromium >/dev/null || { echo "installing chromium"; $(APT) chromium fonts-noto-cjk; }

# RocksDB's bindings are made with libclang; libclang-cpp, which other packages bring, is none.
libclang:
	@find /usr/lib -name 'libclang.so*' -o -name 'libclang-[0-9]*.so*' | grep -q . || { echo "installing libclang-dev"; $(APT) libclang-dev clang; }

bench:
	$(CARGO) bench --no-default-features --locked

# The full program, with its index on disk.
install: libclang
	$(CARGO) install --path . --locked

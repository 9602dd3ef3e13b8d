# Two commands do all the set-up on a bare Debian machine with a Rust toolchain: `make demo` and `make test`.

CARGO ?= cargo
STORE ?= target/demo-store
FAZHI = $(CARGO) run --quiet --release --no-default-features --locked --
SUDO = $(shell [ "$$(id -u)" = 0 ] || command -v sudo)

.PHONY: demo test test-light test-disk lint bench install libclang

# A light build (no RocksDB, no libclang), a graph from the samples, questions answered, and how to go on.
demo:
	$(CARGO) build --release --no-default-features --locked
	rm -rf $(STORE)
	$(FAZHI) build tests/samples --store $(STORE)
	@echo; echo "Which laws does 新兴镇 cite?"
	$(FAZHI) query citations --set town=新兴镇 --store $(STORE)
	@echo; echo "Which citations were stale on the report's date?"
	$(FAZHI) query stale-citations --set town=怀宝镇 --store $(STORE)
	@echo; echo "Everything about one programme, each fact with its sentence:"
	$(FAZHI) show 法律明白人 --store $(STORE)
	@echo; echo "More: cargo run --release --no-default-features -- query --list"
	@echo "      cargo run --release --no-default-features -- show 新兴镇 --store $(STORE)"
	@echo "      cargo run --release --no-default-features -- export --store $(STORE) --only-read"

# All tests: the light build first, then those that need RocksDB.
test: lint test-light test-disk

lint:
	$(CARGO) clippy --version >/dev/null 2>&1 && $(CARGO) clippy --no-default-features --locked --all-targets -- -D warnings || { $(CARGO) clippy --version >/dev/null 2>&1 && exit 1 || echo "clippy is not installed: skipped"; }

test-light:
	$(CARGO) test --no-default-features --locked

test-disk: libclang
	$(CARGO) test --locked

# RocksDB's bindings are made with libclang.
libclang:
	@ls /usr/lib/llvm-*/lib/libclang*.so* /usr/lib/*/libclang*.so* >/dev/null 2>&1 || { echo "installing libclang-dev"; $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq libclang-dev clang; }

bench:
	$(CARGO) bench --no-default-features --locked

# The full program, with its index on disk.
install: libclang
	$(CARGO) install --path . --locked

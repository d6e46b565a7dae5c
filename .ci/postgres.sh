#!/bin/bash
# Debian 12, root: PostgreSQL 15, PgBouncer and pgvector, the last compiled from the source package of Debian 13, since
# Debian 12 has none. The server headers are unpacked rather than installed, which spares clang and llvm.
set -euo pipefail

bin=/usr/lib/postgresql/15/bin
vector=/usr/share/postgresql/15/extension/vector.control
if [ -x "$bin/initdb" ] && [ -f "$vector" ] && [ -x /usr/sbin/pgbouncer ]; then exit 0; fi

export DEBIAN_FRONTEND=noninteractive
mirror=$(awk '/^URIs/ { print $2; exit }' /etc/apt/sources.list.d/debian.sources)
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
chmod 755 "$build"
cd "$build"

apt-get update -qq
mkdir -p /etc/postgresql-common
echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
apt-get install -y -qq --no-install-recommends postgresql-15 pgbouncer openssl gcc libc6-dev make > /dev/null
[ ! -f "$vector" ] || exit 0
apt-get download -qq postgresql-server-dev-15
dpkg-deb -x postgresql-server-dev-15_*.deb /

mkdir -p lists/partial cache/archives/partial
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" > sources.list
source_only=(-o "Dir::Etc::sourcelist=$build/sources.list" -o Dir::Etc::sourceparts=-
  -o "Dir::State::lists=$build/lists" -o "Dir::Cache=$build/cache")
apt-get "${source_only[@]}" update -qq
apt-get "${source_only[@]}" source -qq --download-only pgvector
tar xf pgvector_*.orig.tar.*
make -s -j2 -C pgvector-*/ OPTFLAGS= with_llvm=no PG_CONFIG="$bin/pg_config"
make -s -C pgvector-*/ install with_llvm=no PG_CONFIG="$bin/pg_config"

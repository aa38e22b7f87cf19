#!/usr/bin/env bash
#
# A container engine and images for the tests with SLUICE_STACK=containers, on a Debian machine that
# has no engine and can pull no image:
#
#   eval "$(build/containers/podman.sh up)"
#   SLUICE_STACK=containers mvn verify …
#   build/containers/podman.sh down
#
# 'up' installs Debian's podman and docker-compose, and builds stand-ins for the official images of
# the compose file in docker/ from Debian's packages and the artifacts Maven has fetched, laid out
# like the official ones and under their names. What they cannot show is that the official images
# behave the same. It prints the variables that make Testcontainers and docker-compose use them, and
# nothing else, on stdout.
#
# Configuration, images and containers are in a folder of their own: an existing configuration of
# podman and its images are neither used nor changed. Needs root, and 'mvn -Pquick package' before.

set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(cd "$here/../.." && pwd)
home=${SLUICE_PODMAN_HOME:-/var/lib/sluice-podman}
socket=$home/podman.sock
pid_file=$home/service.pid
health_pid_file=$home/health.pid

# A version, or the name of an image, as the parent pom pins it.
pinned() {
  sed -n "s/^$1=//p" "$root/local-stack/target/classes/io/sluice/localstack/versions.properties"
}

# The name of an image in the compose file.
composed() {
  sed -n "s/^$1=//p" "$root/docker/.env"
}

say() {
  printf '%s\n' "$*" >&2
}

fail() {
  say "podman.sh: $*"
  exit 1
}

install_packages() {
  local packages=(podman runc netavark aardvark-dns iptables debootstrap docker-compose)
  if dpkg -s "${packages[@]}" >/dev/null 2>&1; then
    return
  fi
  say "Installing ${packages[*]}"
  local install=(env DEBIAN_FRONTEND=noninteractive
    apt-get install -y -q --no-install-recommends --no-upgrade "${packages[@]}")
  if ! "${install[@]}" >"$home/apt.log" 2>&1; then
    # Lists of third parties may fail; whether the packages can be had is what counts.
    apt-get update -q >>"$home/apt.log" 2>&1 || true
    "${install[@]}" >>"$home/apt.log" 2>&1 || fail "cannot install them, see $home/apt.log"
  fi
}

# crun, Debian's default, fails where cgroups are not delegated; and the built-in limits are more
# than such a machine grants.
configure() {
  cat >"$home/containers.conf" <<END
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"

[network]
network_backend = "netavark"
network_config_dir = "$home/networks"

[containers]
default_ulimits = ["nofile=20000:20000", "nproc=20000:20000"]
END
  cat >"$home/storage.conf" <<END
[storage]
driver = "overlay"
graphroot = "$home/storage"
runroot = "$home/run"
END
  export CONTAINERS_CONF=$home/containers.conf
  export CONTAINERS_STORAGE_CONF=$home/storage.conf
  # Containers are asked for their health by timers of systemd, which such a machine may not run.
  export DISABLE_HC_SYSTEMD=true
}

# Sets $base to this Debian's image, made of packages from where this machine gets its own.
build_base() {
  local codename mirror
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
  base=docker.io/library/debian:$codename-slim
  podman image exists "$base" && return
  # shellcheck disable=SC2016  # apt's variables, not the shell's
  mirror=$(apt-get indextargets --format '$(CODENAME) $(SITE)' 'Created-By: Packages' |
    sed -n "s/^$codename //p" | head -n 1)
  say "Building $base from ${mirror:-the default mirror}"
  rm -rf "$home/base"
  debootstrap --variant=minbase "$codename" "$home/base" ${mirror:+"$mirror"} \
    >"$home/debootstrap.log" 2>&1 || fail "debootstrap failed, see $home/debootstrap.log"
  rm -rf "$home"/base/var/cache/apt/archives/*.deb
  tar -C "$home/base" -c . | podman import - "$base" >/dev/null
  rm -rf "$home/base"
}

# Builds the image of that name from a folder here, with its context and, where the Dockerfile asks
# for it, a version; quick if nothing has changed.
build_image() {
  local name=$1 folder=$2 context=$3
  local arguments=(--build-arg BASE="$base" ${4:+--build-arg VERSION="$4"})
  say "Building $name"
  podman build --network host "${arguments[@]}" \
    -t "$name" -f "$here/$folder/Dockerfile" "$context" >"$home/$folder.log" 2>&1 ||
    fail "cannot build $name, see $home/$folder.log: $(tail -n 5 "$home/$folder.log")"
}

build_images() {
  local context version
  build_base
  build_image localhost/sluice/stand-in-base base "$here/base"
  base=localhost/sluice/stand-in-base
  build_image "$(pinned etcd.image)" etcd "$here/etcd"

  context=$home/context/kafka
  mkdir -p "$context/libs"
  tr ':' '\n' <"$root/local-stack/kafka/target/kafka.classpath" |
    xargs -I JAR cp -u JAR "$context/libs/"
  cp "$here/kafka/run" "$here/kafka/kafka-tool.sh" "$context/"
  cp "$root/local-stack/src/main/resources/io/sluice/localstack/log4j2.properties" "$context/"
  build_image "$(pinned kafka.image)" kafka "$context"

  context=$home/context/elasticsearch
  version=$(pinned elasticsearch.newest)
  mkdir -p "$context"
  cp -u "$root/local-stack/target/elasticsearch-$version.zip" "$context/"
  cp "$here/elasticsearch/docker-entrypoint.sh" "$context/"
  build_image "$(pinned elasticsearch.image)" elasticsearch "$context" "$version"

  build_image "$(composed PROMETHEUS_IMAGE)" prometheus "$here/prometheus"
  build_image "$(composed KIBANA_IMAGE)" web "$here/web"
  build_image "$(composed GRAFANA_IMAGE)" web "$here/web"
}

serve() {
  if is_serving; then
    return
  fi
  rm -f "$socket"
  setsid podman system service -t 0 "unix://$socket" >"$home/service.log" 2>&1 </dev/null &
  printf '%s\n' $! >"$pid_file"
  local attempt
  for ((attempt = 0; attempt < 100; attempt++)); do
    [[ -S $socket ]] && return
    sleep 0.1
  done
  fail "podman's service does not listen on $socket, see $home/service.log"
}

is_serving() {
  [[ -S $socket && -f $pid_file ]] && kill -0 "$(<"$pid_file")" 2>/dev/null
}

# In the place of systemd's timers. Asks only those that are not known to be healthy: somebody waits
# for these.
watch_health() {
  local container
  while true; do
    for container in $(podman ps --quiet --filter health=starting) \
      $(podman ps --quiet --filter health=unhealthy); do
      podman healthcheck run "$container" || true
    done
    sleep 1
  done
}

keep_healthy() {
  if [[ -f $health_pid_file ]] && kill -0 "$(<"$health_pid_file")" 2>/dev/null; then
    return
  fi
  watch_health >"$home/health.log" 2>&1 </dev/null &
  printf '%s\n' $! >"$health_pid_file"
}

up() {
  ((EUID == 0)) || fail "needs root"
  [[ -f $root/local-stack/target/local-stack.classpath ]] ||
    fail "run 'mvn -Pquick package' first: the images are made of what it fetches"
  mkdir -p "$home"
  install_packages
  configure
  build_images
  serve
  keep_healthy
  printf 'export DOCKER_HOST=unix://%s\n' "$socket"
  printf 'export TESTCONTAINERS_RYUK_DISABLED=true\n'
  # docker-compose builds by itself then, in place of a docker that is not there.
  printf 'export COMPOSE_DOCKER_CLI_BUILD=0\n'
}

# Containers and the service; the images stay for the next time.
down() {
  ((EUID == 0)) || fail "needs root"
  [[ -d $home ]] || return 0
  configure
  podman rm --all --force --time 5 >/dev/null
  if [[ -f $health_pid_file ]]; then
    kill "$(<"$health_pid_file")" 2>/dev/null || true
  fi
  if is_serving; then
    kill "$(<"$pid_file")"
  fi
  rm -f "$health_pid_file" "$pid_file" "$socket"
}

case ${1:-} in
  up | down) "$1" ;;
  *) fail "usage: podman.sh up | down" ;;
esac

#!/bin/sh
# Makes a copy of this machine with files, processes and a network of its own, and stays in it:
#
#   unshare --mount --net --pid --uts --fork --kill-child machine.sh FOLDER SHARED…
#
# What is written in the copy stays in memory and goes with it. The folders SHARED are the real ones.
# The first line it prints is the number of its process: programs enter by `nsenter --target`. It
# is called agent01.example and has the address 10.9.0.1 besides the loopback interface, a net 10.9.8.0/24 where packets vanish, and a net
# 10.9.9.0/24 without a route.
set -eu

# This is still the /proc of the machine outside, so the number is the one that counts there.
read -r process _ </proc/self/stat
folder=$1
shift
mount -t tmpfs none "$folder"
mkdir "$folder/upper" "$folder/work" "$folder/root"
root=$folder/root
mount -t overlay none -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
mount -t proc none "$root/proc"
mount --rbind /dev "$root/dev"
for shared; do
  mkdir -p "$root$shared"
  mount --bind "$shared" "$root$shared"
done

hostname agent01.example
ip link set lo up
ip link add nowhere type veth peer name away
ip address add 10.9.0.1/24 dev nowhere
ip address add 10.9.8.1/24 dev nowhere
ip link set nowhere up
ip link set away up
ip neighbour add 10.9.8.2 lladdr 02:00:00:00:00:02 dev nowhere
ip route add unreachable 10.9.9.0/24

# Names come from files alone, and no systemd of the machine outside answers for services.
printf 'hosts: files\npasswd: files\ngroup: files\n' >"$root/etc/nsswitch.conf"
printf '127.0.0.1 localhost\n::1 localhost\n10.9.0.1 agent01.example\n' >"$root/etc/hosts"
mkdir -p "$root/tmp"
# The first process takes note of every one that ends without a parent.
exec chroot "$root" /bin/sh -c "echo $process; sleep infinity & wait"

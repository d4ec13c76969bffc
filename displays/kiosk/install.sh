#!/bin/sh
# Makes a Debian box a screen of a Tongbo hub: it trusts the hub's own CA, and shows the player in Chromium from its start on.
#
#   sudo sh install.sh https://hub.office.lan:3443 AB:CD:…   everything
#        sh install.sh --check https://hub.office.lan:3443 AB:CD:…   only compares the CA with its fingerprint
#
# The fingerprint (SHA-256) stands in the console under "显示屏", and in what the hub says when it starts. Without one the
# hub's certificate has to come from a CA that the box trusts already. Run it again at any time, e.g. after the hub moved.
set -eu

say() { printf '%s\n' "$*"; }
fail() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }

only_check=no
if [ "${1:-}" = --check ]; then only_check=yes; shift; fi
hub="${1:-}"
wanted="${2:-}"
case "$hub" in
  https://*) ;;
  *) fail 'name the hub, e.g. https://hub.office.lan:3443; plain HTTP is no secure origin, and the player needs one' ;;
esac
hub="${hub%/}"
[ "$only_check" = yes ] || [ "$(id -u)" = 0 ] || fail 'run it as root: sudo sh install.sh …'

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

if [ "$only_check" = no ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -q -y --no-install-recommends cage chromium curl openssl ca-certificates libnss3-tools
fi

plain() { printf '%s' "$1" | tr -d ': ' | tr 'a-f' 'A-F'; }

if [ -n "$wanted" ]; then
  # Not trusted yet: the fingerprint says whether it is the right one.
  curl --fail --silent --show-error --insecure --max-time 20 "$hub/display/api/ca.pem" -o "$work/ca.pem" ||
    fail "the hub gave no certificate: is $hub its address, and does it issue its certificates itself?"
  found="$(openssl x509 -in "$work/ca.pem" -noout -fingerprint -sha256 | cut -d= -f2)"
  [ "$(plain "$found")" = "$(plain "$wanted")" ] ||
    fail "the certificate's fingerprint is $found and not the one that you named: somebody may stand between this box and the hub"
  say "the hub's CA has the fingerprint that you named"
fi
[ "$only_check" = no ] || exit 0

user=tongbo-screen
home="/var/lib/$user"
id "$user" >/dev/null 2>&1 || useradd --system --create-home --home-dir "$home" --shell /usr/sbin/nologin "$user"
for group in video render input; do
  if getent group "$group" >/dev/null; then usermod -a -G "$group" "$user"; fi
done

if [ -n "$wanted" ]; then
  install -m 644 "$work/ca.pem" /usr/local/share/ca-certificates/tongbo-hub.crt
  update-ca-certificates
  # Chromium on Linux asks the user's own store and not the system's.
  store="sql:$home/.pki/nssdb"
  install -d -m 700 -o "$user" -g "$user" "$home/.pki" "$home/.pki/nssdb"
  runuser -u "$user" -- certutil -L -d "$store" >/dev/null 2>&1 ||
    runuser -u "$user" -- certutil -N --empty-password -d "$store"
  runuser -u "$user" -- certutil -D -n tongbo-hub -d "$store" 2>/dev/null || true
  install -m 644 "$work/ca.pem" "$home/hub-ca.pem"
  runuser -u "$user" -- certutil -A -n tongbo-hub -t C,, -d "$store" -i "$home/hub-ca.pem"
fi

host="${hub#https://}"
install -d -m 755 /etc/chromium/policies/managed
cat >/etc/chromium/policies/managed/tongbo-screen.json <<POLICY
{
  "URLBlocklist": ["*"],
  "URLAllowlist": ["$host"],
  "AutoplayAllowed": true,
  "ScreenCaptureWithoutGestureAllowedForOrigins": ["$hub"],
  "BrowserSignin": 0,
  "DefaultNotificationsSetting": 2,
  "PasswordManagerEnabled": false,
  "TranslateEnabled": false
}
POLICY

install -d -m 755 /usr/local/lib/tongbo-screen
install -m 755 "$(dirname "$0")/supervise.sh" /usr/local/lib/tongbo-screen/supervise.sh
install -m 644 "$(dirname "$0")/tongbo-screen.service" /etc/systemd/system/tongbo-screen.service
printf 'TONGBO_DISPLAY=%s/display/\n' "$hub" >/etc/default/tongbo-screen
systemctl daemon-reload
systemctl enable tongbo-screen.service
systemctl restart tongbo-screen.service
say "this box shows $hub/display/ from now on; claim it in the console with the code on its glass"

# Everything on a host that a module could leave behind, one line a thing, sorted.
{
  dpkg-query --show --showformat='package ${Package} ${db:Status-Status}\n'
  getent passwd | cut -d: -f1,6,7 | sed 's/^/account /'
  getent group | cut -d: -f1,4 | sed 's/^/group /'
  systemctl list-unit-files --no-legend --plain | awk '{print "unit", $1, $2}' | grep -v '^unit session-'
  systemctl list-units --no-legend --plain --type=service,timer,path,socket --state=active,failed | awk '$4 != "exited" {print "running", $1, $4}'
  nft list tables
  find /etc /opt /usr/local /var/lib /var/spool /srv /root -xdev \
    -not -path '/var/lib/dpkg/*' -not -path '/var/lib/apt/*' -not -path '/var/lib/systemd/*' -not -path '/var/spool/postfix/*/*' \
    -not -path '/var/lib/nachtwacht' -not -path '/var/lib/nachtwacht/*' -not -name '.*.swp' \
    -printf '%y %p %m %u %g\n'
  find /var/log /run /tmp -maxdepth 1 -not -name 'systemd-private-*' -not -name '.ansible*' -printf 'place %p\n'
  if command -v postconf >/dev/null; then postconf -n; fi
} | sort

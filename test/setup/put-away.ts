import { spawn } from 'node:child_process';

/**
 * Waits for the end of its standard input, which is ours; then ends every process whose command or environment names the
 * folder (SIGINT ends PostgreSQL in order), and removes it.
 */
const script = `
read -r _
sleep 1
found=no
signal() {
  for file in $(grep -lsF -- "$2" /proc/[0-9]*/cmdline /proc/[0-9]*/environ); do
    pid="\${file#/proc/}"
    pid="\${pid%%/*}"
    [ "$pid" = "$$" ] || { kill "-$1" "$pid" 2>/dev/null && found=yes; }
  done
}
signal INT "$1"
[ $found = yes ] || ls -d "$1"* >/dev/null 2>&1 || exit 0
sleep 5
signal KILL "$1"
rm -rf "$1"*
`;

/**
 * Sees to it that nothing of a folder outlives this process, however it ends: servers that are meant to outlive a killed
 * program are in a session of their own, and no signal to us reaches them. `folder` may be the beginning of several.
 */
export function putAwayAfterUs(folder: string): void {
  if (process.platform !== 'linux') return;
  const guard = spawn('sh', ['-c', script, 'sh', folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  // Held open as long as we live, without keeping us alive.
  if (guard.stdin && 'unref' in guard.stdin) (guard.stdin as unknown as { unref(): void }).unref();
}

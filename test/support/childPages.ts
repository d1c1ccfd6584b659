import type { ShellName } from './shells';

const POSIX = `read -r stat </proc/$$/stat; stat=\${stat##*) }; IFS=' ' read -r _ _ _ _ _ _ _ _ pages _ <<<"$stat"; echo "pages $pages"`;

/** Prints the number of page faults of all child processes that this shell has waited for: it grows with each child. */
export const CHILD_PAGES: Readonly<Record<ShellName, string>> = {
  bash: POSIX,
  zsh: POSIX,
  fish: `read -l stat </proc/$fish_pid/stat; echo pages (string split ' ' -- (string replace -r '.*\\) ' '' -- $stat))[9]`,
  pwsh: "'pages ' + ([IO.File]::ReadAllText('/proc/' + $PID + '/stat') -replace '.*[)] ').Split(' ')[8]",
};

import { join } from 'node:path';
import { initScript } from '../../src/install/initScript';
import { findShell } from '../../src/shells/table';
import type { ShellName } from './shells';
import type { Stub } from './stub';

const ROOT = join(__dirname, '../..');

/** What `assume init --auto-renew` prints. */
export const printed = (shell: ShellName): string => {
  const row = findShell(shell);
  return row ? initScript(ROOT, row, { autoRenew: true }) : '';
};

/**
 * A program for all four shells. The credentials that it sets expire at the times in the file `ends`, one line per call, and the
 * access key contains the number of the call. It prints noise, and fails if a file `fails` exists; `report` only prints.
 */
export const PROGRAM = `
[ "$1" != report ] || exit 0
shell=\${1#--eval=}
profile=$3; [ "$profile" != use ] || profile=$4
case $profile in -) profile=before ;; '') profile=picked ;; esac
case $* in *' --no-input') echo noise >&2 ;; esac
[ ! -e "$here/fails" ] || exit 4
read -r end <"$here/ends" && tail -n +2 "$here/ends" >"$here/rest" && mv "$here/rest" "$here/ends"
number=$(tr -cd '\\0' <"$here/calls" | wc -c)
case $shell,$3 in
  bash*,report | zsh*,report) printf '%s\\n' "\\\\builtin command 'assume' 'report'" ;;
  fish*,report) echo "command 'assume' 'report'" ;;
  power*,report) echo "& (Microsoft.PowerShell.Core" ;;
  *,off) set AWS_ACCESS_KEY_ID ASSUME_PROFILE ASSUME_EXPIRES
    case $shell in
      fish*) printf 'set -e -g %s; or true\\n' "$@" ;;
      power*) printf '\${env:%s} = $null\\n' "$@" ;;
      *) printf '\\\\builtin unset -v %s\\n' "$@" ;;
    esac ;;
  *) set AWS_ACCESS_KEY_ID "key$number" ASSUME_PROFILE "$profile" ASSUME_EXPIRES "$end"
    case $shell in
      fish*) printf "set -gx %s '%s'\\n" "$@" ;;
      power*) printf "\\\${env:%s} = '%s'\\n" "$@" ;;
      *) printf "\\\\\\\\builtin export %s='%s'\\n" "$@" ;;
    esac ;;
esac
`;
/** An expiry time in the past, in seconds since the epoch. */
export const OVER = '1';
/** An expiry time in the future, in seconds since the epoch. */
export const later = (seconds = 3600) => String(Math.floor(Date.now() / 1000) + seconds);

/** Sets the expiry times of the next calls, one after the other. */
export const ends = (stub: Stub, ...seconds: string[]): string =>
  stub.write('ends', seconds.map((second) => `${second}\n`).join(''));

/** The arguments of each call for the shell so far. */
export const words = (stub: Stub): string[][] =>
  stub.calls().flatMap(([first, , ...given]) => (first?.startsWith('--eval=') ? [given] : []));

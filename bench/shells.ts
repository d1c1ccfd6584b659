import type { Shell } from '../src/shells/table';
import { type Command, compare, output } from './measure';

interface Probe {
  /** Runs a text without anybody's rc files. */
  readonly run: (text: string) => Command;
  readonly load: (script: string) => string;
  /** Prints the milliseconds of one TAB after `assume team-5`, once warm. */
  readonly tab: string;
}

const TIMES = 20;

/** fish has no clock, so `tab` is run with and without the loop, and Node holds the watch. */
const PROBES: Record<Shell['name'], Probe> = {
  bash: {
    run: (text) => ['bash', '--norc', '--noprofile', '-c', text],
    load: (script) => `. '${script}'`,
    tab: `COMP_LINE='assume team-5' COMP_POINT=13 COMP_WORDS=(assume team-5) COMP_CWORD=1 COMP_TYPE=9
      __assume_complete assume team-5 assume; t=$EPOCHREALTIME
      for ((n = 0; n < ${TIMES}; n++)); do __assume_complete assume team-5 assume; done
      echo $(( (\${EPOCHREALTIME/./} - \${t/./}) / ${TIMES} ))`,
  },
  zsh: {
    run: (text) => ['zsh', '-f', '-c', text],
    load: (script) => `. '${script}'`,
    tab: `zmodload zsh/datetime; words=(assume team-5) CURRENT=2 PREFIX=team-5
      _describe() { (( \${#\${(P)4}} )) } # the completion system runs only at TAB
      _assume; t=$EPOCHREALTIME
      repeat ${TIMES} _assume
      printf '%d' $(( (EPOCHREALTIME - t) * 1000000 / ${TIMES} ))`,
  },
  fish: {
    run: (text) => ['fish', '--no-config', '-c', text],
    load: (script) => `source '${script}'`,
    tab: `complete -C 'assume team-5' >/dev/null
      for n in (seq ${TIMES}); complete -C 'assume team-5' >/dev/null; end`,
  },
  powershell: {
    run: (text) => ['pwsh', '-NoProfile', '-NonInteractive', '-Command', text],
    load: (script) => `. '${script}'`,
    tab: `$tab = { [System.Management.Automation.CommandCompletion]::CompleteInput('assume team-5', 13, $null) }
      1..10 | ForEach-Object { $null = & $tab }; $watch = [System.Diagnostics.Stopwatch]::StartNew()
      1..${TIMES} | ForEach-Object { $null = & $tab }
      [int]($watch.Elapsed.TotalMilliseconds * 1000 / ${TIMES})`,
  },
};

/** Milliseconds of one TAB on a profile name, in a running shell. */
export async function tabTime(shell: Shell['name'], script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { run, load, tab } = PROBES[shell];
  const text = `${load(script)}\n${tab}`;
  if (shell !== 'fish') return Number(await output(run(text), env)) / 1000;
  const { difference } = await compare(run(text), run(text.split('\n').slice(0, -1).join('\n')), env, { runs: 9 });
  return difference / TIMES;
}

/** Milliseconds that loading the script adds to the start of a shell. */
export async function startTime(shell: Shell['name'], script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { run, load } = PROBES[shell];
  const nothing = shell === 'powershell' ? '$null' : 'true';
  return (await compare(run(load(script)), run(nothing), env, { runs: shell === 'powershell' ? 9 : 25 })).difference;
}

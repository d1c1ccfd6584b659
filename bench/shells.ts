import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoShellName } from '../src/demo/demoShells';
import { assumedValues } from '../src/environment/change';
import { realFiles } from '../src/platform/files';
import { takeSnapshot } from '../src/profiles/snapshot';
import { writeSession } from '../src/sessions/saveSession';
import type { SessionValues } from '../src/sessions/sessionFile';
import { sessionFiles } from '../src/sessions/trackedFiles';
import { type Command, compare, output } from './measure';

interface Probe {
  /** Runs a script without rc files. */
  readonly run: (text: string) => Command;
  readonly load: (script: string) => string;
  /** Prints how long one TAB after `assume WORD` takes, in microseconds, after a warm-up. */
  readonly tab: (word: string) => string;
  /** Prints how long one `assume team-5` with a fresh session file takes, in microseconds, after a warm-up. */
  readonly fresh: string;
}

const TIMES = 20;

/** fish has no clock, so its lines are run with and without the loop, and Node measures the difference. */
const PROBES: Record<DemoShellName, Probe> = {
  bash: {
    run: (text) => ['bash', '--norc', '--noprofile', '-c', text],
    load: (script) => `. '${script}'`,
    tab: (
      word,
    ) => `COMP_LINE='assume ${word}' COMP_POINT=\${#COMP_LINE} COMP_WORDS=(assume ${word}) COMP_CWORD=1 COMP_TYPE=9
      __assume_complete assume ${word} assume; t=$EPOCHREALTIME
      for ((n = 0; n < ${TIMES}; n++)); do __assume_complete assume ${word} assume; done
      echo $(( (\${EPOCHREALTIME/./} - \${t/./}) / ${TIMES} ))`,
    fresh: `assume team-5; t=$EPOCHREALTIME
      for ((n = 0; n < ${TIMES}; n++)); do assume team-5; done
      echo $(( (\${EPOCHREALTIME/./} - \${t/./}) / ${TIMES} ))`,
  },
  zsh: {
    run: (text) => ['zsh', '-f', '-c', text],
    load: (script) => `. '${script}'`,
    tab: (word) => `zmodload zsh/datetime; typeset -A compstate; words=(assume ${word}) CURRENT=2 PREFIX=${word}
      _describe() { (( \${#\${(P)4}} )) } # the completion system runs only at TAB
      _assume; t=$EPOCHREALTIME
      repeat ${TIMES} _assume
      printf '%d' $(( (EPOCHREALTIME - t) * 1000000 / ${TIMES} ))`,
    fresh: `zmodload zsh/datetime; assume team-5; t=$EPOCHREALTIME
      repeat ${TIMES} assume team-5
      printf '%d' $(( (EPOCHREALTIME - t) * 1000000 / ${TIMES} ))`,
  },
  fish: {
    run: (text) => ['fish', '--no-config', '-c', text],
    load: (script) => `source '${script}'`,
    tab: (word) => `complete -C 'assume ${word}' >/dev/null
      for n in (seq ${TIMES}); complete -C 'assume ${word}' >/dev/null; end`,
    fresh: `assume team-5
      for n in (seq ${TIMES}); assume team-5; end`,
  },
  powershell: {
    run: (text) => ['pwsh', '-NoProfile', '-NonInteractive', '-Command', text],
    load: (script) => `. '${script}'`,
    tab: (
      word,
    ) => `$tab = { [System.Management.Automation.CommandCompletion]::CompleteInput('assume ${word}', ${7 + word.length}, $null) }
      1..10 | ForEach-Object { $null = & $tab }; $watch = [System.Diagnostics.Stopwatch]::StartNew()
      1..${TIMES} | ForEach-Object { $null = & $tab }
      [int]($watch.Elapsed.TotalMilliseconds * 1000 / ${TIMES})`,
    fresh: `1..10 | ForEach-Object { assume team-5 }; $watch = [System.Diagnostics.Stopwatch]::StartNew()
      1..${TIMES} | ForEach-Object { assume team-5 }
      [int]($watch.Elapsed.TotalMilliseconds * 1000 / ${TIMES})`,
  },
};

/**
 * How long one operation takes in a running shell, in milliseconds.
 * @param what a word to complete; or, with `fresh`, `assume` of a profile whose session file is fresh
 */
export async function timeOf(
  what: { readonly tab: string } | 'fresh',
  shell: DemoShellName,
  script: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const { run, load, ...probe } = PROBES[shell];
  const text = `${load(script)}\n${what === 'fresh' ? probe.fresh : probe.tab(what.tab)}`;
  if (shell !== 'fish') return Number(await output(run(text), env)) / 1000;
  const { difference } = await compare(run(text), run(text.split('\n').slice(0, -1).join('\n')), env, { runs: 9 });
  return difference / TIMES;
}

/** How much loading the script adds to a shell's startup time, in milliseconds. */
export async function startTime(shell: DemoShellName, script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { run, load } = PROBES[shell];
  const nothing = shell === 'powershell' ? '$null' : 'true';
  return (await compare(run(load(script)), run(nothing), env, { runs: shell === 'powershell' ? 9 : 25 })).difference;
}

/** The environment of a home with these profiles, in which `team-5` was assumed a moment ago. */
export function freshHome(home: string, profiles: string): NodeJS.ProcessEnv {
  const env = { PATH: process.env.PATH, HOME: home };
  mkdirSync(join(home, '.aws'), { recursive: true });
  writeFileSync(join(home, '.aws/config'), profiles);
  utimesSync(join(home, '.aws/config'), 1e9, 1e9);
  const expiration = new Date(Date.now() + 3_600_000);
  const credentials = {
    accessKeyId: 'ASIA',
    secretAccessKey: 's'.repeat(40),
    sessionToken: 't'.repeat(900),
    expiration,
  };
  const values = assumedValues({ profile: 'team-5', region: 'eu-west-1', credentials });
  const began = new Date();
  const snapshot = takeSnapshot(sessionFiles(env), realFiles.state);
  writeSession(values as SessionValues, { began, snapshot }, { env, files: realFiles, now: () => began });
  return env;
}

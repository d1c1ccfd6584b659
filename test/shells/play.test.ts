import { readFileSync } from 'node:fs';
import { makeStub } from '../support/stub';
import { scriptText } from '../support/posix';
import { interactiveShell } from '../support/terminal';
test.each(['bash','zsh'] as const)('%s', async (shell) => {
  const stub = makeStub();
  stub.write('.aws/config',''); stub.write('.aws/credentials','');
  stub.write('.cache/assume/profiles.tsv', `${stub.home}/.aws/config\t${stub.home}/.aws/credentials\t0.1.0\n${Array.from({length:1000},(_,i)=>`team${i%10}-account-${String(i).padStart(4,'0')}\t1234567${i} AdministratorAccess\n`).join('')}list\tx\tcommand\n`);
  const timed = shell === 'zsh' ? 'zmodload zsh/datetime; _timed() { local s=$EPOCHREALTIME; __assume_candidates ""; local m=$EPOCHREALTIME; _assume "$@"; local r=$?;print -r -- "$words: list only $(((m-s)*1000)), list + all $(((EPOCHREALTIME-m)*1000)) ms" >>$HOME/times; return r; }; compdef _timed assume'
   : 'timed() { local s=${EPOCHREALTIME/./}; __assume_complete "$@"; echo "$COMP_LINE $(( ${EPOCHREALTIME/./} - s )) us" >>$HOME/times; }; complete -F timed assume';
  const t = await interactiveShell(shell, { home: stub.home, env: stub.env, init: scriptText(shell) + timed });
  for (let i = 0; i < 6; i++) for (const k of ['team3-account-0003','team3-account-01', 'team3', 'zzz', '']) { t.type(`assume ${k}\t`); await new Promise(r => setTimeout(r, 150)); t.type('n'); t.type('\x15'); await t.enter(':'); }
  console.log(readFileSync(`${stub.home}/times`,'utf8'));
  await t.close(); stub.remove();
});

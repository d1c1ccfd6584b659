import { SHELL_NAMES, type ShellName } from '../support/shells';
import { find, testWith } from '../support/tools';
import { quietSteps, stepsOf } from './identityScenes';
import { type Step, shown } from './identitySteps';
import { IdentityWorld } from './identityWorld';

const { ASSUME_SEED, ASSUME_STEPS } = process.env;
const SEED = Number(ASSUME_SEED ?? Math.floor(Math.random() * 1e9));
const STEPS = Number(ASSUME_STEPS ?? 40);
/** In milliseconds. */
const SHRINKING = 60_000 + STEPS * 200;

jest.setTimeout(60_000 + SHRINKING + STEPS * 2_000);

/** Does steps in a new world. @returns the number of the step that went wrong, and how */
async function play(shells: readonly ShellName[], steps: readonly Step[]) {
  const world = await IdentityWorld.open(shells);
  try {
    for (const [at, step] of steps.entries()) {
      try {
        await world.do(step);
      } catch (error) {
        return { at, message: (error as Error).message };
      }
    }
    return { hits: world.hits() };
  } finally {
    await world.close();
  }
}

/** Leaves out steps, as many as possible, while something still goes wrong. */
async function shrink(shells: readonly ShellName[], steps: readonly Step[]) {
  const end = Date.now() + SHRINKING;
  let kept = steps;
  let message: string | undefined;
  // Often the last few are enough.
  for (let size = 2; size < steps.length; size *= 2) {
    const { at, message: found } = await play(shells, steps.slice(-size));
    if (at === undefined) continue;
    kept = steps.slice(-size).slice(0, at + 1);
    message = found;
    break;
  }
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = kept.length - 1 - size; from > -size && Date.now() < end; from -= size) {
      const tried = kept.filter((_, at) => at < from || at >= from + size);
      const { at, message: found } = await play(shells, tried);
      if (at === undefined) continue;
      kept = tried.slice(0, at + 1);
      message = found;
    }
  }
  return { kept, message };
}

describe('whoever changes whatever, a shell holds the credentials that are right now', () => {
  for (const shell of SHELL_NAMES) {
    const other = SHELL_NAMES.filter((name) => name !== shell && find(name)).at(SEED % 3) ?? shell;
    const shells = [shell, shell, other];
    testWith(shell)(`in ${shells.join(', ')}, after each of ${STEPS} steps of seed ${SEED}`, async () => {
      const steps = [...stepsOf(SEED, STEPS, shells.length), ...quietSteps(shells.length)];
      const { at, message, hits } = await play(shells, steps);
      if (at !== undefined) {
        const shrunk = await shrink(shells, steps.slice(0, at + 1));
        throw new Error(
          `Step ${at} of seed ${SEED} (ASSUME_SEED=${SEED} ASSUME_STEPS=${STEPS}): ${message}\n` +
            `The fewest steps found that go wrong: ${shrunk.message ?? message}\n${shrunk.kept.map(shown).join('\n')}`,
        );
      }
      // Otherwise nothing of the above concerns session files.
      expect((hits ?? []).filter(([, count]) => count === 0)).toEqual([]);
    });
  }
});

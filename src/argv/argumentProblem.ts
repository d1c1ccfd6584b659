import type { CommandSpec } from './commandManifest';
import type { GivenFlag } from './tokens';

/** What is wrong with a value that has to be one of a fixed set. */
const choiceProblem = (what: string, options: readonly string[] | undefined, value: string | true) =>
  typeof value === 'string' && options?.includes(value) === false
    ? `Unknown ${what} "${value}". Use one of: ${options.join(', ')}.`
    : undefined;

const flagProblem = ({ spec, value }: GivenFlag, flags: readonly GivenFlag[]) => {
  const other = flags.find((given) => spec.exclusive?.includes(given.spec.name));
  if (other) return `Options --${spec.name} and --${other.spec.name} can't be combined.`;
  return choiceProblem(`--${spec.name} value`, spec.options, value);
};

/** What is wrong with the flags and arguments of a command once all are known, as a sentence; the first thing only. */
export function argumentProblem(
  { args }: CommandSpec,
  flags: readonly GivenFlag[],
  names: readonly string[],
): string | undefined {
  const expected = Object.values(args);
  const missing = expected.slice(names.length).find(({ required }) => required);
  const problems = [
    ...names.map((name, index) => {
      const arg = expected[index];
      return arg ? choiceProblem(arg.name, arg.options, name) : `Unexpected argument "${name}".`;
    }),
    ...flags.map((flag) => flagProblem(flag, flags)),
    missing && `No ${missing.name} given.`,
  ];
  return problems.find((problem) => problem !== undefined);
}

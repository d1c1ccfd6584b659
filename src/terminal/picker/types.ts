import type { Findable } from '../../find/findable';
import type { Env } from '../../platform/env';
import type { Color } from '../../profiles/color';

/** What a row shows besides what it is found by; looked up when it comes into view. */
export interface Look {
  readonly color: Color | undefined;
  /** How long its cached credentials are valid, in seconds; absent if there are none. */
  readonly secondsLeft: number | undefined;
}

/** What to choose from. */
export interface PickerRequest<Row extends Findable> {
  /** In the order in which they are shown while there is no query. */
  readonly rows: readonly Row[];
  /** The query to begin with; empty for none. */
  readonly seed: string;
  /** The rows that contain the words of the seed. */
  readonly seeded: readonly Row[];
  /** How much a profile has been used lately. */
  readonly usage: (name: string) => number;
  readonly lookOf: (row: Row) => Look;
  /** What can be done with the chosen row: the first by Enter, the others from the menu. */
  readonly actions: readonly string[];
  /** Whether Ctrl-Z stops this process: a shell that captures our output could not continue it. */
  readonly canSuspend: boolean;
  readonly env: Env;
}

/** The row that was chosen, and what to do with it, as an index in the actions. */
export interface Picked<Row> {
  readonly row: Row;
  readonly action: number;
}

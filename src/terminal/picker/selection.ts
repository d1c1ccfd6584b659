import type { Findable } from '../../find/findable';
import type { Picked } from './types';

/** A key that isn't text. */
export type Key =
  | 'enter'
  | 'tab'
  | 'escape'
  | 'cancel'
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'erase'
  | 'eraseWord'
  | 'eraseAll';

/** The last letter, with the marks on it. */
const LAST_LETTER = /.[\p{M}\p{Cf}]*$/su;

/** How a key moves in a list. @returns the new index, or `undefined` for a key that doesn't move */
function moved(key: Key, at: number, count: number, page: number): number | undefined {
  const steps: { readonly [move in Key]?: number } = {
    up: at - 1,
    down: at + 1,
    pageUp: at - page,
    pageDown: at + page,
    first: 0,
    last: count - 1,
  };
  const to = steps[key];
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to));
}

/** The query, the rows that it matches, and the selected one of them: what keys change. Draws nothing. */
export class Selection<Row extends Findable> {
  /** The index of the selected row among {@link rows}. */
  at = 0;
  /** While the menu is open: the index of the selected action. */
  action: number | undefined;
  /** Whether {@link rows} belong to another query: they are matched once for all that is typed or pasted together. */
  isStale = false;
  picked: Picked<Row> | undefined;
  isCanceled = false;

  /**
   * @param query what is typed so far
   * @param rows what it matches, the best first
   * @param actions how many things can be done with a row
   */
  constructor(
    public query: string,
    public rows: readonly Row[],
    private readonly actions: number,
  ) {}

  /** Changes the query, which closes the menu. */
  edit(query: string): void {
    this.action = undefined;
    if (query === this.query) return;
    this.query = query;
    this.isStale = true;
  }

  /** The rows that match the query now. The best is selected. */
  show(rows: readonly Row[]): void {
    this.rows = rows;
    this.at = 0;
    this.isStale = false;
  }

  /** @param page how many rows are on the screen */
  press(key: Key, page: number): void {
    if (key === 'cancel') this.isCanceled = true;
    else if (this.action !== undefined) this.pressInMenu(key, this.action);
    else if (key === 'escape') this.isCanceled = true;
    else if (key === 'erase') this.edit(this.query.replace(LAST_LETTER, ''));
    else if (key === 'eraseWord') this.edit(this.query.replace(/\S*\s*$/u, ''));
    else if (key === 'eraseAll') this.edit('');
    else if (this.isStale || this.rows.length === 0)
      return; // Nothing that a person has seen can be meant.
    else if (key === 'enter') this.pick(0);
    else if (key === 'tab') this.action = this.actions > 1 ? 0 : undefined;
    else this.at = moved(key, this.at, this.rows.length, page) ?? this.at;
  }

  private pressInMenu(key: Key, at: number): void {
    if (key === 'escape') this.action = undefined;
    else if (key === 'enter') this.pick(at);
    else if (key === 'tab') this.action = (at + 1) % this.actions;
    else this.action = moved(key, at, this.actions, this.actions) ?? at;
  }

  private pick(action: number): void {
    const row = this.rows[this.at];
    if (row) this.picked = { row, action };
  }
}

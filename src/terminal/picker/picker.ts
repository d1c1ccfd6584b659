import { type Findable, queryFrom } from '../../find/findable';
import type { Matcher, Positions } from '../../find/match';
import { seedPositions } from '../../find/seed';
import { dieBySignal, stopHere } from '../../platform/processes';
import { wantsColor } from '../profileColor';
import { ellipsisFor } from '../width';
import { drawPicker, pageOf } from './frame';
import { Keyboard } from './keyboard';
import type { ShownRow, Style } from './rows';
import { Screen } from './screen';
import { Selection } from './selection';
import type { Picked, PickerRequest } from './types';

/** Signals that end us, after the terminal has been restored. */
const ENDING = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;

/** A picker on the terminal, from its first picture to its end. */
class Picker<Row extends Findable> {
  private readonly screen = new Screen();
  private readonly keyboard: Keyboard;
  private readonly selection: Selection<Row>;
  private readonly style: Style;
  private matcher: Matcher<Row> | undefined;
  /** The first of the rows in view. */
  private top = 0;
  private isOpen = true;
  private end: (picked: Picked<Row> | undefined) => void = () => {};

  constructor(private readonly request: PickerRequest<Row>) {
    const { seed, seeded, actions, env } = request;
    this.selection = new Selection(seed, seeded, actions.length);
    this.style = { isColored: wantsColor(env), ellipsis: ellipsisFor(env) };
    // Before the terminal changes, so that nothing can end us with it changed.
    process.on('exit', this.restore);
    for (const signal of ENDING) process.on(signal, this.die);
    this.keyboard = new Keyboard({
      text: (letters) => this.type(letters),
      key: (key) => this.selection.press(key, this.page),
      suspend: () => this.suspend(),
      settled: () => this.settle(),
      closed: () => {
        this.isOpen = false; // There is nothing left to restore.
        dieBySignal('SIGHUP');
      },
    });
    this.screen.open();
    this.draw();
    process.stderr.on('resize', this.draw);
    process.on('SIGTSTP', this.suspend);
    process.on('SIGCONT', this.resume);
  }

  /** @returns `undefined` if it was canceled */
  async run(): Promise<Picked<Row> | undefined> {
    const picked = new Promise<Picked<Row> | undefined>((resolve) => {
      this.end = resolve;
    });
    // After the first picture: the matcher takes longer to load than the list to read.
    const { Matcher } = await import('../../find/match');
    this.matcher = new Matcher(this.request.rows, this.request.usage);
    if (this.selection.isStale) this.settle();
    return picked;
  }

  private get page(): number {
    return pageOf(this.screen.size.rows);
  }

  private type(letters: string): void {
    const query = this.selection.query + letters;
    // More than a key types at once: a link may have been pasted.
    const words = letters.length > 1 ? query.split(/(\s+)/).map(queryFrom).join('') : query;
    this.selection.edit(words);
  }

  /** Once for all that was typed together. */
  private settle(): void {
    if (!this.isOpen) return;
    const { selection, matcher } = this;
    const { picked, isCanceled } = selection;
    if (picked || isCanceled) {
      this.restore();
      this.end(picked);
      return;
    }
    if (selection.isStale && matcher) {
      selection.show(matcher.match(selection.query).map(({ row }) => row));
      this.top = 0;
    }
    this.draw();
  }

  private readonly draw = (): void => {
    if (!this.isOpen) return;
    const { selection, request, page } = this;
    this.top = Math.max(0, Math.min(this.top, selection.at), selection.at - page + 1);
    const view = {
      query: selection.query,
      shown: selection.rows.slice(this.top, this.top + page).map((row) => this.shown(row)),
      selected: selection.at - this.top,
      matched: selection.rows.length,
      total: request.rows.length,
      actions: request.actions,
      action: selection.action,
    };
    this.screen.draw(drawPicker(view, this.screen.size, this.style));
  };

  private shown(row: Row): ShownRow {
    return { row, look: this.request.lookOf(row), positions: this.positions(row) };
  }

  /** Until a key changes the query, the list is what contains the seed. */
  private positions(row: Row): Positions {
    const { matcher, selection, request } = this;
    return selection.rows === request.seeded ? seedPositions(row, request.seed) : (matcher?.positions(row) ?? {});
  }

  /** Once only: a terminal that is gone reports another error for each attempt. */
  private readonly restore = (): void => {
    if (!this.isOpen) return;
    this.isOpen = false;
    process.stderr.removeListener('resize', this.draw);
    this.screen.close();
    this.keyboard.close();
    process.removeListener('exit', this.restore);
    process.removeListener('SIGCONT', this.resume);
    for (const signal of ENDING) process.removeListener(signal, this.die);
    // Where a stop could not be undone, it stays ignored.
    if (this.request.canSuspend) process.removeListener('SIGTSTP', this.suspend);
  };

  private readonly die = (signal: NodeJS.Signals): void => {
    this.restore();
    dieBySignal(signal);
  };

  private readonly suspend = (): void => {
    if (!this.isOpen || !this.request.canSuspend) return;
    this.screen.close();
    this.keyboard.pause();
    stopHere(this.suspend);
    setImmediate(this.resume); // Also where it was ignored.
  };

  private readonly resume = (): void => {
    if (!this.isOpen) return;
    this.keyboard.resume();
    this.screen.open();
    this.draw();
  };
}

/**
 * Lets a person choose a row on the terminal, at stdin and stderr. Both must be terminals. Afterwards the terminal is as it was
 * before, also if a signal ends this process.
 * @returns the choice; `undefined` if it was canceled
 */
export const pick = <Row extends Findable>(request: PickerRequest<Row>): Promise<Picked<Row> | undefined> =>
  new Picker(request).run();

import { prepare, single } from 'fuzzysort';
import { FIELDS, type Field, type Findable, fold, wordsOf } from './findable';

/** A text that several rows may share, as accounts do. */
interface Text {
  readonly prepared: ReturnType<typeof prepare>;
  /** Set if a word must stand in it as a whole: the letters of almost any word are scattered over a number or a sentence. */
  readonly folded: string | undefined;
}

/** A row that a query matches. */
export interface Match<Row extends Findable> {
  readonly row: Row;
  /** The index of the row among all rows. */
  readonly index: number;
  /** The better the match, the higher. */
  readonly score: number;
}

/** The letters that a query matches, by field: their indexes in the field's text, in UTF-16 units, ascending. */
export type Positions = { readonly [field in Field]?: readonly number[] };

/** The field that a word matches best, and how well. */
interface Best {
  readonly field: Field;
  readonly text: Text;
  readonly score: number;
}

type Scored = readonly (readonly [word: string, scores: Float64Array])[];

const MISS = -1;

/** What is found elsewhere counts a little less than in a name. */
const weightOf = (field: Field) => (field === 'name' ? 1 : 0.95);

const textOf = (field: Field, text: string): Text => ({
  prepared: prepare(text),
  folded: field === 'account' || field === 'description' ? fold(text) : undefined,
});

/** Digits are part of a number: scattered over a name they mean nothing. */
const isNumber = (word: string) => /^\d+$/.test(word);

/** How well a word matches a text: 1 if they are equal. */
function scoreOf(word: string, { prepared, folded }: Text): number {
  const whole = folded ?? (isNumber(word) ? fold(prepared.target) : undefined);
  return whole?.includes(fold(word)) === false ? MISS : (single(word, prepared)?.score ?? MISS);
}

/**
 * Finds rows by parts of their fields, as a person types them. Every word of a query must match a field: its letters in their
 * order in a name, account name, role or region, the whole word in an account number or description, and digits side by side
 * in each. Case and accents don't count. Each word counts with the field that it matches best, and a row with the mean of its words.
 */
export class Matcher<Row extends Findable> {
  private readonly texts: Text[] = [];
  /** For each field, the index in `texts` of each row's text. */
  private readonly columns: readonly (readonly [field: Field, indexes: Int32Array])[];
  private last: { readonly query: string; readonly rows: readonly number[] };
  private scores: ReadonlyMap<string, Float64Array> = new Map();

  /**
   * @param rows in the order that decides between equals
   * @param usage how much the profile of that name has been used lately; decides between what matches about equally well
   */
  constructor(
    private readonly rows: readonly Row[],
    private readonly usage: (name: string) => number = () => 0,
  ) {
    this.columns = FIELDS.map((field) => [field, this.column(field)] as const);
    this.last = { query: '', rows: [...rows.keys()] };
  }

  /** Each distinct text is matched once: a thousand profiles share some accounts and a few roles. */
  private column(field: Field): Int32Array {
    const known = new Map<string, number>();
    return Int32Array.from(this.rows, ({ [field]: text = '' }) => {
      if (text === '') return MISS;
      const index = known.get(text) ?? this.texts.push(textOf(field, text)) - 1;
      known.set(text, index);
      return index;
    });
  }

  /** @param scores of the word in each text; NaN where it hasn't been looked for */
  private best(row: number, [word, scores]: Scored[number]): Best | undefined {
    let best: Best | undefined;
    for (const [field, indexes] of this.columns) {
      const index = indexes[row] as number;
      const text = this.texts[index];
      if (!text) continue;
      if (Number.isNaN(scores[index])) scores[index] = scoreOf(word, text);
      const score = (scores[index] as number) * weightOf(field);
      if (score >= 0 && score > (best?.score ?? MISS)) best = { field, text, score };
    }
    return best;
  }

  private mean(row: number, scored: Scored): number {
    let sum = 0;
    for (const each of scored) {
      const best = this.best(row, each);
      if (!best) return MISS;
      sum += best.score;
    }
    return sum / Math.max(1, scored.length);
  }

  /** Too little to put scattered letters before the word itself. */
  private bonus(row: number): number {
    const usage = this.usage(this.rows[row]?.name ?? '');
    return (0.1 * usage) / (1 + usage);
  }

  private scored(query: string): Scored {
    const unknown = () => new Float64Array(this.texts.length).fill(Number.NaN);
    const scored = wordsOf(query).map((word) => [word, this.scores.get(word) ?? unknown()] as const);
    this.scores = new Map(scored);
    return scored;
  }

  /**
   * The rows that a query matches, the best first. An empty query matches all: those used lately, then the others in their
   * order. If a query continues the one before, only what that one matched is looked at.
   */
  match(query: string): readonly Match<Row>[] {
    const scored = this.scored(query);
    const found: Match<Row>[] = [];
    for (const index of query.startsWith(this.last.query) ? this.last.rows : this.rows.keys()) {
      const mean = this.mean(index, scored);
      if (mean >= 0) found.push({ row: this.rows[index] as Row, index, score: mean + this.bonus(index) });
    }
    this.last = { query, rows: found.map(({ index }) => index) };
    return found.sort((one, other) => other.score - one.score);
  }

  /** The letters of a row that the last query matches, in the field that each of its words matches best. */
  positions(row: Row): Positions {
    const index = this.rows.indexOf(row);
    const found: { [field in Field]?: readonly number[] } = {};
    for (const each of this.scored(this.last.query)) {
      const best = this.best(index, each);
      const letters = best && single(each[0], best.text.prepared)?.indexes;
      if (letters) found[best.field] = [...new Set([...(found[best.field] ?? []), ...letters])].sort((a, b) => a - b);
    }
    return found;
  }
}

import { type Collection, recordKey } from '../storage/catalog';
import { decode } from '../values/decode';
import { eachRow } from './read';
import { type Call, isTrue, write } from './engine';
import { isTransient } from './error-labels';
import { type MongoError, toMongoError } from '../values/errors';
import { type Filter, testOf } from '../language/filter';
import type { Plan } from '../storage/planner';
import type { Target } from '../storage/records';
import { type Row, scan } from '../storage/scan';
import { remember } from '../storage/sessions';
import { Blocked } from '../storage/transactions';
import type { Doc } from '../values/values';

/** A search and what is done to what it finds. */
export interface Change {
  readonly collection: Collection;
  readonly filter: Filter;
  readonly plan: Plan;
  readonly multi: boolean;
  change(target: Target, row: Row): void;
  /** When nothing matched. */
  missed?(target: Target): void;
}

/** One statement of a write command: a document to add, or a change; `reply` counts what it did. */
export type Statement = { readonly reply: Doc } & ({ add(target: Target): void } | Change);
export type Outcome = { reply: Doc } | { error: MongoError };

const CHUNK = 200;

/** The outcomes so far. Statements done before (a retry) answer as they did; an error stops an ordered run. */
interface Run {
  readonly outcomes: Outcome[];
  more(): boolean;
  apply(statement: Statement | MongoError, action: () => void): void;
  failed(error: unknown): void;
  /** Records what was done, within the write it was done in. */
  save(): void;
}

function statementId({ body }: Call, at: number): number {
  const ids = body['stmtIds'];
  return Array.isArray(ids) ? Number(ids[at]) : Number(body['stmtId'] ?? 0) + at;
}

function openRun(call: Call, count: number): Run {
  const { transaction, engine } = call;
  const session = call.retryable ? call.session : undefined;
  const stops = isTrue(call.body['ordered'] ?? true) || transaction !== undefined;
  let stopped = false;
  const run: Run = {
    outcomes: [],
    more: () => run.outcomes.length < count && !stopped,
    apply(statement, action) {
      const id = statementId(call, run.outcomes.length);
      const done = session?.done.get(id);
      if (done) return void run.outcomes.push({ reply: done });
      try {
        if (statement instanceof Error) throw statement;
        action();
        if (session) remember(session, id, statement.reply);
        run.outcomes.push({ reply: statement.reply });
      } catch (error) {
        run.failed(error);
      }
    },
    failed(error) {
      if (error instanceof Blocked) throw error;
      const known = toMongoError(error);
      if (transaction && isTransient(known.code)) throw known;
      run.outcomes.push({ error: known });
      stopped = stops;
    },
    save: () => session && engine.sessions.save(session),
  };
  return run;
}

/** Search and change in one step, so that nothing comes between. */
function applyOne(target: Target, statement: Change): void {
  const { collection, plan, filter } = statement;
  for (const row of scan({ view: target.view }, collection, plan, filter, 1)) {
    if (row) return statement.change(target, row);
  }
  statement.missed?.(target);
}

/** A failure found while preparing is reported by the run itself. */
function applyQuickly(target: Target, statement: Statement | MongoError): void {
  if (statement instanceof Error) return;
  if ('plan' in statement) applyOne(target, statement);
  else statement.add(target);
}

const isSlow = (statement: Statement | MongoError): statement is Statement & Change =>
  'plan' in statement && (statement.multi || statement.plan.index === undefined);

async function candidates(call: Call, statement: Change): Promise<number[]> {
  const numbers: number[] = [];
  await eachRow(call, statement, (row) => !row || (numbers.push(row.number), statement.multi));
  return numbers;
}

/** A statement whose search may take long: it looks first, pausing, then changes step by step what still matches. */
async function applySlowly(call: Call, statement: Statement & Change, run: Run): Promise<void> {
  const numbers = await candidates(call, statement);
  const { collection, multi } = statement;
  const test = testOf(statement.filter);
  let at = 0;
  let changed = 0;
  const step = (target: Target): void => {
    for (const until = Math.min(numbers.length, at + CHUNK); at < until; at++) {
      const number = numbers[at] as number;
      const bytes = target.view.get(recordKey(collection, number));
      const row = bytes && { number, bytes, doc: decode(bytes) };
      if (!row || !test(row.doc)) continue;
      statement.change(target, row);
      changed++;
    }
    if (at < numbers.length || changed > 0) return;
    if (multi) statement.missed?.(target);
    else applyOne(target, statement);
  };
  for (let last = false; !last;) {
    await write(call, (target) => {
      last = at + CHUNK >= numbers.length;
      if (last) run.apply(statement, () => step(target));
      else step(target);
      run.save();
    });
  }
}

/** Runs a command's statements in order: many quick ones in one write, slow ones on their own. */
export async function runStatements(
  call: Call,
  count: number,
  prepare: (i: number) => Statement | MongoError,
): Promise<Outcome[]> {
  const run = openRun(call, count);
  while (run.more()) {
    const next = prepare(run.outcomes.length);
    if (isSlow(next)) {
      const before = run.outcomes.length;
      await applySlowly(call, next, run).catch((error: unknown) =>
        run.outcomes.length === before ? run.failed(error) : undefined,
      );
      continue;
    }
    await write(call, (target) => {
      while (run.more()) {
        const statement = prepare(run.outcomes.length);
        if (isSlow(statement)) break;
        run.apply(statement, () => applyQuickly(target, statement));
      }
      run.save();
    });
  }
  return run.outcomes;
}

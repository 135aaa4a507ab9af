import { ObjectId, Timestamp } from 'bson';
import type { Collection } from './catalog';
import { recordKey } from './catalog';
import { checkSnapshot, planFor } from './commands-read';
import { decode } from './decode';
import { type Call, docOf, existing, listOf, readView, write } from './engine';
import { MongoError, refuse, toMongoError } from './errors';
import { type Filter, parseFilter, testOf } from './filter';
import type { Plan } from './planner';
import { deleteRecord, insertRecord, replaceRecord, type Target } from './records';
import { collect, type Row, scan } from './scan';
import { remember, type Reply } from './sessions';
import type { WriteView } from './store';
import { Blocked } from './transactions';
import { checkId, compileUpdate, idFirst, matchedElement, seedOf, type Update } from './updates';
import { encode, isDoc, type Doc } from './values';

/** One statement of a write command, ready to run. */
interface Statement {
  readonly filter: Filter;
  readonly plan: Plan;
  readonly multi: boolean;
  readonly reply: Doc;
  change(target: Target, row: Row): void;
  /** When nothing matched. */
  missed?(target: Target): void;
}

type Outcome = { reply: Doc } | { error: MongoError };
const CHUNK = 200;

function rowAt(view: WriteView, collection: Collection, number: number): Row | undefined {
  const bytes = view.get(recordKey(collection, number));
  return bytes && { number, bytes, doc: decode(bytes) };
}

/** Applies a single-document statement; the search and the change happen in one step, so nothing comes between. */
function applyOne(target: Target, collection: Collection, statement: Statement): void {
  for (const row of scan({ view: target.view }, collection, statement.plan, statement.filter, 1)) {
    if (row) return statement.change(target, row);
  }
  statement.missed?.(target);
}

async function candidates(call: Call, collection: Collection, { plan, filter, multi }: Statement): Promise<number[]> {
  const reader = readView(call);
  try {
    const rows = await collect(scan(reader, collection, plan, filter), call.pace, multi ? Infinity : 1);
    return rows.map((row) => row.number);
  } finally {
    reader.close();
  }
}

/** Applies a statement whose search may take long: it looks first, pausing, then changes what still matches. */
async function applySlowly(call: Call, collection: Collection, statement: Statement): Promise<void> {
  const numbers = await candidates(call, collection, statement);
  const test = testOf(statement.filter);
  let at = 0;
  let changed = 0;
  while (at < numbers.length) {
    const until = Math.min(numbers.length, at + CHUNK);
    await write(call, (target) => {
      for (; at < until; at++) {
        const row = rowAt(target.view, collection, numbers[at] as number);
        if (!row || !test(row.doc)) continue;
        statement.change(target, row);
        changed++;
      }
    });
  }
  if (changed > 0) return;
  await write(call, (target) =>
    statement.multi ? statement.missed?.(target) : applyOne(target, collection, statement),
  );
}

const isQuick = (statement: Statement | MongoError): boolean =>
  statement instanceof MongoError || (!statement.multi && statement.plan.index !== undefined);

/** Runs the statements in order; those done before (a retry) answer as they did, an error stops an ordered run. */
async function runAll(
  call: Call,
  collection: Collection,
  count: number,
  ordered: boolean,
  prepare: (i: number) => Statement | MongoError,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const { session, retryable, transaction } = call;
  const stop = (): boolean => (ordered || transaction !== undefined) && outcomes.some((outcome) => 'error' in outcome);
  const id = (): number => statementId(call, outcomes.length);
  const before = (): Reply | undefined => (retryable ? session?.done.get(id()) : undefined);
  const finish = (reply: Doc): void => {
    if (retryable && session) remember(session, id(), reply);
    outcomes.push({ reply });
  };
  const failed = (error: unknown): void => {
    if (error instanceof Blocked) throw error;
    const known = toMongoError(error);
    if (transaction && known.labels.length > 0) throw known;
    outcomes.push({ error: known });
  };
  const save = (): void => {
    if (retryable && session) call.engine.sessions.save(session);
  };
  while (outcomes.length < count && !stop()) {
    const done = before();
    if (done) {
      outcomes.push({ reply: done });
      continue;
    }
    const next = prepare(outcomes.length);
    if (!isQuick(next)) {
      const statement = next as Statement;
      await applySlowly(call, collection, statement).then(() => finish(statement.reply), failed);
      if (retryable) await write(call, save);
      continue;
    }
    await write(call, (target) => {
      while (outcomes.length < count && !stop() && !before()) {
        const statement = prepare(outcomes.length);
        if (!isQuick(statement)) break;
        try {
          if (statement instanceof MongoError) throw statement;
          applyOne(target, collection, statement);
          finish(statement.reply);
        } catch (error) {
          failed(error);
        }
      }
      save();
    });
  }
  return outcomes;
}

function statementId({ body }: Call, at: number): number {
  const ids = body['stmtIds'];
  return Array.isArray(ids) ? Number(ids[at]) : Number(body['stmtId'] ?? 0) + at;
}

/** A statement's documents, sent in the body or as a sequence. */
function statements(call: Call, name: string): Doc[] {
  const sequence = call.sequences.get(name);
  const list = sequence
    ? sequence.map((bytes) => decode(bytes))
    : listOf(call.body[name], `${call.name}.${name}`).map((v) => docOf(v, name));
  if (list.length === 0 || list.length > 100_000)
    refuse('InvalidLength', `Write batch sizes must be between 1 and 100000. Got ${list.length} operations.`);
  return list;
}

function errorsOf(outcomes: Outcome[]): Doc {
  const errors = outcomes.flatMap((outcome, index) =>
    'error' in outcome
      ? [
          {
            index,
            code: outcome.error.code,
            codeName: outcome.error.codeName,
            errmsg: outcome.error.message,
            ...outcome.error.extra,
          },
        ]
      : [],
  );
  return errors.length > 0 ? { writeErrors: errors } : {};
}

function checkFields(statement: Doc, known: readonly string[], command: string): void {
  const unknown = Object.keys(statement).find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(40415, `BSON field '${command}.${unknown}' is an unknown field.`);
  const collation = statement['collation'];
  if (isDoc(collation) && collation['locale'] !== 'simple')
    refuse('NotImplemented', 'only the simple collation is supported');
}

/** What is stored of a document to insert: `_id` first (made here if there is none), top-level empty timestamps filled. */
function prepared(bytes: Buffer | undefined, given: Doc): [Doc, Buffer] {
  const { _id: id } = given;
  const type = Array.isArray(id)
    ? 'array'
    : id !== undefined && isDoc(id) && Object.keys(id).some((name) => name.startsWith('$'))
      ? 'dollar'
      : '';
  if (type === 'array') refuse('BadValue', "can't use an array for _id");
  if (type === 'dollar') refuse('DollarPrefixedFieldName', '_id fields may not contain $-prefixed fields');
  const empty = Object.keys(given).filter(
    (name) =>
      given[name] instanceof Timestamp && (given[name] as Timestamp).t === 0 && (given[name] as Timestamp).i === 0,
  );
  if (bytes && id !== undefined && Object.keys(given)[0] === '_id' && empty.length === 0) return [given, bytes];
  const doc = idFirst('_id' in given ? { ...given } : { _id: new ObjectId(), ...given });
  for (const name of empty) if (name !== '_id') doc[name] = new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  return [doc, encode(doc)];
}

/** insert. */
export async function insert(call: Call): Promise<Doc> {
  const sequence = call.sequences.get('documents');
  const docs = statements(call, 'documents');
  const collection = existing(call);
  const outcomes: Outcome[] = [];
  const { session, retryable, transaction, body } = call;
  const ordered = body['ordered'] !== false || transaction !== undefined;
  await write(call, (target) => {
    while (outcomes.length < docs.length && !(ordered && outcomes.some((o) => 'error' in o))) {
      const at = outcomes.length;
      const id = statementId(call, at);
      const done = retryable ? session?.done.get(id) : undefined;
      if (done) {
        outcomes.push({ reply: done });
        continue;
      }
      try {
        insertRecord(target, collection, ...prepared(sequence?.[at], docs[at] as Doc));
        if (retryable && session) remember(session, id, { n: 1 });
        outcomes.push({ reply: { n: 1 } });
      } catch (error) {
        const known = error instanceof Blocked ? undefined : toMongoError(error);
        if (!known || (transaction && known.labels.length > 0)) throw error;
        outcomes.push({ error: known });
      }
    }
    if (retryable && session) call.engine.sessions.save(session);
  });
  return { n: outcomes.filter((o) => 'reply' in o).length, ...errorsOf(outcomes) };
}

/** Changes one row by an update; says in the reply whether anything changed. */
export function applyUpdate(
  target: Target,
  collection: Collection,
  row: Row,
  filter: Filter,
  update: Update,
  scope: Call['scope'],
): { from: Doc; to: Doc; changed: boolean } {
  const from = row.doc;
  const to = idFirst(
    update(decode(row.bytes), { inserting: false, matched: (path) => matchedElement(filter, from, path), scope }),
  );
  checkId(from, to);
  const changed = !encode(to).equals(row.bytes);
  if (changed) replaceRecord(target, collection, row.number, from, to);
  return { from, to, changed };
}

/** Inserts what an upsert makes of its filter and its update. */
export function upsert(
  target: Target,
  collection: Collection,
  filter: Filter,
  update: Update,
  replaces: boolean,
  scope: Call['scope'],
): Doc {
  const seed = seedOf(filter, replaces);
  const made = update({ ...seed }, { inserting: true, matched: () => -1, scope });
  if ('_id' in seed && '_id' in made) checkId(seed, made);
  const [doc, bytes] = prepared(undefined, '_id' in made || !('_id' in seed) ? made : { _id: seed['_id'], ...made });
  insertRecord(target, collection, doc, bytes);
  return doc;
}

const UPDATE_FIELDS = ['q', 'u', 'upsert', 'multi', 'arrayFilters', 'hint', 'collation', 'c', 'sort'];

function updateStatement(call: Call, collection: Collection, spec: Doc): Statement {
  checkFields(spec, UPDATE_FIELDS, 'update.updates');
  const scope = { ...call.scope, vars: { ...call.scope.vars, ...docOf(spec['c'], 'c') } };
  const filter = parseFilter(docOf(spec['q'], 'q'), { ...scope, root: {} });
  const { update, replaces } = compileUpdate(spec['u'], spec['arrayFilters']);
  const multi = spec['multi'] === true;
  if (multi && replaces) refuse('FailedToParse', 'multi update is not supported for replacement-style update');
  if ('sort' in spec) refuse('NotImplemented', "update option 'sort' is not supported");
  const reply: Doc = { n: 0, nModified: 0 };
  return {
    filter,
    plan: planFor(collection, filter, [], spec['hint']),
    multi,
    reply,
    change(target, row) {
      const { changed } = applyUpdate(target, collection, row, filter, update, scope);
      reply['n'] = Number(reply['n']) + 1;
      if (changed) reply['nModified'] = Number(reply['nModified']) + 1;
    },
    ...(spec['upsert'] === true && {
      missed(target: Target) {
        reply['upserted'] = upsert(target, collection, filter, update, replaces, scope)['_id'];
        reply['n'] = 1;
      },
    }),
  };
}

function deleteStatement(call: Call, collection: Collection, spec: Doc): Statement {
  checkFields(spec, ['q', 'limit', 'hint', 'collation'], 'delete.deletes');
  const limit = Number(spec['limit'] ?? NaN);
  if (limit !== 0 && limit !== 1) refuse('FailedToParse', 'The limit field in delete objects must be 0 or 1');
  const filter = parseFilter(docOf(spec['q'], 'q'), { ...call.scope, root: {} });
  const reply: Doc = { n: 0 };
  return {
    filter,
    plan: planFor(collection, filter, [], spec['hint']),
    multi: limit === 0,
    reply,
    change(target, row) {
      deleteRecord(target, collection, row.number, row.doc);
      reply['n'] = Number(reply['n']) + 1;
    },
  };
}

async function runStatements(
  call: Call,
  collection: Collection,
  specs: Doc[],
  build: (spec: Doc) => Statement,
): Promise<Outcome[]> {
  const built: (Statement | MongoError)[] = [];
  const prepare = (i: number): Statement | MongoError => {
    built[i] ??= attempt(() => {
      const statement = build(specs[i] as Doc);
      checkSnapshot(call, statement.plan);
      return statement;
    });
    return built[i];
  };
  return runAll(call, collection, specs.length, call.body['ordered'] !== false, prepare);
}

function attempt<T>(action: () => T): T | MongoError {
  try {
    return action();
  } catch (error) {
    return toMongoError(error);
  }
}

const total = (outcomes: Outcome[], field: string): number =>
  outcomes.reduce((sum, o) => sum + ('reply' in o ? Number(o.reply[field] ?? 0) : 0), 0);

/** update. */
export async function update(call: Call): Promise<Doc> {
  const specs = statements(call, 'updates');
  const collection = existing(call);
  const outcomes = await runStatements(call, collection, specs, (spec) => updateStatement(call, collection, spec));
  const upserted = outcomes.flatMap((o, index) =>
    'reply' in o && 'upserted' in o.reply ? [{ index, _id: o.reply['upserted'] }] : [],
  );
  return {
    n: total(outcomes, 'n'),
    nModified: total(outcomes, 'nModified'),
    ...(upserted.length > 0 && { upserted }),
    ...errorsOf(outcomes),
  };
}

/** delete. */
export async function remove(call: Call): Promise<Doc> {
  const specs = statements(call, 'deletes');
  const collection = existing(call);
  const outcomes = await runStatements(call, collection, specs, (spec) => deleteStatement(call, collection, spec));
  return { n: total(outcomes, 'n'), ...errorsOf(outcomes) };
}

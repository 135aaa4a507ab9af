import type { Collection } from '../storage/catalog';
import { checkSnapshot, planFor } from './read';
import { stringsOf } from './collated';
import { decode } from '../values/decode';
import { type Call, docOf, existing, isTrue, listOf } from './engine';
import { type MongoError, refuse, toMongoError } from '../values/errors';
import { parseFilter } from '../language/filter';
import type { Plan } from '../storage/planner';
import { deleteRecord, indexedFields, insertRecord, type Target } from '../storage/records';
import { type Outcome, runStatements, type Statement } from './statements';
import { compileUpdate } from '../language/updates';
import { encode, type Doc } from '../values/values';
import { applyUpdate, received, upsert } from './write-one';

/** A statement's documents, sent in the body or as a sequence. */
function statements(call: Call, name: string): Doc[] {
  const sequence = call.sequences.get(name);
  const list = sequence
    ? sequence.map((bytes) => decode(bytes))
    : listOf(call.body[name], `${call.name}.${name}`).map((v) => docOf(v, name));
  checkCount(list);
  return list;
}

function checkCount({ length }: unknown[]): void {
  if (length === 0 || length > 100_000)
    refuse('InvalidLength', `Write batch sizes must be between 1 and 100000. Got ${length} operations.`);
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
}

/** insert. */
export async function insert(call: Call): Promise<Doc> {
  const docs = call.sequences.get('documents') ?? statements(call, 'documents').map(encode);
  checkCount(docs);
  const collection = existing(call, true);
  const outcomes = await runStatements(call, docs.length, (i) => ({
    reply: { n: 1 },
    add: (target) => insertRecord(target, collection, ...received(docs[i] as Buffer, indexedFields(collection))),
  }));
  return { n: total(outcomes, 'n'), ...errorsOf(outcomes) };
}

function checked(call: Call, plan: Plan): Plan {
  checkSnapshot(call, plan);
  return plan;
}

const UPDATE_FIELDS = ['q', 'u', 'upsert', 'multi', 'arrayFilters', 'hint', 'collation', 'c'];

function updateStatement(call: Call, collection: Collection, spec: Doc): Statement {
  checkFields(spec, UPDATE_FIELDS, 'update.updates');
  const scope = { ...call.scope, vars: { ...call.scope.vars, ...docOf(spec['c'], 'c') }, strings: stringsOf(spec) };
  const filter = parseFilter(docOf(spec['q'], 'q'), { ...scope, root: {} });
  const { update, replaces } = compileUpdate(spec['u'], spec['arrayFilters']);
  const multi = isTrue(spec['multi']);
  if (multi && replaces) refuse('FailedToParse', 'multi update is not supported for replacement-style update');
  const reply: Doc = { n: 0, nModified: 0 };
  return {
    collection,
    filter,
    plan: checked(call, planFor(collection, filter, [], spec['hint'])),
    multi,
    reply,
    change(target, row) {
      const { changed } = applyUpdate(target, collection, row, filter, update, scope);
      reply['n'] = Number(reply['n']) + 1;
      if (changed) reply['nModified'] = Number(reply['nModified']) + 1;
    },
    ...(isTrue(spec['upsert']) && {
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
  const filter = parseFilter(docOf(spec['q'], 'q'), { ...call.scope, strings: stringsOf(spec), root: {} });
  const reply: Doc = { n: 0 };
  return {
    collection,
    filter,
    plan: checked(call, planFor(collection, filter, [], spec['hint'])),
    multi: limit === 0,
    reply,
    change(target, row) {
      deleteRecord(target, collection, row.number, row.doc);
      reply['n'] = Number(reply['n']) + 1;
    },
  };
}

/** Each statement is compiled once, however often the run comes back to it. */
function compiled(specs: Doc[], build: (spec: Doc) => Statement): (i: number) => Statement | MongoError {
  const built: (Statement | MongoError)[] = [];
  return (i) => (built[i] ??= attempt(() => build(specs[i] as Doc)));
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
  const collection = existing(
    call,
    specs.some((spec) => isTrue(spec['upsert'])),
  );
  const outcomes = await runStatements(
    call,
    specs.length,
    compiled(specs, (spec) => updateStatement(call, collection, spec)),
  );
  const upserted = outcomes.flatMap((o, index) =>
    'reply' in o && 'upserted' in o.reply ? [{ index, _id: o.reply['upserted'] }] : [],
  );
  const counts = { n: total(outcomes, 'n'), nModified: total(outcomes, 'nModified') };
  return { ...counts, ...(upserted.length > 0 && { upserted }), ...errorsOf(outcomes) };
}

/** delete. */
export async function remove(call: Call): Promise<Doc> {
  const specs = statements(call, 'deletes');
  const collection = existing(call, false);
  const outcomes = await runStatements(
    call,
    specs.length,
    compiled(specs, (spec) => deleteStatement(call, collection, spec)),
  );
  return { n: total(outcomes, 'n'), ...errorsOf(outcomes) };
}

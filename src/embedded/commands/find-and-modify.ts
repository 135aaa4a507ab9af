import { applyUpdate, upsert } from './write-one';
import { checkSnapshot, ordered, planFor, type Query } from './read';
import { type Call, docOf, existing, isTrue, readView, write } from './engine';
import { refuse } from '../values/errors';
import { parseFilter, testOf } from '../language/filter';
import { compileProjection } from '../language/projection';
import { deleteRecord, type Target } from '../storage/records';
import { recordKey, type Collection } from '../storage/catalog';
import { decode } from '../values/decode';
import { scan, type Row } from '../storage/scan';
import { remember } from '../storage/sessions';
import { parseSort } from '../language/sorting';
import { compileUpdate, matchedElement } from '../language/updates';
import type { Doc } from '../values/values';

function check({ body }: Call): void {
  if (isTrue(body['remove']) && ('update' in body || isTrue(body['new']) || isTrue(body['upsert'])))
    refuse('FailedToParse', 'Cannot specify both an update (or new, upsert) and remove=true');
  if (!isTrue(body['remove']) && !('update' in body))
    refuse('FailedToParse', 'Either an update or remove=true must be specified');
}

/** The row to change when finding it takes a sort or a scan: looked for with pauses, before the write. */
async function lookAhead(call: Call, query: Query): Promise<number | undefined> {
  if (query.plan.index && query.plan.sorted) return undefined;
  const reader = readView(call);
  try {
    for (const row of await ordered(call, reader, query)) {
      if (row) return row.number;
      if (call.pace.due()) await call.pace.pause();
    }
    return undefined;
  } finally {
    reader.close();
  }
}

function locate(target: Target, { collection, plan, filter }: Query, number: number | undefined): Row | undefined {
  if (number !== undefined) {
    const bytes = target.view.get(recordKey(collection, number));
    const row = bytes && { number, bytes, doc: decode(bytes) };
    if (row && testOf(filter)(row.doc)) return row;
    return undefined;
  }
  for (const row of scan({ view: target.view }, collection, plan, filter, 1)) if (row) return row;
  return undefined;
}

function act(call: Call, query: Query): (target: Target, row: Row | undefined) => Doc {
  const { body, scope } = call;
  const { collection, filter } = query;
  const spec = docOf(body['fields'] ?? body['projection'], 'fields');
  const shape =
    Object.keys(spec).length > 0
      ? compileProjection(spec, true, (doc, path) => matchedElement(filter, doc, path))
      : undefined;
  const shown = (doc: Doc): Doc => (shape ? shape(doc, { ...scope, root: doc }) : doc);
  if (isTrue(body['remove'])) {
    return (target, row) => {
      if (row) deleteRecord(target, collection, row.number, row.doc);
      return { lastErrorObject: { n: row ? 1 : 0 }, value: row ? shown(row.doc) : null };
    };
  }
  const { update, replaces } = compileUpdate(body['update'], body['arrayFilters']);
  return (target, row) => {
    if (row) {
      const { from, to } = applyUpdate(target, collection, row, filter, update, scope);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: shown(isTrue(body['new']) ? to : from) };
    }
    if (!isTrue(body['upsert'])) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const doc = upsert(target, collection, filter, update, replaces, scope);
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: doc['_id'] },
      value: isTrue(body['new']) ? shown(doc) : null,
    };
  };
}

function queryOf(call: Call, collection: Collection): Query {
  const { body } = call;
  const filter = parseFilter(docOf(body['query'], 'query'), { ...call.scope, root: {} });
  const sort = parseSort(body['sort']);
  return { collection, filter, sort, plan: planFor(collection, filter, sort, body['hint']), skip: 0, limit: 1 };
}

/** findAndModify. */
export async function findAndModify(call: Call): Promise<Doc> {
  check(call);
  const { session, retryable, engine } = call;
  const done = retryable ? session?.done.get(0) : undefined;
  if (done) return done;
  const query = queryOf(call, existing(call, isTrue(call.body['upsert'])));
  checkSnapshot(call, query.plan);
  const change = act(call, query);
  for (let attempt = 0; ; attempt++) {
    const number = await lookAhead(call, query);
    const reply = await write(call, (target) => {
      const row = locate(target, query, number);
      if (!row && number !== undefined && attempt < 100) return undefined;
      const result = change(target, row);
      if (retryable && session) {
        remember(session, 0, result);
        engine.sessions.save(session);
      }
      return result;
    });
    if (reply) return reply;
  }
}

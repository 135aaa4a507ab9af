import { type Fetch, type Source } from './cursors';
import { type Call, readView } from './engine';
import { refuse } from '../values/errors';
import { isNumber, toNumber } from '../values/numbers';
import { type Doc, type Value } from '../values/values';
import { cursorReply } from '../wire/replies';

/** A whole number among a command's fields. */
export function whole(v: Value, name: string, otherwise: number): number {
  if (v === undefined || v === null) return otherwise;
  const n = isNumber(v) ? toNumber(v) : NaN;
  return Number.isInteger(n) && n >= 0 ? n : refuse(51024, `BSON field '${name}' value must be a whole number >= 0`);
}

const fetchOf = (call: Call): Fetch => ({ pace: call.pace, open: () => readView(call) });

/** The first batch of a source, and a cursor for the rest. */
export async function firstBatch(
  call: Call,
  ns: string,
  source: Source,
  size: number,
  single = false,
): Promise<Buffer> {
  const { documents, done } = await source(fetchOf(call), size);
  const finished = done || single;
  const id = finished ? 0n : call.engine.cursors.open({ ns, source, session: call.session?.key });
  return cursorReply('firstBatch', documents, id, ns, call.moment?.time);
}

/** getMore. */
export async function getMore(call: Call): Promise<Buffer> {
  const { engine, body, session } = call;
  const id = body['getMore'];
  if (typeof id !== 'bigint')
    return refuse('TypeMismatch', "BSON field 'getMore.getMore' is the wrong type, expected a long");
  const cursor = engine.cursors.take(id, session?.key);
  if (cursor.ns !== `${call.database}.${String(body['collection'])}`)
    refuse(
      13,
      `Requested getMore on namespace ${call.database}.${String(body['collection'])}, but cursor belongs to a different namespace ${cursor.ns}`,
    );
  const { documents, done } = await cursor.source(fetchOf(call), whole(body['batchSize'], 'batchSize', 0) || Infinity);
  if (done) engine.cursors.close(id);
  return cursorReply('nextBatch', documents, done ? 0n : id, cursor.ns);
}

/** killCursors. */
export function killCursors({ engine, body }: Call): Doc {
  const ids = Array.isArray(body['cursors']) ? (body['cursors'] as bigint[]) : [];
  const killed = ids.filter((id) => engine.cursors.close(id));
  return {
    cursorsKilled: killed,
    cursorsNotFound: ids.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
  };
}

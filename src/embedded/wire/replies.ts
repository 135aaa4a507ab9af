import type { Timestamp } from 'bson';
import { encode, type Doc } from '../values/values';
import { OP_MSG, type Message } from './messages';

const OP_REPLY = 1;
let lastId = 0;

/** A document with the fields of another at its end. */
export function extended(document: Buffer, more: Doc): Buffer {
  if (Object.keys(more).length === 0) return document;
  const whole = Buffer.concat([document.subarray(0, -1), encode(more).subarray(4)]);
  whole.writeInt32LE(whole.length);
  return whole;
}

/** A reply frame around a BSON document, extended by the fields of `stamp` (a document, too). */
export function frame(to: Message, reply: Buffer, stamp: Buffer): Buffer {
  const prefix = to.legacy ? 36 : 21;
  const size = reply.length + stamp.length - 5;
  const head = Buffer.alloc(prefix + 4);
  head.writeInt32LE(prefix + size, 0);
  head.writeInt32LE(size, prefix);
  head.writeInt32LE((lastId = (lastId + 1) & 0x7fffffff), 4);
  head.writeInt32LE(to.id, 8);
  head.writeInt32LE(to.legacy ? OP_REPLY : OP_MSG, 12);
  if (to.legacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, reply.subarray(4, -1), stamp.subarray(4)]);
}

const list = (documents: readonly Buffer[]): Buffer => {
  const parts: Buffer[] = [Buffer.alloc(4)];
  let size = 5;
  for (const [i, document] of documents.entries()) {
    const head = Buffer.from(`\x03${i}\0`, 'latin1');
    parts.push(head, document);
    size += head.length + document.length;
  }
  parts.push(Buffer.alloc(1));
  parts[0]?.writeInt32LE(size);
  return Buffer.concat(parts, size);
};

function embed(head: Buffer, type: number, name: string, value: Buffer): Buffer {
  const label = Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1');
  const body = Buffer.concat([head.subarray(0, head.length - 1), label, value, Buffer.alloc(1)]);
  body.writeInt32LE(body.length);
  return body;
}

/** A cursor reply with stored documents put in as the bytes they are. */
export function cursorReply(
  batch: 'firstBatch' | 'nextBatch',
  documents: readonly Buffer[],
  id: bigint,
  ns: string,
  atClusterTime?: Timestamp,
): Buffer {
  const cursor = embed(encode({ id, ns, ...(atClusterTime && { atClusterTime }) }), 4, batch, list(documents));
  return embed(encode({ ok: 1 }), 3, 'cursor', cursor);
}

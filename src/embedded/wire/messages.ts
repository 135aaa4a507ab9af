import { checked, decode, decodeCommand } from '../values/decode';
import { refuse } from '../values/errors';
import type { Doc } from '../values/values';

export const MAX_MESSAGE = 48_000_000;
const OP_QUERY = 2004;
export const OP_MSG = 2013;
const MORE_TO_COME = 2;

/** One command as it arrived; `sequences` keeps the documents of a bulk as the bytes they were sent in. */
export interface Message {
  readonly id: number;
  readonly legacy: boolean;
  readonly wantsReply: boolean;
  readonly body: Doc;
  readonly sequences: Map<string, Buffer[]>;
}

const malformed = (why: string): never => refuse('FailedToParse', `malformed message: ${why}`);

/** Cuts a byte stream into whole messages; refuses lengths no client would send. */
export class Framing {
  private parts: Buffer[] = [];
  private held = 0;
  private wanted = 4;

  push(chunk: Buffer): Buffer[] {
    this.parts.push(chunk);
    this.held += chunk.length;
    const messages: Buffer[] = [];
    while (this.held >= this.wanted) {
      const all = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts);
      const length = lengthOf(all);
      if (all.length >= length) messages.push(all.subarray(0, length));
      this.keep(all.length >= length ? all.subarray(length) : all);
    }
    return messages;
  }

  private keep(rest: Buffer): void {
    this.parts = rest.length > 0 ? [rest] : [];
    this.held = rest.length;
    this.wanted = rest.length >= 4 ? lengthOf(rest) : 4;
  }
}

function lengthOf(bytes: Buffer): number {
  const length = bytes.readInt32LE(0);
  return length >= 16 && length <= MAX_MESSAGE ? length : malformed(`length ${length}`);
}

function sequence(bytes: Buffer, start: number, end: number): [string, Buffer[]] {
  const stop = bytes.indexOf(0, start);
  if (stop < 0 || stop >= end) return malformed('sequence without a name');
  const documents: Buffer[] = [];
  let at = stop + 1;
  while (at < end) {
    const length = at + 4 <= end ? bytes.readInt32LE(at) : 0;
    if (length < 5 || at + length > end) return malformed('document sequence');
    documents.push(checked(bytes.subarray(at, at + length)));
    at += length;
  }
  return [bytes.toString('utf8', start, stop), documents];
}

interface Sections {
  readonly bodies: Doc[];
  readonly sequences: Map<string, Buffer[]>;
}

function readSection(bytes: Buffer, at: number, end: number, { bodies, sequences }: Sections): number {
  const kind = bytes[at] as number;
  const size = at + 5 <= end ? bytes.readInt32LE(at + 1) : 0;
  const next = at + 1 + size;
  if (kind > 1 || size < 5 || next > end) return malformed('section');
  if (kind === 0) bodies.push(decodeCommand(bytes.subarray(at + 1, next), sequences));
  else {
    const [name, documents] = sequence(bytes, at + 5, next);
    if (sequences.has(name)) malformed(`two sequences ${name}`);
    sequences.set(name, documents);
  }
  return next;
}

function parseMsg(bytes: Buffer): Message {
  if (bytes.length < 26) return malformed('OP_MSG too short');
  const flags = bytes.readUInt32LE(16);
  if (flags & 0xfffc) return malformed('unknown required flag');
  const end = bytes.length - (flags & 1 ? 4 : 0);
  const sections: Sections = { bodies: [], sequences: new Map() };
  for (let at = 20; at < end;) at = readSection(bytes, at, end, sections);
  const [body, more] = sections.bodies;
  if (!body || more) return malformed('a message has one body');
  return {
    id: bytes.readInt32LE(4),
    legacy: false,
    wantsReply: (flags & MORE_TO_COME) === 0,
    body,
    sequences: sections.sequences,
  };
}

/** The one old opcode still in use: a driver's first hello. */
function parseQuery(bytes: Buffer): Message {
  const stop = bytes.indexOf(0, 20);
  if (stop < 0 || stop + 9 > bytes.length) return malformed('OP_QUERY');
  const ns = bytes.toString('utf8', 20, stop);
  const body = decode(bytes, stop + 9);
  return {
    id: bytes.readInt32LE(4),
    legacy: true,
    wantsReply: true,
    body: { ...body, $db: ns.split('.')[0] },
    sequences: new Map(),
  };
}

/** A whole frame as a command; any other opcode is refused. */
export function parseMessage(bytes: Buffer): Message {
  const opcode = bytes.readInt32LE(12);
  if (opcode === OP_MSG) return parseMsg(bytes);
  return opcode === OP_QUERY ? parseQuery(bytes) : malformed(`opcode ${opcode}`);
}

import { Binary, BSONRegExp, Code, Decimal128, deserialize, MaxKey, MinKey, ObjectId, Timestamp, Long } from 'bson';
import { refuse } from './errors';
import { nameAt } from './names';
import { double } from './numbers';
import { assign } from './paths';
import type { Doc, Value } from './values';

const MAX_DEPTH = 200;
const invalid = (why: string): never => refuse('InvalidBSON', `invalid BSON: ${why}`);

const TIMESTAMP = 0x11;
/** The size of a type's values where it is fixed and any bytes will do, by the type's number. */
const SIZES = [-1, 8, -1, -1, -1, -1, 0, 12, -1, 8, 0, -1, -1, -1, -1, -1, 4, 8, 8, 16];

/** Reads BSON bytes without losing a type (bson's own reader merges int32 with double) and refuses malformed ones. */
class Reader {
  at: number;
  constructor(
    private readonly bytes: Buffer,
    start: number,
    private readonly only?: ReadonlySet<string>,
    private readonly apart?: Map<string, Buffer[]>,
  ) {
    this.at = start;
  }

  private need(length: number): number {
    const from = this.at;
    if (length < 0 || from + length > this.bytes.length) invalid('truncated');
    this.at = from + length;
    return from;
  }

  private int32(): number {
    return this.bytes.readInt32LE(this.need(4));
  }

  private name(): string {
    const { bytes, at: from } = this;
    let hash = 0;
    let at = from;
    for (let byte = bytes[at]; byte !== 0; byte = bytes[++at]) {
      if (byte === undefined) return invalid('unterminated name');
      hash = (hash * 31 + byte) & 0xffffff;
    }
    this.at = at + 1;
    return nameAt(bytes, from, at, hash);
  }

  private passName(): void {
    const { bytes } = this;
    let byte = bytes[this.at++];
    while (byte !== 0) byte = byte === undefined ? invalid('unterminated name') : bytes[this.at++];
  }

  /** Where the text at hand begins; it ends one byte before the place reached. */
  private passText(): number {
    const length = this.int32();
    const from = this.need(length);
    return length < 1 || this.bytes[from + length - 1] !== 0 ? invalid('string') : from;
  }

  private text(): string {
    const from = this.passText();
    return this.bytes.toString('utf8', from, this.at - 1);
  }

  private end(): number {
    const start = this.at;
    const length = this.int32();
    if (length < 5 || start + length > this.bytes.length || this.bytes[start + length - 1] !== 0)
      invalid('document length');
    return start + length - 1;
  }

  /** Calls for each element of a document or array with its type, before its name. */
  private elements(depth: number, each: (type: number) => void): void {
    if (depth > MAX_DEPTH) invalid('nested too deeply');
    const end = this.end();
    while (this.at < end) each(this.bytes[this.at++] as number);
    if (this.at !== end) invalid('overrun');
    this.at = end + 1;
  }

  doc(depth: number): Doc {
    const doc: Doc = {};
    this.elements(depth, (type) => {
      const name = this.name();
      if (depth === 0 && this.leaves(type, name, doc)) return;
      if (name === '__proto__') assign(doc, name, this.value(type, depth));
      else doc[name] = this.value(type, depth);
    });
    return doc;
  }

  /** Steps over a top-level field that is not wanted here; says whether it did. */
  private leaves(type: number, name: string, doc: Doc): boolean {
    const { only, apart } = this;
    if (apart) return type === 0x04 && name === 'documents' && 'insert' in doc && this.setApart(name, apart);
    if (!only || only.has(name) || type === TIMESTAMP) return false;
    this.skip(type, 0);
    return true;
  }

  private setApart(name: string, apart: Map<string, Buffer[]>): boolean {
    const start = this.at;
    const parts: Buffer[] = [];
    let whole = true;
    this.elements(1, (type) => {
      this.passName();
      whole &&= type === 0x03;
      const from = this.at;
      this.skip(type, 1);
      parts.push(this.bytes.subarray(from, this.at));
    });
    if (whole) apart.set(name, parts);
    else this.at = start;
    return whole;
  }

  private array(depth: number): Value[] {
    const list: Value[] = [];
    this.elements(depth, (type) => {
      this.passName();
      list.push(this.value(type, depth));
    });
    return list;
  }

  private binary(): Binary {
    const length = this.int32();
    const subtype = this.bytes[this.need(1)] as number;
    const from = this.need(length);
    if (subtype === 2 && length < 4) invalid('binary');
    const skip = subtype === 2 ? 4 : 0;
    return new Binary(Buffer.from(this.bytes.subarray(from + skip, from + length)), subtype);
  }

  private value(type: number, depth: number): Value {
    switch (type) {
      case 0x01:
        return double(this.bytes.readDoubleLE(this.need(8)));
      case 0x02:
        return this.text();
      case 0x03:
        return this.doc(depth + 1);
      case 0x04:
        return this.array(depth + 1);
      case 0x07: {
        const from = this.need(12);
        return new ObjectId(Buffer.from(this.bytes.subarray(from, from + 12)));
      }
      case 0x08:
        return this.boolean();
      case 0x0a:
        return null;
      case 0x10:
        return this.int32();
      case 0x12:
        return this.bytes.readBigInt64LE(this.need(8));
      default:
        return this.rareValue(type);
    }
  }

  private boolean(): boolean {
    const byte = this.bytes[this.need(1)] as number;
    return byte > 1 ? invalid('boolean') : byte === 1;
  }

  private rareValue(type: number): Value {
    switch (type) {
      case 0x05:
        return this.binary();
      case 0x09:
        return new Date(Number(this.bytes.readBigInt64LE(this.need(8))));
      case 0x06:
        return null;
      case 0x0b:
        return new BSONRegExp(this.name(), this.name());
      case 0x0d:
        return new Code(this.text());
      case 0x11: {
        const from = this.need(8);
        return new Timestamp(new Long(this.bytes.readInt32LE(from), this.bytes.readInt32LE(from + 4), true));
      }
      case 0x13: {
        const from = this.need(16);
        return new Decimal128(Buffer.from(this.bytes.subarray(from, from + 16)));
      }
      case 0xff:
        return new MinKey();
      case 0x7f:
        return new MaxKey();
      default:
        return this.deprecatedValue(type);
    }
  }

  /** Symbol, DBPointer and code with scope: met once in a blue moon, so bson's reader takes them. */
  private deprecatedValue(type: number): Value {
    const from = this.at;
    if (![0x0c, 0x0e, 0x0f].includes(type)) return invalid(`unknown type ${type}`);
    const size = this.bytes.readInt32LE(this.need(4));
    this.at = from + size + (type === 0x0f ? 0 : 4) + (type === 0x0c ? 12 : 0);
    if (size < 1 || this.at > this.bytes.length) invalid('truncated');
    const body = this.bytes.subarray(from, this.at);
    const head = Buffer.alloc(7);
    head.writeInt32LE(body.length + 8, 0);
    head[4] = type;
    head[5] = 118;
    return deserialize(Buffer.concat([head, body, Buffer.alloc(1)]), { promoteValues: false })['v'];
  }

  /** Steps over a value: a stored one in one go, one from outside with a look at all that is in it. */
  skip(type: number, depth: number): void {
    const size = SIZES[type] ?? -1;
    if (size >= 0) this.need(size);
    else if (type === 0x02) this.passText();
    else if (type !== 0x03 && type !== 0x04) this.value(type, depth);
    else if (this.only) this.at = this.end() + 1;
    else
      this.elements(depth + 1, (inner) => {
        this.passName();
        this.skip(inner, depth + 1);
      });
  }
}

/** The document at `start`; with `only`, just those top-level fields and timestamps (the others are stepped over unread). */
export function decode(bytes: Buffer, start = 0, only?: ReadonlySet<string>): Doc {
  return new Reader(bytes, start, only).doc(0);
}

/** A command; the documents of an insert stay bytes (checked ones), as if they had been sent in a section of their own. */
export function decodeCommand(bytes: Buffer, sequences: Map<string, Buffer[]>): Doc {
  return new Reader(bytes, 0, undefined, sequences).doc(0);
}

/** The same bytes; refuses what is not a document. */
export function checked(bytes: Buffer): Buffer {
  new Reader(bytes, 0).skip(0x03, -1);
  return bytes;
}

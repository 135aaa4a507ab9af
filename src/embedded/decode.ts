import { Binary, BSONRegExp, Code, Decimal128, deserialize, MaxKey, MinKey, ObjectId, Timestamp, Long } from 'bson';
import { refuse } from './errors';
import { double } from './numbers';
import type { Doc, Value } from './values';

const MAX_DEPTH = 200;
const invalid = (why: string): never => refuse('InvalidBSON', `invalid BSON: ${why}`);

/** Reads BSON bytes without losing a type (bson's own reader merges int32 with double) and refuses malformed ones. */
class Reader {
  at: number;
  constructor(
    private readonly bytes: Buffer,
    start: number,
    private readonly only?: ReadonlySet<string>,
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
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) invalid('unterminated name');
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }

  private text(): string {
    const length = this.int32();
    const from = this.need(length);
    if (length < 1 || this.bytes[from + length - 1] !== 0) invalid('string');
    return this.bytes.toString('utf8', from, from + length - 1);
  }

  private end(): number {
    const start = this.at;
    const length = this.int32();
    if (length < 5 || start + length > this.bytes.length || this.bytes[start + length - 1] !== 0)
      invalid('document length');
    return start + length - 1;
  }

  doc(depth: number): Doc {
    if (depth > MAX_DEPTH) invalid('nested too deeply');
    const end = this.end();
    const doc: Doc = {};
    while (this.at < end) {
      const type = this.bytes[this.at++] as number;
      const name = this.name();
      if (depth === 0 && this.only && !this.only.has(name)) this.skip(type);
      else if (name === '__proto__') {
        Object.defineProperty(doc, name, {
          value: this.value(type, depth),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      } else doc[name] = this.value(type, depth);
    }
    if (this.at !== end) invalid('document overrun');
    this.at = end + 1;
    return doc;
  }

  private array(depth: number): Value[] {
    if (depth > MAX_DEPTH) invalid('nested too deeply');
    const end = this.end();
    const list: Value[] = [];
    while (this.at < end) {
      const type = this.bytes[this.at++] as number;
      const stop = this.bytes.indexOf(0, this.at);
      if (stop < 0) invalid('unterminated name');
      this.at = stop + 1;
      list.push(this.value(type, depth));
    }
    if (this.at !== end) invalid('array overrun');
    this.at = end + 1;
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

  private skip(type: number): void {
    if (type === 0x03 || type === 0x04) this.at = this.end() + 1;
    else this.value(type, 1);
  }
}

/** The document at `start`; with `only`, just those top-level fields (the others are stepped over unread). */
export function decode(bytes: Buffer, start = 0, only?: ReadonlySet<string>): Doc {
  return new Reader(bytes, start, only).doc(0);
}

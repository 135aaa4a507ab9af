import { createHash } from 'node:crypto';
import type { Binary, BSONRegExp, Code, ObjectId, Timestamp } from 'bson';
import { compareNumbers, exact, type Num, toNumber } from './numbers';
import { type Doc, rank, type Value } from './values';

/** Keys are "binary strings": one character per byte, so that JavaScript's `<` is LMDB's bytewise order. */
export type Key = string;
export const fromKey = (key: Key): Buffer => Buffer.from(key, 'latin1');
export const toKey = (bytes: Buffer): Key => bytes.toString('latin1', 0, bytes.length);

const scratch = Buffer.alloc(8);
export function uint(n: number, bytes: number): Key {
  scratch.writeUIntBE(n, 0, bytes);
  return scratch.toString('latin1', 0, bytes);
}
const flip = (key: Key): Key => {
  const bytes = fromKey(key);
  for (let i = 0; i < bytes.length; i++) bytes[i] = ~(bytes[i] as number);
  return toKey(bytes);
};

const PLAIN = /^[\x01-\x7f]*$/;
const text = (s: string): Key => (PLAIN.test(s) ? s : toKey(Buffer.from(s, 'utf8')).replaceAll('\0', '\0\xff')) + '\0';

function orderedDouble(n: number): Key {
  if (n !== n) return '\0\0\0\0\0\0\0\0';
  scratch.writeDoubleBE(n === 0 ? 0 : n);
  if (n < 0) for (let i = 0; i < 8; i++) scratch[i] = ~(scratch[i] as number);
  else scratch[0] = (scratch[0] as number) ^ 0x80;
  return scratch.toString('latin1', 0, 8);
}

function nextBelow(n: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, n);
  if (n === 0) return -Number.MIN_VALUE;
  bits.setBigInt64(0, bits.getBigInt64(0) + (n > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}

/** The double at or below the number, then what is left over: exact and ordered across all four numeric types. */
function number(v: Num): Key {
  const near = toNumber(v);
  if (typeof v === 'number' || near !== near || compareNumbers(v, near) === 0) return orderedDouble(near) + '\0';
  const floor = near === Infinity ? Number.MAX_VALUE : compareNumbers(near, v) > 0 ? nextBelow(near) : near;
  if (floor === -Infinity) return orderedDouble(floor) + '\x01' + flip(size(exact(v)));
  return orderedDouble(floor) + '\x01' + size(minus(exact(v), exact(floor)));
}

interface Exact {
  coefficient: bigint;
  exponent: number;
}
function minus(a: Exact, b: Exact): Exact {
  const exponent = Math.min(a.exponent, b.exponent);
  const at = (v: Exact): bigint => v.coefficient * 10n ** BigInt(v.exponent - exponent);
  return { coefficient: at(a) - at(b), exponent };
}
function size({ coefficient, exponent }: Exact): Key {
  const digits = String(coefficient < 0n ? -coefficient : coefficient);
  return uint(digits.length + exponent + 20000, 3) + digits.replace(/0+$/, '') + '\0';
}

function int64(n: bigint): Key {
  scratch.writeBigInt64BE(n);
  scratch[0] = (scratch[0] as number) ^ 0x80;
  return scratch.toString('latin1', 0, 8);
}

function date(v: Date): Key {
  const time = v.getTime();
  return int64(BigInt(Number.isNaN(time) ? 0 : time));
}

function binary(v: Binary): Key {
  return uint(v.position, 4) + uint(v.sub_type, 1) + toKey(Buffer.from(v.buffer).subarray(0, v.position));
}

function doc(v: Doc): Key {
  let key = '';
  for (const name of Object.keys(v)) key += String.fromCharCode(rank(v[name])) + text(name) + payload(v[name]);
  return key + '\0';
}

function payload(v: Value): Key {
  switch (rank(v)) {
    case 30:
      return number(v as Num);
    case 60:
      return text(String(v));
    case 70:
      return doc(v as Doc);
    case 80:
      return (v as Value[]).map(encodeKey).join('') + '\0';
    case 100:
      return toKey(Buffer.from((v as ObjectId).id));
    case 120:
      return date(v as Date);
    default:
      return rarePayload(v);
  }
}

function rarePayload(v: Value): Key {
  switch (rank(v)) {
    case 90:
      return binary(v as Binary);
    case 110:
      return v ? '\x01' : '\0';
    case 130:
      return uint((v as Timestamp).t, 4) + uint((v as Timestamp).i, 4);
    case 140:
      return text((v as BSONRegExp).pattern) + text((v as BSONRegExp).options);
    case 160:
      return text((v as Code).code) + doc((v as Code).scope ?? {});
    default:
      return '';
  }
}

/** One value as a key: comparing keys bytewise is comparing values in MongoDB's order; equal values give equal keys. */
export function encodeKey(v: Value): Key {
  return String.fromCharCode(rank(v)) + payload(v);
}

/** The same for a field indexed in descending order. */
export const encodeDescending = (v: Value): Key => flip(encodeKey(v));

/** LMDB takes keys of up to 1978 bytes: a longer one keeps its beginning and a digest, and no longer orders exactly. */
export const MAX_KEY = 1900;
export function shorten(key: Key): Key {
  if (key.length <= MAX_KEY) return key;
  return key.slice(0, MAX_KEY - 32) + toKey(createHash('sha256').update(fromKey(key)).digest());
}

import { refuse } from './errors';
import { isDoc, type Doc, type Value } from './values';

const NUMERIC = /^(0|[1-9]\d*)$/;
export const isIndex = (part: string): boolean => NUMERIC.test(part);

const own = (doc: Doc, name: string): Value => (Object.hasOwn(doc, name) ? doc[name] : undefined);

/**
 * Every value a query path reaches: arrays on the way are entered (each document in them, and a numeric part as a
 * position); the last value is given as it is, `undefined` where a document lacks the field.
 */
export function reach(from: Value, parts: readonly string[], visit: (v: Value) => boolean, at = 0): boolean {
  if (at === parts.length) return visit(from);
  const part = parts[at] as string;
  if (Array.isArray(from)) {
    if (isIndex(part) && Number(part) < from.length && reach(from[Number(part)], parts, visit, at + 1)) return true;
    return from.some((element) => isDoc(element) && reach(element, parts, visit, at));
  }
  if (!isDoc(from)) return visit(undefined);
  return reach(own(from, part), parts, visit, at + 1);
}

/** The value of an aggregation path: an array on the way becomes the array of what its documents hold. */
export function pick(from: Value, parts: readonly string[], at = 0): Value {
  if (at === parts.length) return from;
  if (Array.isArray(from))
    return from
      .map((v) => (isDoc(v) || Array.isArray(v) ? pick(v, parts, at) : undefined))
      .filter((v) => v !== undefined);
  return isDoc(from) ? pick(own(from, parts[at] as string), parts, at + 1) : undefined;
}

/**
 * A copy of a document with a value put at a path, through what is no document on the way (or into every element of
 * an array there); undefined takes it away.
 */
export function putPath<T>(into: T, parts: readonly string[], value: Value, each = false, at = 0): T {
  if (at === parts.length) return value as T;
  if (each && Array.isArray(into)) return into.map((v: Value) => putPath(v, parts, value, each, at)) as T;
  const out: Doc = isDoc(into) ? { ...into } : {};
  const name = parts[at] as string;
  const next = putPath(own(out, name), parts, value, each, at + 1);
  if (next === undefined) Reflect.deleteProperty(out, name);
  else assign(out, name, next);
  return out as T;
}

/** Sets a field even when its name is one JavaScript treats specially. */
export function assign(doc: Doc, name: string, value: Value): void {
  if (name === '__proto__')
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  else doc[name] = value;
}

/** The parts of an aggregation field path (without its leading `$`); a malformed one is refused as MongoDB does. */
export function fieldPath(path: string): string[] {
  if (path === '') refuse(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) refuse(40353, "FieldPath must not end with a '.'.");
  const parts = path.split('.');
  if (parts.length > 200) refuse('Overflow', 'FieldPath is too long');
  if (parts.includes('')) refuse(15998, 'FieldPath field names may not be empty strings.');
  if (parts.some((part) => part.startsWith('$')))
    refuse(16410, `FieldPath field names may not start with '$': ${path}`);
  if (path.includes('\0')) refuse(16411, 'FieldPath field names may not contain a null byte');
  return parts;
}

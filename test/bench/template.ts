import { mongo } from 'mongoose';

type Document = mongo.Document;

/** One write as the driver sent it, in canonical Extended JSON. */
export interface Captured {
  name: string;
  command: object;
}

/** The bare commands of one turn: what was inserted on its own, then what was committed together. */
export interface TurnWrites {
  alone: Document[];
  together: Document[];
}

/** Everything one conversation wrote, with what is special to it by name, so that it can be written again as another. */
export interface Template {
  turns: TurnWrites[];
  /** Committed after the last turn: the record of what was delivered. */
  afterwards: Document[];
  names: string[];
}

/** Fields that belong to the driver's session, not to what was written. */
const SESSION = ['lsid', 'txnNumber', 'autocommit', 'startTransaction', '$clusterTime', '$db', 'readConcern'];

const bare = (command: Document): Document =>
  Object.fromEntries(Object.entries(command).filter(([field]) => !SESSION.includes(field)));

/**
 * Cuts what was captured of one conversation into its turns. Throws when it does not look like one inbox insert and one
 * transaction per turn, then one transaction afterwards: something else got in between, and it has to be captured again.
 */
export function readTemplate(captured: string, turns: number, names: string[]): Template {
  const found: TurnWrites[] = [];
  let open: TurnWrites = { alone: [], together: [] };
  for (const { name, command } of JSON.parse(captured) as Captured[]) {
    const document = mongo.BSON.EJSON.deserialize(command as Document, { relaxed: false }) as Document;
    if (name === 'commitTransaction') {
      found.push(open);
      open = { alone: [], together: [] };
    } else if (document.autocommit === false) open.together.push(bare(document));
    else open.alone.push(bare(document));
  }
  const shape = found.map(({ alone, together }) => `${alone.length}+${together.length > 0}`).join(' ');
  const expected = [...Array<string>(turns).fill('1+true'), '0+true'].join(' ');
  if (shape !== expected) throw new Error(`a conversation wrote ${shape}, expected ${expected}`);
  return { turns: found.slice(0, turns), afterwards: found[turns]?.together ?? [], names };
}

/** The same value with every one of `names` replaced by its counterpart, wherever it occurs in a text. */
export function rename<T>(value: T, names: readonly string[], by: readonly string[]): T {
  if (typeof value === 'string') {
    let text: string = value;
    for (const [i, name] of names.entries()) if (text.includes(name)) text = text.replaceAll(name, by[i] ?? '');
    return text as T;
  }
  if (Array.isArray(value)) return value.map((one: unknown) => rename(one, names, by)) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  for (const field in value) copy[field] = rename((value as Record<string, unknown>)[field], names, by);
  return copy as T;
}

/** The documents of a collection that one conversation inserts. */
export const insertsInto = (template: Template, collection: string): Document[] =>
  [...template.turns.flatMap(({ alone, together }) => [...alone, ...together]), ...template.afterwards]
    .filter((command) => command.insert === collection)
    .flatMap((command) => command.documents as Document[]);

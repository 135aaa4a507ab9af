import type { Index } from '../storage/catalog';
import { docOf, isTrue } from './engine';
import { refuse } from '../values/errors';
import { parseFilter, type Test } from '../language/filter';
import { keysOf } from '../storage/index-keys';
import type { Key } from '../values/key-string';
import type { Row } from '../storage/scan';
import { seedOf } from '../language/updates';
import { encode, type Doc } from '../values/values';
import { extended } from '../wire/replies';

/** min and max: only what lies between two keys of the hinted index, the first included and the last not. */
export function between({ min, max }: Doc, index: Index | undefined): Test[] {
  const key = (bound: Doc, otherwise: Key): Key => {
    const names = Object.keys(bound).join();
    if (names === '') return otherwise;
    if (!index) return refuse(51173, 'When using min()/max() a hint of which index to use must be provided');
    if (names !== index.fields.map(([path]) => path).join()) refuse(51174, 'min and max need the fields of the index');
    return keysOf(index, seedOf(parseFilter(bound), false)).keys[0] ?? otherwise;
  };
  const [low, high] = [key(docOf(min, 'min'), ''), key(docOf(max, 'max'), '\xff')];
  return index && (low !== '' || high !== '\xff')
    ? [(doc) => keysOf(index, doc).keys.some((k) => k >= low && k < high)]
    : [];
}

/** returnKey: the fields of the index instead of the document; showRecordId: the document with its record's number. */
export function dressed({ returnKey }: Doc, index: Index | undefined, row: Row, bytes: Buffer): Buffer {
  if (!isTrue(returnKey)) return extended(bytes, { $recordId: BigInt(row.number) });
  const [values] = index ? keysOf(index, row.doc).values : [];
  return encode(Object.fromEntries(index?.fields.map(([path], i) => [path, values?.[i]]) ?? []));
}

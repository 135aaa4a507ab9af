import { bodyWithin } from '../src/channel-calls';

/** A body that comes in pieces; `read` counts those that were taken. */
function inPieces(...pieces: string[]) {
  const told = { read: 0 };
  async function* body(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      await Promise.resolve();
      told.read += 1;
      yield Buffer.from(piece);
    }
  }
  return { body: body(), told };
}

test('a body within the limit is given whole, also one of exactly as many bytes, and none at all', async () => {
  expect(await bodyWithin(inPieces('abc', 'de').body, 5)).toEqual(Buffer.from('abcde'));
  expect(await bodyWithin(null, 5)).toEqual(Buffer.alloc(0));
});

test('of a body beyond the limit nothing is given, and the rest of it is not read', async () => {
  const { body, told } = inPieces('abc', 'def', 'ghi');
  expect(await bodyWithin(body, 5)).toBeNull();
  expect(told.read).toBe(2);
});

import type { Feed, Heard, Opened } from '../helpers/direct-line-client';
import { openStream } from '../helpers/direct-line-client';
import { aHome, aService, countingDialogs, until, type Service } from './a-service';

async function page(service: Service, of: Opened, watermark: string): Promise<Feed> {
  const path = `/v3/directline/conversations/${of.conversationId}/activities?watermark=${watermark}`;
  const { status, json } = await service.caller.call('GET', path, of.token);
  expect(status).toBe(200);
  return json as Feed;
}

test('a reader who comes back with its watermark gets exactly what it missed, whenever it went away', async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const conversation = await service.open();
  const whole = new Set<string>();
  const seen: string[] = [];
  let watermark = '';

  for (let i = 1; i <= 12; i++) {
    await service.say(conversation, `message ${i}`);
    // Now in the middle of a turn, now after it.
    if (i % 3 === 0) await service.answered(conversation, i);
    const next = await page(service, conversation, watermark);
    seen.push(...next.activities.map(({ id }) => id));
    watermark = next.watermark;
  }
  for (const { id } of await service.answered(conversation, 12)) whole.add(id);
  seen.push(...(await page(service, conversation, watermark)).activities.map(({ id }) => id));

  expect(seen).toHaveLength(whole.size);
  expect(new Set(seen)).toEqual(whole);
});

test('a stream that is cut again and again misses nothing and repeats nothing after its watermark', async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const conversation = await service.open();
  const seen: Heard[] = [];
  const connect = async () => {
    const watermark = `${seen.filter(({ from }) => from.role === 'user').length}.${seen.filter(({ from }) => from.role === 'bot').length}`;
    const { json } = await service.caller.call(
      'GET',
      `/v3/directline/conversations/${conversation.conversationId}?watermark=${watermark}`,
      conversation.token,
    );
    return openStream(service.url, json as Opened, (activity) => seen.push(activity));
  };

  for (let i = 1; i <= 8; i++) {
    const stream = await connect();
    const sent = service.say(conversation, `message ${i}`);
    await new Promise((resolve) => setTimeout(resolve, (i * 7) % 40));
    stream.socket.terminate();
    await sent;
  }
  const feed = await service.answered(conversation, 8);
  const last = await connect();
  await until('the rest', () => Promise.resolve(seen.length >= feed.length));
  last.close();

  expect(seen.map(({ id }) => id).sort()).toEqual(feed.map(({ id }) => id).sort());
});

test('several readers of one conversation all see all of it', async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const conversation = await service.open();
  const readers: string[][] = [[], [], []];
  const streams = await Promise.all(
    readers.map((seen) => openStream(service.url, conversation, ({ id }) => seen.push(id))),
  );
  await Promise.all([1, 2, 3, 4, 5].map((i) => service.say(conversation, `message ${i}`)));
  const feed = await service.answered(conversation, 5);
  await until('all readers', () => Promise.resolve(readers.every((seen) => seen.length >= feed.length)));
  for (const seen of readers) expect([...seen].sort()).toEqual(feed.map(({ id }) => id).sort());
  for (const stream of streams) stream.close();
});

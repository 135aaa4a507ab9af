import { openStream, type Heard } from '../helpers/direct-line-client';
import { faultsOf } from '../prove/examine';
import { aHome, aService, countingDialogs, heardBy, until } from './a-service';

const twoServices = async () => {
  const home = await aHome({ alone: false });
  const overrides = { converse: countingDialogs() };
  return [await aService(home, overrides), await aService(home, overrides)] as const;
};

test('two services on one store answer one conversation in the order of its inbox', async () => {
  const [here, there] = await twoServices();
  const conversation = await here.open();
  const texts = Array.from({ length: 20 }, (_, i) => `message ${i}`);

  await Promise.all(texts.map((text, i) => (i % 2 ? here : there).say(conversation, text)));
  const [one, other] = [await here.answered(conversation, 20), await there.answered(conversation, 20)];

  const stored = await here.stored(conversation);
  expect(faultsOf(stored)).toEqual([]);
  expect(await heardBy(here, conversation)).toEqual(stored.inbox.map(({ text }) => text));
  expect(one.map(({ id }) => id)).toEqual(other.map(({ id }) => id));
  expect(one.filter(({ from }) => from.role === 'user').map(({ text }) => text)).toEqual(
    stored.inbox.map(({ text }) => text),
  );
});

test('the stream of one service shows also what was sent through the other, each once', async () => {
  const [here, there] = await twoServices();
  const conversation = await here.open();
  const seen: Heard[] = [];
  const stream = await openStream(here.url, conversation, (activity) => seen.push(activity));
  await here.say(conversation, 'one');
  await here.answered(conversation, 1);

  // `here` holds the conversation: it answers what `there` admits, and its readers see the question with the answer.
  await there.say(conversation, 'two');
  await there.say(conversation, 'three');
  const feed = await there.answered(conversation, 3);

  await until('the stream', () => Promise.resolve(seen.length >= feed.length));
  expect(seen.map(({ id }) => id).sort()).toEqual(feed.map(({ id }) => id).sort());
  stream.close();
});

test('a conversation goes on at the other service when the first one closes', async () => {
  const [here, there] = await twoServices();
  const conversation = await here.open();
  await here.say(conversation, 'one');
  await here.answered(conversation, 1);
  await here.stop();

  await there.say(conversation, 'two');
  await there.answered(conversation, 2);
  expect(await heardBy(there, conversation)).toEqual(['one', 'two']);
  expect(faultsOf(await there.stored(conversation))).toEqual([]);
});

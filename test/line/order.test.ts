import { createOrders } from '../../src/storage/orders';
import { emailOf, generatedOrder, orderNoOf, refundScript } from '../helpers/generated-orders';
import { faultsOf, seqOf } from '../prove/examine';
import { aHome, aService, countingDialogs, heardBy } from './a-service';

test('twenty messages at once are logged in the order of their acknowledgement and answered once each', async () => {
  const service = await aService(await aHome(), { converse: countingDialogs() });
  const conversation = await service.open();
  const texts = Array.from({ length: 20 }, (_, i) => `message ${i}`);

  const acknowledged: string[] = [];
  await Promise.all(texts.map(async (text) => acknowledged.push(await service.say(conversation, text))));

  expect(acknowledged.map(seqOf)).toEqual(texts.map((_, i) => i + 1));
  await service.answered(conversation, 20);
  const stored = await service.stored(conversation);
  expect(faultsOf(stored)).toEqual([]);
  expect(await heardBy(service, conversation)).toEqual(stored.inbox.map(({ text }) => text));
  expect([...stored.inbox.map(({ text }) => text)].sort()).toEqual([...texts].sort());
});

test('a whole refund sent at once still files exactly one case', async () => {
  const service = await aService(await aHome());
  await createOrders(service.app.store).save([generatedOrder(1, new Date())]);
  const conversation = await service.open();
  const said = [...refundScript(1).map(({ says }) => says), 'yes', 'yes'];

  await Promise.all(said.map((text) => service.say(conversation, text)));
  await service.answered(conversation, said.length);

  const stored = await service.stored(conversation);
  expect(faultsOf(stored)).toEqual([]);
  expect(stored.cases.map(({ orderNo }) => orderNo)).toEqual([orderNoOf(1)]);
});

test('conversations that speak at the same time do not get into one another', async () => {
  const service = await aService(await aHome());
  const numbers = [1, 2, 3, 4, 5, 6];
  await createOrders(service.app.store).save(numbers.map((n) => generatedOrder(n, new Date())));

  await Promise.all(
    numbers.map(async (n) => {
      const conversation = await service.open();
      for (const [i, { says, hears }] of refundScript(n).entries()) {
        await service.say(conversation, says);
        const feed = await service.answered(conversation, i + 1);
        expect(feed[feed.length - 1]?.channelData?.key).toBe(hears);
      }
      const stored = await service.stored(conversation);
      expect(faultsOf(stored)).toEqual([]);
      expect(stored.cases.map(({ orderNo }) => orderNo)).toEqual([orderNoOf(n)]);
      expect(JSON.stringify(stored.log)).not.toContain(emailOf(n + 1));
    }),
  );
});

import type { TurnResult } from '../../src/turn/form';
import { faultsOf } from '../prove/examine';
import { aHome, aService, countingDialogs, heardBy, type Service } from './a-service';

test('a turn that meets a conflict is computed again from what is stored, and says nothing twice', async () => {
  let runs = 0;
  const holder: { service?: Service } = {};
  // While the second message is being answered, somebody else writes to the conversation.
  const converse = countingDialogs(async (turn) => {
    runs += 1;
    if (turn.said.text !== 'second' || runs !== 2) return;
    await holder.service
      ?.db()
      .collection<{ _id: string }>('conversations')
      .updateOne({ _id: `default/webchat/${turn.thread.conversation}` }, { $inc: { version: 1 } });
  });
  const service = await aService(await aHome(), { converse });
  holder.service = service;
  const conversation = await service.open();
  await service.say(conversation, 'first');
  await service.answered(conversation, 1);

  await service.say(conversation, 'second');
  await service.answered(conversation, 2);

  expect(runs).toBe(3);
  expect(await heardBy(service, conversation)).toEqual(['first', 'second']);
  const stored = await service.stored(conversation);
  expect(stored.outbox.map(({ replyTo }) => replyTo)).toEqual([1, 2]);
  expect(faultsOf(stored)).toEqual([]);
});

test('a conversation whose turn cannot be saved does not hold up the ones that are saved with it', async () => {
  let poisoned = 0;
  const healthy = countingDialogs();
  const service = await aService(await aHome(), {
    // An entry for a case that the turn does not change: it cannot be numbered.
    converse: async (turn): Promise<TurnResult> => {
      const result = await healthy(turn);
      if (turn.said.text !== 'poison' || poisoned > 2) return result;
      poisoned += 1;
      const { conversation } = turn.thread;
      const entry = { stream: { caseNo: 'none' }, type: 'status' as const, actor: { type: 'bot' as const, id: 'bot' } };
      return { ...result, entries: [{ ...entry, data: { conversation } }] };
    },
  });
  const [sick, ...well] = await Promise.all([service.open(), service.open(), service.open(), service.open()]);

  await Promise.all([service.say(sick, 'poison'), ...well.map((conversation) => service.say(conversation, 'hello'))]);

  for (const conversation of well) {
    await service.answered(conversation, 1);
    expect(faultsOf(await service.stored(conversation))).toEqual([]);
  }
  const answer = await service.answered(sick, 1);
  expect(answer[answer.length - 1]?.channelData?.key).toBe('apology');
  expect(faultsOf(await service.stored(sick))).toEqual([]);
});

import { aWorkspace, readable, type AWorkspace } from './a-workspace';
import { anItem } from './fixtures';

jest.setTimeout(20_000);

let at: AWorkspace;
afterEach(() => at.close());

const bodies = (handoffId: string): string[] => at.thread(handoffId).slice(1).map(readable);
const claim = (handoffId: string) =>
  at.slack.people.clicks(at.agents.bob, { channel: 'C0DESK', ts: at.opening(handoffId).ts, action: 'desk.claim' });

describe('the thread of a conversation', () => {
  it('begins with the summary; what was said before comes when somebody takes it, complete and in order', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1', {}, [{ text: 'First' }, { who: 'bot', name: 'Bot', text: 'Second' }, { text: 'Third' }]);
    await at.shown();
    expect(at.thread('h-1')).toHaveLength(1);
    await claim('h-1');
    await at.shown();
    const pages = at.thread('h-1').filter((one) => readable(one).includes('Before the hand-over'));
    expect(pages.map(({ blocks }) => JSON.stringify(blocks).match(/First|Second|Third/g))).toEqual([
      ['First', 'Second', 'Third'],
    ]);
    expect(at.slack.refused).toEqual([]);
  });

  it('gets what is said since as it is said, a burst as one post', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    for (const text of ['one', 'two', 'three']) at.desk.log('h-1', { text });
    await at.shown();
    expect(bodies('h-1')).toHaveLength(1);
    expect(bodies('h-1')[0]).toMatch(/one.*two.*three/s);
  });

  it('splits what is too long, and loses nothing of it', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    const text = Array.from({ length: 2_000 }, (_, i) => `w${String(i)}`).join(' ');
    at.desk.log('h-1', { text });
    await at.shown();
    const said = at
      .thread('h-1')
      .slice(1)
      .flatMap(({ blocks }) => JSON.stringify(blocks).match(/w\d+/g) ?? []);
    expect(said.filter((word, i) => said.indexOf(word) === i)).toEqual(text.split(' '));
  });

  it('shows photos beside the words they came with', async () => {
    at = await aWorkspace();
    at.desk.files.set('photo-1', { name: 'mug.jpg', contentType: 'image/jpeg', bytes: Buffer.from('jpeg') });
    at.desk.handoff('h-1');
    await at.shown();
    at.desk.log('h-1', {
      text: 'Look',
      attachments: [{ id: 'photo-1', name: 'mug.jpg', contentType: 'image/jpeg', bytes: 4 }],
    });
    at.desk.log('h-1', { text: 'You see?' });
    await at.shown();
    const [words, photo, after] = at.thread('h-1').slice(1);
    expect(readable(words!)).toContain('1 photo below');
    expect(photo?.files.map(({ name }) => name)).toEqual(['photo-photo1.jpg']);
    expect(readable(after!)).toContain('You see?');
  });

  it('tells failed deliveries and what the clocks do, and calls the leads by name', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    at.desk.log('h-1', { kind: 'delivery', who: 'system', text: '', event: { status: 'failed', code: '30006' } });
    at.desk.log('h-1', { kind: 'delivery', who: 'system', text: '', event: { status: 'delivered' } });
    at.desk.log('h-1', { kind: 'handoff', who: 'system', text: '', event: { action: 'lead_called' } });
    await at.shown();
    const all = bodies('h-1').join();
    expect(all).toContain('the number cannot be reached');
    expect(all).not.toContain('delivered"');
    expect(all).toContain(`{"type":"user","user_id":"${at.agents.lead.id}"}`);
  });

  it('rewrites its first message with every change, so that no stale button stays', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    expect(readable(at.opening('h-1'))).toContain('desk.claim');
    await claim('h-1');
    await at.shown();
    expect(readable(at.opening('h-1'))).toContain('With Bob');
    expect(readable(at.opening('h-1'))).not.toContain('desk.claim');
    at.desk.set('h-1', { status: 'closed', closedBy: { staffId: 'bob', name: 'Bob' }, resolution: 'answered' });
    await at.shown();
    expect(readable(at.opening('h-1'))).not.toMatch(/desk\.(reply|claim|approve)/);
  });

  it('begins anew where somebody deleted its first message', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    at.channel.messages.splice(0, Infinity);
    at.desk.log('h-1', { text: 'Still here' });
    at.desk.set('h-1', { status: 'claimed', owner: { staffId: 'bob', name: 'Bob', since: at.desk.now } });
    await at.until(() => at.channel.messages.some((one) => readable(one).includes('Still here')));
    expect(at.thread('h-1').length).toBeGreaterThan(1);
  });

  it('moves to the channel of the team it waits for', async () => {
    at = await aWorkspace({ channels: [{ channel: 'C0DESK' }, { channel: 'C0BILLING', team: 'billing' }] });
    at.desk.handoff('h-1');
    await at.shown();
    const old = at.opening('h-1');
    at.desk.set('h-1', { team: 'billing' });
    await at.shown();
    expect(at.desk.threads.get('h-1')?.place?.channel).toBe('C0BILLING');
    expect(readable(old)).toContain('Moved to <#C0BILLING>');
    expect(readable(old)).not.toContain('desk.claim');
  });

  it('goes to the channel of its language', async () => {
    at = await aWorkspace({ channels: [{ channel: 'C0DESK' }, { channel: 'C0BILLING', language: 'es' }] });
    at.desk.handoff('h-es', { locale: 'es-MX' });
    at.desk.handoff('h-en', { locale: 'en' });
    await at.shown();
    expect(at.desk.threads.get('h-es')?.place?.channel).toBe('C0BILLING');
    expect(at.desk.threads.get('h-en')?.place?.channel).toBe('C0DESK');
  });
});

describe('when Slack is away', () => {
  const numbers = (): string[] =>
    at
      .thread('h-1')
      .slice(1)
      .flatMap(({ blocks }) => JSON.stringify(blocks).match(/n\d+/g) ?? []);

  it.each([
    ['answers that are lost after the post was taken', { kind: 'reset' as const, taken: true }],
    ['server errors after the post was taken', { kind: 'status' as const, status: 503, taken: true }],
    ['server errors before', { kind: 'status' as const, status: 500 }],
    ['rate limits', { kind: 'ratelimited' as const, retryAfter: 1 }],
  ])('%s: in order, once each', async (_name, how) => {
    at = await aWorkspace();
    at.slack.troubles.push({ method: 'chat.postMessage', how });
    at.desk.handoff('h-1');
    await at.shown();
    for (const i of [1, 2, 3, 4]) {
      if (i % 2) at.slack.troubles.push({ method: 'chat.postMessage', how });
      at.desk.log('h-1', { text: `n${String(i)}` });
      if (i === 2) await at.shown();
    }
    await at.shown();
    expect(numbers()).toEqual(['n1', 'n2', 'n3', 'n4']);
    expect(at.channel.messages.filter(({ threadTs }) => threadTs === undefined)).toHaveLength(1);
  });

  it('what was said before is there once, too, when nobody knew whether the first message was', async () => {
    at = await aWorkspace();
    at.slack.troubles.push({ method: 'chat.postMessage', how: { kind: 'reset', taken: true } });
    at.desk.handoff('h-1', {}, [{ text: 'n1' }, { text: 'n2' }]);
    await at.shown();
    at.desk.log('h-1', { text: 'n3' });
    await at.shown();
    at.desk.set('h-1', { status: 'claimed', owner: { staffId: 'bob', name: 'Bob', since: at.desk.now } });
    await at.until(() => numbers().includes('n1'));
    await at.shown();
    expect(numbers()).toEqual(['n3', 'n1', 'n2']);
  });

  it('an outage in the middle of everything: threads catch up in order, once each', async () => {
    at = await aWorkspace();
    at.desk.handoff('h-1');
    await at.shown();
    const outage = { times: Infinity, how: { kind: 'status' as const, status: 503 } };
    at.slack.troubles.push(outage);
    for (let i = 1; i <= 20; i++) at.desk.log('h-1', { text: `n${String(i)}` });
    at.desk.handoff('h-2', {}, [{ text: 'Hello' }]);
    at.desk.set('h-1', { status: 'claimed', owner: { staffId: 'bob', name: 'Bob', since: at.desk.now } });
    await new Promise((resolve) => setTimeout(resolve, 700));
    at.slack.troubles.splice(0, Infinity);
    for (let i = 21; i <= 25; i++) at.desk.log('h-1', { text: `n${String(i)}` });
    await at.shown();
    expect(numbers()).toEqual(Array.from({ length: 25 }, (_, i) => `n${String(i + 1)}`));
    expect(readable(at.opening('h-1'))).toContain('With Bob');
    expect(at.channel.messages.filter(({ threadTs }) => threadTs === undefined)).toHaveLength(2);
  });

  it('an upload whose answer was lost is not repeated', async () => {
    at = await aWorkspace();
    at.desk.files.set('photo-1', { name: 'mug.jpg', contentType: 'image/jpeg', bytes: Buffer.from('jpeg') });
    at.desk.handoff('h-1');
    await at.shown();
    at.slack.troubles.push({ method: 'files.completeUploadExternal', how: { kind: 'reset', taken: true } });
    at.desk.log('h-1', { attachments: [{ id: 'photo-1', name: 'mug.jpg', contentType: 'image/jpeg', bytes: 4 }] });
    await at.shown();
    expect(at.thread('h-1').filter(({ files }) => files.length)).toHaveLength(1);
  });

  it('another process goes on where one died in the middle of a post, without a second copy', async () => {
    at = await aWorkspace({ start: false });
    at.desk.handoff('h-1');
    await at.another('two');
    await at.shown();
    const { place, memory } = at.desk.threads.get('h-1')!;
    // What a process leaves behind that ended between Slack's answer and its own note.
    at.desk.kept('h-1').log.push(anItem(1, { text: 'n1' }));
    const { surface } = at;
    at.slack.workspace.write(at.channel, {
      user: at.slack.workspace.bot.user,
      botId: at.slack.workspace.bot.id,
      text: 'n1',
      blocks: [{ type: 'section', text: { type: 'plain_text', text: 'n1' } }],
      threadTs: place!.ts,
      metadata: { event_type: 'redress_desk', event_payload: { handoff: 'h-1', seq: 1, kind: 'live', part: 9_999 } },
    });
    const thread = at.desk.threads.get('h-1')!;
    thread.memory = { ...memory, trying: { kind: 'live', seq: 1, part: 9_999, channel: 'C0DESK', at: new Date() } };
    at.desk.set('h-1', { logSeq: 1 });
    surface.start();
    await at.shown();
    expect(numbers()).toEqual(['n1']);
  });

  it('two processes post nothing twice', async () => {
    at = await aWorkspace();
    await at.another('two');
    for (let i = 0; i < 30; i++) at.desk.handoff(`h-${String(i)}`, {}, [{ text: 'Hello' }]);
    for (let round = 0; round < 5; round++)
      for (let i = 0; i < 30; i++) at.desk.log(`h-${String(i)}`, { text: `n${String(round)}` });
    await at.shown();
    const marks = at.channel.messages.map(({ metadata }) => JSON.stringify(metadata));
    expect(new Set(marks).size).toBe(marks.length);
    expect(at.channel.messages.filter(({ threadTs }) => threadTs === undefined)).toHaveLength(30);
  });
});

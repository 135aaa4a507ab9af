import type { StoredAttachment } from '../../../src/channel';
import { aChannel, type RunningChannel } from './a-channel';
import { pause } from './a-slack-shop';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('photos that customers send in Slack', () => {
  let stored: { name: string; bytes: Buffer }[];
  const start = async (): Promise<RunningChannel> => {
    stored = [];
    return aChannel({
      parts: {
        storePhoto: ({ name, bytes }) => {
          stored.push({ name, bytes });
          const attachment: StoredAttachment = {
            id: `a${stored.length}`,
            name,
            contentType: 'image/png',
            bytes: bytes.length,
          };
          return Promise.resolve({ ok: true, attachment });
        },
      },
    });
  };

  test('are fetched with the token, stored and handed over with the message', async () => {
    const { standIn, admitted } = await start();
    const ana = standIn.workspace.addUser({ name: 'ana' });
    const files = [
      { name: 'front.png', bytes: PNG },
      { name: 'back.png', bytes: PNG },
    ];
    const { status } = await standIn.people.says(ana, { text: 'look', files });
    expect(status).toBe(200);
    expect(stored).toEqual(files);
    expect(admitted[0]).toMatchObject({ text: 'look', attachments: [{ id: 'a1' }, { id: 'a2' }] });
  });

  test('are at most five, each of at most 5 MB; other files are left out', async () => {
    const { standIn, admitted } = await start();
    const ana = standIn.workspace.addUser({ name: 'ana' });
    await standIn.people.says(ana, {
      text: 'all of them',
      files: [
        { name: 'big.png', bytes: Buffer.alloc(5 * 1024 * 1024 + 1) },
        { name: 'invoice.pdf', bytes: PNG },
        ...Array.from({ length: 6 }, (_, i) => ({ name: `${i}.png`, bytes: PNG })),
      ],
    });
    expect(stored.map(({ name }) => name)).toEqual(['0.png', '1.png', '2.png']);
    expect(admitted).toHaveLength(1);
  });

  test('are asked for where another workspace shared them', async () => {
    const { standIn, admitted } = await start();
    const { workspace, people } = standIn;
    const ana = workspace.addUser({ name: 'ana', stranger: true });
    const { message } = await people.says(ana, { text: 'x', files: [{ name: 'a.png', bytes: PNG }] });
    stored.length = 0;
    const { id = '' } = message.files[0] ?? {};
    const event = {
      type: 'message',
      subtype: 'file_share',
      channel: workspace.direct(ana.id).id,
      channel_type: 'im',
      user: ana.id,
      ts: '1.5',
      text: '',
    };
    await people.event({ ...event, files: [{ id, file_access: 'check_file_info', mode: 'file_access' }] });
    expect(stored).toHaveLength(1);
    expect(admitted.at(-1)).toMatchObject({ attachments: [{ id: 'a1' }] });
  });

  test.each([
    ['another host', 'https://evil.example/files-pri/x/a.png'],
    ['the machine itself', 'http://127.0.0.1:1/a.png'],
    ['an address with credentials', 'http://me@127.0.0.1/a.png'],
    ['a file', 'file:///etc/passwd'],
    ['nothing', ''],
  ])('are not looked for at %s', async (_name, url) => {
    const { standIn, admitted } = await start();
    const { workspace, people } = standIn;
    const ana = workspace.addUser({ name: 'ana' });
    const file = { id: 'F1', name: 'a.png', mimetype: 'image/png', size: 5, url_private: url };
    const event = {
      type: 'message',
      subtype: 'file_share',
      channel: workspace.direct(ana.id).id,
      channel_type: 'im',
      user: ana.id,
      ts: '1.5',
      text: 'photo',
    };
    const { status } = await people.event({ ...event, files: [file] });
    expect([status, stored.length, admitted.length]).toEqual([200, 0, 1]);
  });

  test('that a redirect leads elsewhere are given up, token and all', async () => {
    const { standIn, admitted } = await start();
    const { workspace, people } = standIn;
    const ana = workspace.addUser({ name: 'ana' });
    // Another workspace's file: the stand-in sends whoever may not have it to the page for signing in.
    const file = {
      id: 'F1',
      name: 'a.png',
      mimetype: 'image/png',
      url_private: `${standIn.url}/sandbox/slack/files-pri/T9-F1/a.png`,
    };
    await people.event({
      type: 'message',
      subtype: 'file_share',
      channel: workspace.direct(ana.id).id,
      channel_type: 'im',
      user: ana.id,
      ts: '1.5',
      text: 'x',
      files: [file],
    });
    expect([stored.length, admitted.length]).toEqual([0, 1]);
  });

  test('that take too long bring the event again, and the second one finds the work done', async () => {
    const slow = await start();
    const { standIn, admitted } = slow;
    const ana = standIn.workspace.addUser({ name: 'ana' });
    let asked = 0;
    standIn.troubles.push({ method: 'users.info', how: { kind: 'late', ms: 1 } });
    const keep = slow.kit.line.admit;
    // The store takes four seconds, which is more than Slack waits.
    slow.kit.line.admit = async (activity) => {
      asked += 1;
      await pause(4_000);
      return keep(activity);
    };
    const said = await standIn.people.says(ana, { text: 'slow', files: [{ name: 'a.png', bytes: PNG }] });
    expect(said.status).toBe(429);
    expect((await said.settled).status).toBe(200);
    expect([asked, admitted.length, stored.length]).toEqual([1, 1, 1]);
  });
});

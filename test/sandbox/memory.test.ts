import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMovableClock } from '../../src/sandbox/clock';
import { createMemory } from '../../src/sandbox/memory';
import { createOffice, DESK_CHANNEL, PEOPLE } from '../../src/sandbox/office';
import { createTwilioStandIn } from '../../src/sandbox/twilio/stand-in';

const real = () => new Date('2026-11-21T12:00:00Z');

/** Phones and workspace as a start of the service finds them. */
function aStart(folder: string | null) {
  const clock = createMovableClock(real);
  const twilio = createTwilioStandIn({ clock: clock.now });
  const office = createOffice({ signingSecret: 'secret', clock: clock.now });
  const { workspace } = office.standIn;
  const memory = createMemory({ folder, twilio, workspace, ahead: clock.ahead });
  clock.advance(memory.ahead);
  return { clock, twilio, office, workspace, memory };
}

describe('what the sandbox keeps', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'redress-memory-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const [maya] = PEOPLE;

  it('is there again after a restart: messages, photos, opt-outs, threads and the time', async () => {
    const first = aStart(folder);
    first.clock.advance(3_600_000);
    const media = [{ sid: 'ME1', contentType: 'image/png', bytes: Buffer.from('mug') }];
    first.twilio.keep({ from: '+12025550143', to: '+15005550006', body: 'hello', media });
    first.twilio.blocked.add('+12025550143');
    const desk = first.workspace.channels.get(DESK_CHANNEL)!;
    first.workspace.write(desk, { user: maya!.id, text: 'for everybody' });
    first.workspace.write(desk, { user: first.workspace.bot.user, text: 'for Maya alone', ephemeralTo: maya!.id });
    first.memory.changed();
    await first.memory.close();

    const second = aStart(folder);
    expect(second.twilio.messages).toEqual(first.twilio.messages);
    expect(second.twilio.messages[0]?.media[0]?.bytes).toEqual(Buffer.from('mug'));
    expect(second.twilio.blocked).toEqual(new Set(['+12025550143']));
    expect(second.workspace.channels.get(DESK_CHANNEL)?.messages.map(({ text }) => text)).toEqual(['for everybody']);
    expect(second.workspace.bot).toEqual(first.workspace.bot);
    expect(second.clock.now()).toEqual(new Date('2026-11-21T13:00:00Z'));
  });

  it('gives no id a second time, however often it was started', async () => {
    const given = new Set<string>();
    for (let start = 0; start < 3; start++) {
      const { office, memory } = aStart(folder);
      const id = office.keep(office.person(maya!.id), 'a.png', Buffer.from('a'));
      expect(given.has(id)).toBe(false);
      given.add(id);
      memory.changed();
      await memory.close();
    }
  });

  it('begins anew where the file is not one of ours', () => {
    writeFileSync(path.join(folder, 'sandbox.bin'), 'half a file');
    expect(aStart(folder).twilio.messages).toEqual([]);
  });

  it('is nothing where there is no folder', async () => {
    const { twilio, memory } = aStart(path.join(folder, 'gone'));
    twilio.keep({ from: '+12025550143', to: '+15005550006' });
    memory.changed();
    await memory.close();
    expect(aStart(path.join(folder, 'gone')).twilio.messages).toEqual([]);
    expect(aStart(null).memory.ahead).toBe(0);
  });
});

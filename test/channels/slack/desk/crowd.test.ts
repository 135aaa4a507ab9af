import { aWorkspace, readable, type AWorkspace } from './a-workspace';

jest.setTimeout(120_000);

const CONVERSATIONS = Number(process.env.REDRESS_CROWD ?? 80);
const AGENTS = CONVERSATIONS / 5;

let at: AWorkspace;
afterEach(() => at.close());

describe('many agents at many conversations', () => {
  it('each conversation gets one thread and one owner, and every loser reads who has it', async () => {
    at = await aWorkspace();
    await at.another('two');
    const agents = Array.from({ length: AGENTS }, (_, i) => at.slack.workspace.addUser({ name: `agent${String(i)}` }));
    for (const [i, user] of agents.entries()) {
      at.channel.members.add(user.id);
      at.desk.person(`p${String(i)}`, user.id, { name: `Agent ${String(i)}` });
    }
    const ids = Array.from({ length: CONVERSATIONS }, (_, i) => `h-${String(i)}`);
    const began = Date.now();
    for (const id of ids) at.desk.handoff(id);
    await at.until(() => ids.every((id) => at.desk.threads.get(id)?.place), 60_000);
    const posted = Date.now();
    const shown = new Map(ids.map((id) => [id, structuredClone(at.opening(id))]));
    // Each agent clicks one thing at a time; three of them click each conversation.
    const clicks = ids.flatMap((id, i) => [0, 1, 2].map((n) => ({ id, user: agents[(i * 3 + n) % agents.length]! })));
    for (let i = 0; i < clicks.length; i += agents.length)
      await Promise.all(
        clicks.slice(i, i + agents.length).map(async ({ id, user }) => {
          const asShown = shown.get(id)!;
          const target = { channel: 'C0DESK', ts: asShown.ts, action: 'desk.claim', asShown };
          expect((await at.slack.people.clicks(user, target)).status).toBe(200);
        }),
      );
    const clicked = Date.now();
    await at.shown();
    if (process.env.REDRESS_CROWD)
      console.log(
        `openings ${String(posted - began)} ms, clicks ${String(clicked - posted)} ms, all shown ${String(Date.now() - clicked)} ms`,
      );
    const told = at.channel.messages.filter(({ ephemeralTo }) => ephemeralTo).map(readable);
    expect(told.filter((one) => one.includes('Taken: *Agent'))).toHaveLength(CONVERSATIONS * 2);
    for (const id of ids) {
      const owner = at.desk.kept(id).card.owner?.name ?? 'nobody';
      expect(readable(at.opening(id))).toContain(`With ${owner}`);
      expect(readable(at.opening(id))).not.toContain('desk.claim');
      expect(at.thread(id).filter((one) => readable(one).includes('claimed this'))).toHaveLength(1);
    }
    expect(at.channel.messages.filter(({ threadTs, ephemeralTo }) => !threadTs && !ephemeralTo)).toHaveLength(
      CONVERSATIONS,
    );
  });
});

import type { Outgoing } from '../../src/channel';
import { createWaitingRoom } from '../../src/turn/waiting-room';
import { anActivity } from '../helpers/an-activity';

const ANSWERS = [{ id: 'm1' } as Outgoing];

describe('whoever waits for answers in a response', () => {
  it('gets them when the turn is done', async () => {
    const room = createWaitingRoom();
    const { answers } = room.wait(anActivity(), 1_000);
    expect(room.hand(anActivity(), ANSWERS)).toBe(true);
    expect(await answers).toBe(ANSWERS);
  });

  it('is told after its patience that they are late, and then they are not taken', async () => {
    const room = createWaitingRoom();
    expect(await room.wait(anActivity(), 10).answers).toBeNull();
    expect(room.hand(anActivity(), ANSWERS)).toBe(false);
  });

  it('is not sent away by a copy of its own activity that leaves', async () => {
    const room = createWaitingRoom();
    const first = room.wait(anActivity(), 1_000);
    const copy = room.wait(anActivity(), 1_000);
    copy.leave();
    expect(await copy.answers).toBeNull();
    room.hand(anActivity(), ANSWERS);
    expect(await first.answers).toBe(ANSWERS);
  });

  it('is the only one to get them, also when a copy does not yet know that it is one', async () => {
    const room = createWaitingRoom();
    const first = room.wait(anActivity(), 1_000);
    const copy = room.wait(anActivity(), 1_000);
    room.hand(anActivity(), ANSWERS);
    expect(await Promise.all([first.answers, copy.answers])).toEqual([ANSWERS, null]);
  });

  it('need not wait for a turn that says nothing', async () => {
    const room = createWaitingRoom();
    const { answers } = room.wait(anActivity(), 1_000);
    room.dismiss(anActivity());
    expect(await answers).toBeNull();
  });
});

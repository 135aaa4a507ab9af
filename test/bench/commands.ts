import { refundScript } from '../helpers/generated-orders';
import type { Worker } from './child';
import type { CountRequest, Counted } from './counting';
import type { LoadProgress, LoadRequest, LoadResult } from './load';
import { SECRET } from './service-process';
import { readTemplate } from './template';

/** What one conversation wrote, for the bare writer. */
export interface Writes {
  captured: string;
  turns: number;
  names: string[];
}

/** Commands the driver sent while so many conversations ran, everything counted. */
export interface Commands {
  conversations: number;
  turns: number;
  perTurn: number;
  /** The turn that files the case alone; known only where conversations follow one another. */
  filing?: number;
  byName: Record<string, number>;
}

type Service = Worker<CountRequest, Counted>;
type Load = Worker<LoadRequest, LoadResult, LoadProgress>;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const TURNS = refundScript(0).length;

let nextOrder = 0;

async function play(load: Load, url: string, conversations: number, seconds: number, orders: number) {
  const request = { url, secret: SECRET, conversations, seconds, firstOrder: nextOrder };
  const result = await load.ask({ ...request, lastOrder: nextOrder + orders - 1 });
  nextOrder = result.nextOrder;
  if (result.wrong) throw new Error(`the service does not play the script: ${result.examples.join('; ')}`);
  return result;
}

/** Lets one conversation run alone and keeps what it wrote. Tried again when something of the service's own got in between. */
export async function captureWrites(service: Service, load: Load, url: string): Promise<Writes> {
  for (let attempt = 1; ; attempt++) {
    await service.ask({ do: 'reset', capture: true });
    const { last } = await play(load, url, 1, 30, 1);
    await pause(2_500);
    const { captured } = await service.ask({ do: 'read' });
    const writes = { captured, turns: TURNS, names: last };
    try {
      readTemplate(captured, TURNS, last);
      return writes;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

const mean = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

/** Counts while `conversations` run for `seconds`. */
export async function countCommands(
  service: Service,
  load: Load,
  how: { url: string; conversations: number; seconds: number },
): Promise<Commands> {
  await service.ask({ do: 'reset' });
  await play(load, how.url, how.conversations, how.seconds, 10_000);
  const { commands, turns, byTurn, byName } = await service.ask({ do: 'read' });
  const filing = mean(byTurn.filter((_, i) => i % TURNS === TURNS - 1));
  return {
    conversations: how.conversations,
    turns,
    perTurn: commands / turns,
    byName,
    ...(how.conversations === 1 ? { filing } : {}),
  };
}

import type { InputValues, SubmissionAnswer } from '../desk-port';
import { fieldWords } from './answers';

/** Fields of the desk whose question has another name in its modal. */
const BLOCKS: Record<string, string> = { lines: 'line-0', to: 'desk.transfer.to' };

interface Answer {
  outcome: string;
  why?: string;
  field?: string;
}

/** A field that does not fit, said beside its question; null for every other answer, and where there is no such question. */
export function fieldErrors(answer: Answer, values: InputValues): SubmissionAnswer {
  const { why, field } = answer;
  if (why !== 'invalid' || field === undefined) return null;
  const block = Object.hasOwn(BLOCKS, field) ? (BLOCKS[field] ?? field) : field;
  return values[block] ? { response_action: 'errors', errors: { [block]: fieldWords(field) } } : null;
}

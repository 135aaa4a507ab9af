import type { Doc, Value } from '../values/values';

/** What an expression sees: the document, the variables bound so far and the time of the command. */
export interface Scope {
  readonly root: Doc;
  readonly vars: Readonly<Record<string, Value>>;
  readonly now?: Date;
}
export type Evaluate = (scope: Scope) => Value;
/** An operator over values already computed. */
export type Operator = (...args: Value[]) => Value;

import type { Change } from '../domain/change';
import type { IssuedCode } from '../domain/link';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import type { Transaction } from './transaction';

const idOf = ({ client, sealed }: Pick<IssuedCode, 'client' | 'sealed'>): string => `${client}/${sealed}`;

const codeDoc = (code: IssuedCode): Doc => ({
  _id: idOf(code),
  client: code.client,
  schemaVersion: SCHEMA_VERSION,
  used: false,
  expiresAt: code.expiresAt,
  code,
});

/** Issues are inserted; a use must find the code unused, or the transaction is a conflict. */
export async function writeCodes(transaction: Transaction, changes: Change[]): Promise<void> {
  const codes = changes.filter((one) => one.kind === 'code');
  await transaction.insert(
    'one_time_codes',
    codes.filter(({ step }) => step === 'issue').map(({ code }) => codeDoc(code)),
  );
  await transaction.updateAll(
    'one_time_codes',
    codes
      .filter(({ step }) => step === 'use')
      .map(({ code }) => ({ q: { _id: idOf(code), used: false }, u: { $set: { used: true, code } } })),
  );
}

/** Reads of one-time codes; they are written by turns alone. */
export function createOneTimeCodes(store: Store) {
  const codes = store.collection('one_time_codes');
  return {
    /** Used and expired ones too, for about an hour; null: no such code. */
    find: (client: string, sealed: string): Promise<IssuedCode | null> =>
      whileStoreIsThere(async () => {
        const doc = await codes.findOne({ _id: idOf({ client, sealed }) });
        return (doc?.code as IssuedCode | undefined) ?? null;
      }),
  };
}

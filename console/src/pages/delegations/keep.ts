import { useQueryClient } from '@tanstack/react-query';
import type { DelegationList } from '../../../../src/contract/api/delegations.js';
import { useRefresh } from '../../app/queries.js';

export const DELEGATIONS = ['delegations'] as const;

/** Keeps what the hub answered, and lets open reviews ask again. */
export function useKeepDelegations(): (list: DelegationList) => Promise<void> {
  const client = useQueryClient();
  const refresh = useRefresh();
  return async (list) => {
    client.setQueryData(DELEGATIONS, list);
    await refresh(['version', 'reviews', 'ledger']);
  };
}

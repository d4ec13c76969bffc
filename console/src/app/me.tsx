import { createContext, useContext } from 'react';
import type { Me, Permission } from '../../../src/contract/api/common.js';

const MeContext = createContext<Me | undefined>(undefined);
export const MeProvider = MeContext.Provider;

/** The member who is signed in. Only below the office's shell. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error('useMe stands outside the office');
  return me;
}

/** Whether the member may do this. The hub decides again by itself; this only decides what is shown. */
export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { InstanceDetails } from '../../api/instance';
import type { WorkspaceState } from './model/state';
import type { Session } from './monaco/session';

/** What every part of the page works on. */
export interface Bench {
  session: Session;
  instance: InstanceDetails;
  /** Whether files may be changed. */
  mayEdit: boolean;
  /** Asks for the instance anew. */
  again: () => void;
}

export const BenchContext = createContext<Bench | undefined>(undefined);

export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error('no workspace is open');
  return bench;
}

/** Reads the state of the workspace that is open. */
export const useWorkspace = <T>(read: (state: WorkspaceState) => T): T =>
  useStore(useBench().session.workspace.store, read);

import { create } from 'zustand';
import { mayChange, readSession } from '../api/session';
import type { Session } from '../api/types';

interface SessionState {
  session: Session | undefined;
  error: unknown;
}

export const useSession = create<SessionState>(() => ({ session: undefined, error: undefined }));

export async function loadSession(): Promise<void> {
  useSession.setState({ error: undefined });
  try {
    useSession.setState({ session: await readSession() });
  } catch (error) {
    useSession.setState({ error });
  }
}

/** Whether to offer what changes something; not before the role is known. */
export const useMayChange = (): boolean =>
  useSession(({ session }) => session !== undefined && mayChange(session.role));

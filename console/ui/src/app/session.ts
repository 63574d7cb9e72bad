import { create } from 'zustand';
import { mayCall, mayInstall, readSession } from '../api/session';
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

/** Whether to offer calls that change something; not before the role is known. */
export const useMayCall = (): boolean =>
  useSession(({ session }) => session !== undefined && mayCall(session.role));

/** Whether to offer loading and unloading; not before the role is known. */
export const useMayInstall = (): boolean =>
  useSession(({ session }) => session !== undefined && mayInstall(session.role));

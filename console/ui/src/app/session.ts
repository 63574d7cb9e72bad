import { create } from 'zustand';
import { mayCall, mayManage, readSession } from '../api/session';
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

/** Whether to offer what changes how the kernel is set up; not before the role is known. */
export const useMayManage = (): boolean =>
  useSession(({ session }) => session !== undefined && mayManage(session.role));
